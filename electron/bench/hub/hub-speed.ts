import { refreshMonths } from '../../hub/figures/refresh'
import { settleSearch } from '../../hub/search/settle'
import type { Entry, Lab, Line, Measured } from '../entry'
import { percentile, timed } from '../timing'
import { ingestLines } from './ingest-speed'
import { makeProvince } from './province'
import { leaderQuestions, openLeader } from './questions'
import { readersLine } from './readers'
import { type OwnServer, startBenchServer } from './server'

const RUNS = 20
/** So many times the records that the bench is told: two million, when it is asked for alone and told nothing. */
const PROVINCE = 20
/** The smaller province that growth is measured against. */
const FIVEFOLD = 5
const GROWTH = 1.3

/** A simulated province: what a leader asks, how that grows, fifty readers; and what a district's file takes to come in. */
export const hubSpeed: Entry = {
  name: 'hub',
  what: '市级、省级平台',
  async run(lab) {
    const server = await startBenchServer()
    if (!server) return [{ name: 'hub', what: '市级、省级平台', skipped: '这台电脑没有安装 PostgreSQL' }]
    try {
      // Among all the others a province that is made in minutes; every line tells its size.
      const size = lab.isAlone ? lab.size * PROVINCE : lab.size
      const ingest = await ingestLines(lab, server)
      const small = await measured(lab, server, 'small', Math.round(size / FIVEFOLD), false)
      const big = await measured(lab, server, 'big', size, true)
      const growth = big.lines.map((line, at): Line => {
        const before = small.lines[at]
        return {
          name: `${line.name}-growth`,
          what: `记录增加到 ${FIVEFOLD} 倍时：${line.what}`,
          unit: 'ms',
          ours: line.ours,
          yardstick: before?.ours ?? 0,
          limit: GROWTH,
        }
      })
      return [...ingest, ...big.lines, ...growth, ...big.readers]
    } finally {
      await server.stop()
    }
  },
}

async function measured(
  lab: Lab,
  server: OwnServer,
  name: string,
  size: number,
  withReaders: boolean,
): Promise<{ readonly lines: readonly Measured[]; readonly readers: readonly Measured[] }> {
  lab.note(`准备 ${size} 条记录的全省资料…`)
  const database = await server.newDatabase(name)
  const store = await makeProvince(database, size)
  try {
    await refreshMonths(store)
    await settleSearch(store)
    await store.query('VACUUM ANALYZE')
    const leader = await openLeader(store, database)
    try {
      const lines: Measured[] = []
      for (const { name: line, what, most, share, ask } of leaderQuestions) {
        await ask(leader, 0)
        const times: number[] = []
        for (let run = 0; run < RUNS; run += 1) times.push(await timed(() => ask(leader, run)))
        lines.push({
          name: line,
          what: `${size} 条记录：${what}，上限`,
          unit: 'ms',
          ours: percentile(times, share),
          yardstick: most,
          limit: 1,
        })
      }
      return { lines, readers: withReaders ? [await readersLine(leader, size)] : [] }
    } finally {
      await leader.close()
    }
  } finally {
    await store.close()
  }
}
