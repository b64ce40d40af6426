import { existsSync, globSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve, sep } from 'node:path'
import type { Entry, Lab, Line } from './entry'
import { FIRST_SCREEN_LIMIT, firstScreenBytes } from './first-screen'

const MB = 1_000_000
const DEB_LIMIT_MB = 110

const toPackage = '还没有打包；先运行 npm run package:linux（只看安装后的大小：npm run package:dir）'

/** The checkout: the command line's own script lies in its dist/. */
export const checkoutOf = ({ cli }: Lab): string => dirname(dirname(resolve(cli.at(-1) ?? '')))

/** Bytes of all files below a folder; where `outside` names one of its folders, without that one. */
function bytesIn(folder: string, outside?: string): number {
  return globSync('**', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => outside === undefined || !path.startsWith(join(folder, outside) + sep))
    .reduce((sum, path) => sum + statSync(path).size, 0)
}

/** Each package file against what an office's slow line and small stick bear. */
export function debLines(release: string): readonly Line[] {
  const debs = globSync(['*.deb', 'test/*.deb'], { cwd: release }).sort()
  if (debs.length === 0) return [{ name: 'package.deb', what: '安装包大小', skipped: toPackage }]
  return debs.map((name) => ({
    name: 'package.deb',
    what: `${basename(name)} 的大小，上限`,
    unit: 'MB',
    ours: statSync(join(release, name)).size / MB,
    yardstick: DEB_LIMIT_MB,
    limit: 1,
  }))
}

/** The program as it is installed against what its Electron alone takes. */
export function installedLines(release: string): readonly Line[] {
  const folders = globSync(['*-unpacked', 'test/*-unpacked'], { cwd: release }).sort()
  if (folders.length === 0) return [{ name: 'package.installed', what: '安装后的大小', skipped: toPackage }]
  return folders.map((name) => ({
    name: 'package.installed',
    what: `${name} 安装后的大小，对比其中的 Electron`,
    unit: 'MB',
    ours: bytesIn(join(release, name)) / MB,
    yardstick: bytesIn(join(release, name), 'resources') / MB,
    limit: null,
  }))
}

/** What the page loads before it shows anything. */
export function firstScreenLines(renderer: string): readonly Line[] {
  const what = '首屏加载的界面文件（压缩前），上限'
  if (!existsSync(join(renderer, 'index.html')))
    return [{ name: 'package.first-screen', what, skipped: '还没有构建；先运行 npm run build' }]
  return [
    {
      name: 'package.first-screen',
      what,
      unit: 'MB',
      ours: firstScreenBytes(renderer) / MB,
      yardstick: FIRST_SCREEN_LIMIT / MB,
      limit: 1,
    },
  ]
}

/** How large the program is. Looks at what has been built and packaged; makes nothing itself. */
export const packageSize: Entry = {
  name: 'package',
  what: '大小',
  async run(lab) {
    const checkout = checkoutOf(lab)
    const release = join(checkout, 'release')
    return [
      ...firstScreenLines(join(checkout, 'dist/renderer')),
      ...debLines(release),
      ...installedLines(release),
    ]
  },
}
