import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, globSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve, sep } from 'node:path'
import type { Entry, Lab, Line } from './entry'
import { FIRST_SCREEN_LIMIT, firstScreenBytes } from './first-screen'
import { median } from './timing'

const MB = 1_000_000
const DEB_LIMIT_MB = 110
/** Measured 2.1 on a quiet machine, 1.7 and 2.2 on a busy one: beside the empty window, an engine and React start. */
const COLD_START_LIMIT = 3.5

const toPackage = '还没有打包；先运行 npm run package:linux（只看安装后的大小：npm run package:dir）'

/** The checkout: the command line's own script lies in its dist/. */
const checkoutOf = ({ cli }: Lab): string => dirname(dirname(resolve(cli.at(-1) ?? '')))

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

type Started = { readonly ours: number[]; readonly yardstick: number[] } | { readonly skipped: string }

/** Runs build/cold-start.mjs, which knows where an Electron is. @throws Error with its last lines when it fails */
async function startUps(checkout: string, { cli, rounds }: Lab): Promise<Started> {
  const child = spawn(cli[0], [join(checkout, 'build/cold-start.mjs'), String(rounds)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let answer = ''
  let told = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    answer += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    told += text
  })
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`cold-start: ${code}: ${told.trimEnd().slice(-600)}`)
  return JSON.parse(answer.trimEnd().split('\n').at(-1) ?? '') as Started
}

async function coldStartLine(checkout: string, lab: Lab): Promise<Line> {
  const started = await startUps(checkout, lab)
  const what = '冷启动到能用的第一屏，对比同一 Electron 的空窗口'
  if ('skipped' in started) return { name: 'package.cold-start', what, skipped: started.skipped }
  return {
    name: 'package.cold-start',
    what,
    unit: 'ms',
    ours: median(started.ours),
    yardstick: median(started.yardstick),
    limit: COLD_START_LIMIT,
  }
}

/** How large the program is and how fast it is there. Looks at what has been built and packaged; makes nothing itself. */
export const packageSize: Entry = {
  name: 'package',
  what: '大小和启动',
  async run(lab) {
    const checkout = checkoutOf(lab)
    const release = join(checkout, 'release')
    return [
      ...firstScreenLines(join(checkout, 'dist/renderer')),
      ...debLines(release),
      ...installedLines(release),
      await coldStartLine(checkout, lab),
    ]
  },
}
