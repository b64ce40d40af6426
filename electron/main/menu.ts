import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { MenuCommand } from '../../shared/wire'

/** One entry that the page answers. The page listens to the keys itself: here they are only shown. */
type Entry = readonly [label: string, command: MenuCommand, keys?: string]

const file: readonly Entry[] = [
  ['新建记录', 'create', 'Ctrl+N'],
  ['保存', 'save', 'Ctrl+S'],
  ['打印', 'print', 'Ctrl+P'],
  ['U盘交换', 'exchange'],
  ['锁定', 'lock'],
]
const look: readonly Entry[] = [
  ['查找', 'palette', 'Ctrl+K'],
  ['首页', 'home'],
  ['办理期限', 'deadlines'],
]
const help: readonly Entry[] = [
  ['使用说明', 'help', 'F1'],
  ['关于', 'about'],
]

/** The window's menu, hidden until Alt is pressed. @param tell hands a command to the page */
export function windowMenu(tell: (command: MenuCommand) => void): Menu {
  const entries = (list: readonly Entry[]): MenuItemConstructorOptions[] =>
    list.map(([label, command, accelerator]) => ({
      label,
      click: () => tell(command),
      ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
    }))
  return Menu.buildFromTemplate([
    { label: '文件', submenu: [...entries(file), { type: 'separator' }, { label: '退出', role: 'quit' }] },
    {
      label: '编辑',
      submenu: [
        { label: '撤销', role: 'undo' },
        { label: '重做', role: 'redo' },
        { type: 'separator' },
        { label: '剪切', role: 'cut' },
        { label: '复制', role: 'copy' },
        { label: '粘贴', role: 'paste' },
        { label: '全选', role: 'selectAll', registerAccelerator: false },
      ],
    },
    { label: '查看', submenu: [...entries(look), { label: '全屏', role: 'togglefullscreen' }] },
    { label: '帮助', submenu: entries(help) },
  ])
}
