import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { uncountedStates } from '../../shared/kinds/workflow'
import { type Period, parsePeriod } from '../../shared/period'
import { measures } from '../../shared/reports/measures'
import type { Measure } from '../../shared/reports/measures/define'
import { publicityMeasures } from '../../shared/reports/monthly'
import type { ReadDb } from '../engine/context'
import { openForWriting } from '../engine/db/open'
import { amountsIn } from '../engine/reports/figures'
import type { Entry, Lab, Line } from './entry'
import { bigStore, exchangeOf, importAll, onCopy } from './fixture'
import { openStation, type Station } from './station'
import { alternating, median, timed } from './timing'

/** Both comparisons of this month lie inside the two years that the sample covers. */
const MONTH = '2024-06'
const RUNS = 5
/** What a report may take: at up to so many records, so many milliseconds. */
const SMALL = { records: 100_000, ms: 60 }
const BIG_MS = 300

/** The whole monthly report with both comparisons, and each of its figures against a query written by hand. */
export const reportSpeed: Entry = {
  name: 'report',
  what: '月报',
  async run(lab) {
    const { exchange } = await bigStore(lab)
    const big = await openStation(exchange.places.district)
    const lines: Line[] = []
    try {
      lines.push(
        monthLine(exchange.size, await monthly(big)),
        await worstFigure(lab, big.ctx.db, parsePeriod(MONTH)),
      )
    } finally {
      await big.close()
    }
    const { places, bundle, size } = await exchangeOf(lab)
    const middle = await onCopy(lab, places.district, async (district) => {
      await importAll(district, [bundle])
      return monthly(district)
    })
    return [...lines, monthLine(size, middle)]
  },
}

function monthLine(size: number, ours: number): Line {
  const yardstick = size <= SMALL.records ? SMALL.ms : BIG_MS
  const what = `${size} 条记录的一份月报(含环比、同比),上限`
  return { name: `report.month-${size}`, what, unit: 'ms', ours, yardstick, limit: 1 }
}

async function monthly({ rpc }: Station): Promise<number> {
  const compute = (): Promise<unknown> => rpc.reports.compute({ report: 'monthly', period: MONTH })
  await compute()
  const times: number[] = []
  for (let run = 0; run < RUNS; run += 1) times.push(await timed(compute))
  return median(times)
}

/** A figure over activities with the field that it sums; `undefined`: it counts them. */
interface Counted {
  readonly measure: Measure
  readonly field: string | undefined
}

const counted: readonly Counted[] = measures
  .filter(({ name }) => publicityMeasures.includes(name))
  .flatMap((measure) => {
    const add = measure.over.find(({ kind }) => kind === 'activity')?.add
    if (add === undefined || (typeof add === 'object' && 'distinct' in add)) return []
    return [{ measure, field: add === 'each' ? undefined : add.field }]
  })

async function worstFigure(lab: Lab, db: ReadDb, period: Period): Promise<Line> {
  const path = join(lab.folder, 'by-hand.db')
  const hand = openForWriting(path, new Uint8Array(32).fill(7))
  try {
    copyByHand(db, hand)
    let worst: Line | undefined
    let ratio = 0
    for (const { measure, field } of counted) {
      const query = handQuery(hand, field)
      const took = await alternating(RUNS, {
        ours: () => timed(() => amountsIn(db, [measure.name], period)),
        yardstick: () => timed(() => query.all(period.from, period.to)),
      })
      if (worst !== undefined && took.ours / took.yardstick <= ratio) continue
      ratio = took.ours / took.yardstick
      const what = `月报中最慢的数字(${measure.label}),对比手写的覆盖索引查询`
      worst = { name: 'report.figure', what, unit: 'ms', ...took, limit: 1.5 }
    }
    return worst ?? { name: 'report.figure', what: '月报中的数字', skipped: '没有按活动统计的数字' }
  } finally {
    hand.close()
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true })
  }
}

const fields = [...new Set(counted.flatMap(({ field }) => field ?? []))]

/** The activities in plain columns, with a covering index for each figure. */
function copyByHand(db: ReadDb, hand: ReturnType<typeof openForWriting>): void {
  const columns = ['date', 'unit', 'status', ...fields]
  hand.exec(`CREATE TABLE rows (${columns.join(', ')})`)
  const read = db.prepare<[], { body: string }>(`SELECT body FROM records WHERE kind = 'activity'`)
  const insert = hand.prepare(`INSERT INTO rows VALUES (${columns.map(() => '?').join(', ')})`)
  hand.transaction(() => {
    for (const { body } of read.iterate()) {
      const cells = JSON.parse(body) as Readonly<Record<string, string | number | undefined>>
      insert.run(...columns.map((column) => cells[column] ?? null))
    }
  })()
  hand.exec('CREATE INDEX rows_each ON rows (date, unit, status)')
  for (const field of fields) hand.exec(`CREATE INDEX rows_${field} ON rows (date, unit, status, ${field})`)
}

function handQuery(hand: ReturnType<typeof openForWriting>, field: string | undefined) {
  const states = uncountedStates.map((state) => `'${state}'`).join(', ')
  return hand.prepare<[string, string]>(
    `SELECT unit, ${field === undefined ? 'count(*)' : `sum(${field})`} AS value
     FROM rows INDEXED BY rows_${field ?? 'each'}
     WHERE date BETWEEN ? AND ? AND status NOT IN (${states}) GROUP BY unit`,
  )
}
