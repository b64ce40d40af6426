import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as breath } from 'node:timers/promises'
import type { Rpc } from '../../shared/contract/rpc'
import type { Entry, Lab, Line } from './entry'
import { besideStore, nextBundle } from './fixture'
import { openWindowEngine } from './window-engine'

const what = '导入期间的查询（列表、单条、搜索、首页数字），第 99 百分位，对比空闲时同样的查询'
const name = 'reads.beside-import'
const kind = 'activity'

/** How long the window waits for an answer while an import has the database, against the same questions at rest. */
export const readsBeside: Entry = {
  name: 'reads',
  what: '导入期间的查询',
  async run(lab) {
    const { startWorker } = lab
    if (!startWorker) return [{ name, what, skipped: '没有工作线程' }]
    return await measured(lab, startWorker)
  },
}

async function measured(lab: Lab, startWorker: NonNullable<Lab['startWorker']>): Promise<readonly Line[]> {
  const { exchange, held } = await besideStore(lab)
  const bundle = await nextBundle(exchange, { from: held, to: held + lab.size })
  const profile = join(lab.folder, 'beside')
  cpSync(exchange.places.district, profile, { recursive: true })
  const { rpc, grant, close } = await openWindowEngine(profile, startWorker)
  try {
    const { rows } = await rpc.records.list({ kind, limit: 1 })
    const ask = questions(rpc, rows[0]?.id ?? '')
    let left = AT_REST
    const rest = await latencies(ask, () => left-- > 0)
    let isOver = false
    const imported = rpc.sync.importBundles({ files: [grant(bundle)] }).finally(() => {
      isOver = true
    })
    const beside = await latencies(ask, () => !isOver)
    const { files } = await imported
    if (files[0]?.result !== 'applied') throw new RangeError('the bundle was not applied whole')
    lab.note(`导入 ${lab.size} 条期间答了 ${beside.length} 次查询，最慢 ${Math.max(...beside).toFixed(0)} ms`)
    const ours = { unit: 'ms', ours: p99(beside) } as const
    return [
      { name, what, ...ours, yardstick: p99(rest), limit: LIMIT },
      { name: `${name}-most`, what: '同上，上限', ...ours, yardstick: MOST_MS, limit: 1 },
    ]
  } finally {
    await close()
    rmSync(profile, { recursive: true, force: true })
  }
}

/** Questions asked at rest. */
const AT_REST = 400
/** Two threads share two cores, and the disk. */
const LIMIT = 4
/** How long any answer may take, 99 of 100 times. */
const MOST_MS = 100

type Question = () => Promise<unknown>

function questions(rpc: Rpc, id: string): readonly Question[] {
  return [
    () => rpc.records.list({ kind, limit: 50 }),
    () => rpc.records.get({ id }),
    () => rpc.records.list({ kind, limit: 50, filter: { text: '欠薪' } }),
    () => rpc.home.overview({}),
  ]
}

/** Asks one after the other, as a person does who waits for each answer. @returns milliseconds of each */
async function latencies(ask: readonly Question[], goesOn: () => boolean): Promise<number[]> {
  const took: number[] = []
  for (let at = 0; goesOn(); at += 1) {
    const start = performance.now()
    await ask[at % ask.length]?.()
    took.push(performance.now() - start)
    await breath()
  }
  return took
}

function p99(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN
}
