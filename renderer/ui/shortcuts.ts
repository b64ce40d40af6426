import { useEffect } from 'react'
import { create } from 'zustand'
import { useLatest } from './use-latest'

/** What a page may answer to. */
type ShortcutCommand = 'save' | 'saveNext' | 'saveDraft' | 'print' | 'find' | 'create' | 'palette' | 'help'

/** The keys as the help shows them. Alt+N stands beside Ctrl+N, which a browser keeps for itself. */
export const shortcutList: readonly { readonly keys: string; readonly does: string }[] = [
  { keys: 'Ctrl+K', does: '查找：输入人名、编号、单位、电话末几位、页面名称，或它们的拼音、首字母' },
  { keys: 'Ctrl+N / Alt+N', does: '新建一条记录' },
  { keys: 'Ctrl+S', does: '保存正在填写的记录' },
  { keys: 'Ctrl+Enter', does: '保存并继续登记下一条' },
  { keys: 'Ctrl+D', does: '存为草稿：必填项尚未填写完整，也可以先存下，补齐后再提交' },
  { keys: 'Ctrl+P', does: '打印：当前报表、当前记录，或列表中勾选的记录' },
  { keys: 'Ctrl+F', does: '在列表中查找；其他页面同 Ctrl+K' },
  { keys: 'Enter', does: '填表时：移到下一项；列表中：打开所选记录' },
  { keys: '空格', does: '在列表中勾选或取消勾选所选记录，勾选的可以一起办理、打印、导出' },
  { keys: 'Shift+↑ ↓ / Shift+空格', does: '在列表中连续勾选' },
  { keys: 'Ctrl+A', does: '在列表中勾选全部符合条件的记录' },
  { keys: '↑ ↓ PageUp PageDown Home End', does: '在列表中移动' },
  { keys: 'Esc', does: '关闭下拉、对话框' },
  { keys: 'Alt', does: '显示菜单（程序窗口）' },
  { keys: 'F1', does: '显示本说明' },
]

interface Commands {
  /** The newest page's handler answers; the one before comes back when it leaves. */
  readonly handlers: Readonly<Partial<Record<ShortcutCommand, readonly (() => void)[]>>>
}

const useCommands = create<Commands>(() => ({ handlers: {} }))

function change(
  command: ShortcutCommand,
  next: (list: readonly (() => void)[]) => readonly (() => void)[],
): void {
  useCommands.setState(({ handlers }) => ({
    handlers: { ...handlers, [command]: next(handlers[command] ?? []) },
  }))
}

/** Lets the page answer a command while it is shown; `null` leaves it to whoever is below. */
export function useShortcut(command: ShortcutCommand, run: (() => void) | null): void {
  const latest = useLatest(run)
  const active = run !== null
  useEffect(() => {
    if (!active) return
    const handler = (): void => latest.current?.()
    change(command, (list) => [...list, handler])
    return () => change(command, (list) => list.filter((item) => item !== handler))
  }, [command, active, latest])
}

/** Runs a command at the page that answers it. Answers whether one did. */
export function runCommand(command: ShortcutCommand): boolean {
  const handler = useCommands.getState().handlers[command]?.at(-1)
  handler?.()
  return handler !== undefined
}

/** The command that a key press means, or null. */
export function commandOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): ShortcutCommand | null {
  if (event.shiftKey) return null
  if (event.key === 'F1') return 'help'
  const key = event.key.toLowerCase()
  if (event.altKey) return !event.ctrlKey && key === 'n' ? 'create' : null
  if (!event.ctrlKey && !event.metaKey) return null
  const byKey: Readonly<Record<string, ShortcutCommand>> = {
    k: 'palette',
    n: 'create',
    s: 'save',
    enter: 'saveNext',
    d: 'saveDraft',
    p: 'print',
    f: 'find',
  }
  return byKey[key] ?? null
}

/** Listens to the keys of the whole window. */
export function useShortcutKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const command = commandOf(event)
      if (command && (runCommand(command) || command === 'save')) event.preventDefault()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
}
