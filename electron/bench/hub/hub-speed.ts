import { measures } from '../../../shared/figures/measures'
import { parsePeriod } from '../../../shared/period'
import { openHubFacts } from '../../hub/facts/write'
import { hubReport, hubStatistics } from '../../hub/figures/papers'
import { refreshMonths } from '../../hub/figures/refresh'
import { hubFigureRows } from '../../hub/figures/rows'
import type { Store } from '../../hub/store/store'
import type { Entry, Lab, Line, Measured } from '../entry'
import { median, timed } from '../timing'
import { DISTRICTS, districtRows, makeProvince } from './province'
import { startBenchServer } from './server'

/** Both comparisons of this month lie inside the two years that the records cover. */
const MONTH = '2024-06'
const RUNS = 5
/** So many times the records that the bench is told: two million unless told. */
const PROVINCE = 20
/** The smaller province that growth is measured against. */
const FIVEFOLD = 5
const GROWTH = 1.3
/** Records that are written as an ingest writes them. */
const WRITTEN = 20_000
const BATCH = 2000

/** What a leader opens, each with what it may take in milliseconds. */
const questions: readonly {
  readonly name: string
  readonly what: string
  readonly most: number
  ask(store: Store): Promise<unknown>
}[] = [
  {
    name: 'hub.month',
    what: '全省一份月报（含环比、同比）',
    most: 1000,
    ask: (store) => hubReport(store, 'monthly', { period: MONTH, unit: null, date: '2024-07-01' }),
  },
  {
    name: 'hub.table',
    what: `${DISTRICTS} 个区（县）× 16 项的统计表`,
    most: 1500,
    ask: (store) =>
      hubStatistics(
        store,
        { period: MONTH, unit: null, date: '2024-07-01' },
        measures.slice(0, 16).map(({ name }) => name),
      ),
  },
  {
    name: 'hub.rows',
    what: '点开一个区（县）的一个数，第一页 50 条',
    most: 50,
    ask: (store) =>
      hubFigureRows(store, {
        measure: 'attendance',
        period: parsePeriod(MONTH),
        district: 7,
        units: null,
        limit: 50,
      }),
  },
]

/** Figures of a simulated province, and how fast facts are written. */
export const hubSpeed: Entry = {
  name: 'hub',
  what: '市级、省级平台',
  async run(lab) {
    const server = await startBenchServer()
    if (!server) return [{ name: 'hub', what: '市级、省级平台', skipped: '这台电脑没有安装 PostgreSQL' }]
    try {
      const size = lab.size * PROVINCE
      const [small, big] = [
        await measured(lab, await server.newDatabase('small'), Math.round(size / FIVEFOLD)),
        await measured(lab, await server.newDatabase('big'), size),
      ]
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
      return [...big.lines, ...growth, big.writing]
    } finally {
      await server.stop()
    }
  },
}

async function measured(
  lab: Lab,
  database: string,
  size: number,
): Promise<{ readonly lines: readonly Measured[]; readonly writing: Measured }> {
  lab.note(`准备 ${size} 条记录的全省资料…`)
  const store = await makeProvince(database, size)
  try {
    await refreshMonths(store)
    const lines: Measured[] = []
    for (const { name, what, most, ask } of questions) {
      await ask(store)
      const times: number[] = []
      for (let run = 0; run < RUNS; run += 1) times.push(await timed(() => ask(store)))
      lines.push({
        name,
        what: `${size} 条记录：${what}，上限`,
        unit: 'ms',
        ours: median(times),
        yardstick: most,
        limit: 1,
      })
    }
    return { lines, writing: await writing(lab, store) }
  } finally {
    await store.close()
  }
}

/** Facts of records as an ingest writes them, against COPY of the same rows into the same tables. */
async function writing(lab: Lab, store: Store): Promise<Measured> {
  const [ours, copies]: [number[], number[]] = [[], []]
  for (let round = 0; round < lab.rounds; round += 1) {
    const one = await districtRows(store, DISTRICTS + 2 * round, WRITTEN)
    const other = await districtRows(store, DISTRICTS + 2 * round + 1, WRITTEN)
    ours.push(
      await timed(() =>
        store.transaction(async (sql) => {
          const records = one.tables.filter(({ table }) => table === 'records')
          for (const { table, columns, rows } of records) await store.copyInto(sql, table, columns, rows)
          const facts = openHubFacts(sql, one.district)
          for (let at = 0; at < one.records.length; at += BATCH)
            await facts.write(one.records.slice(at, at + BATCH))
        }),
      ),
    )
    copies.push(
      await timed(() =>
        store.transaction(async (sql) => {
          for (const { table, columns, rows } of other.tables) await store.copyInto(sql, table, columns, rows)
        }),
      ),
    )
  }
  return {
    name: 'hub.facts',
    what: `写入 ${WRITTEN} 条记录的统计资料，参照为 COPY 同样的行`,
    unit: 'ms',
    ours: median(ours),
    yardstick: median(copies),
    limit: 3,
  }
}
