import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Amounts } from '../../shared/figures/amounts'
import { countedFor } from '../../shared/figures/measures'
import { isDistinct, type Measure } from '../../shared/figures/measures/define'
import { type Period, parsePeriod } from '../../shared/period'
import { monthly } from '../../shared/reports/monthly'
import { refreshSome } from '../engine/figures/refresh-sums'
import { amountsIn } from '../engine/reports/amounts'
import { type Entry, type Lab, type Line, type Measured, ratioOf } from './entry'
import { type HandTables, handTables } from './figures-by-hand'
import { mixedStore, smallMixedStore } from './fixture'
import { openStation, type Station } from './station'
import { alternating, median, timed } from './timing'

/** Both comparisons of this month lie inside the two years that the sample covers. */
const MONTH = '2024-06'
const YEAR = '2024'
const RUNS = 7
/** What a month's report may take, up to a million records. */
const REPORT_MS = 60
const FIGURE_LIMIT = 1.3

/** The whole monthly report with both comparisons, and each of its figures against a query written by hand. */
export const reportSpeed: Entry = {
  name: 'report',
  what: '月报',
  async run(lab) {
    const [big, small] = [await mixedStore(lab), await smallMixedStore(lab)]
    const station = await openStation(big.profile)
    try {
      return [
        ...(await monthLines(big.size, station)),
        ...(await figureLines(lab, station)),
        ...(await smallLines(small.size, small.profile)),
      ]
    } finally {
      await station.close()
    }
  },
}

async function smallLines(size: number, profile: string): Promise<readonly Line[]> {
  const station = await openStation(profile)
  try {
    return await monthLines(size, station)
  } finally {
    await station.close()
  }
}

/** As it is once nothing has been asked for a moment, every month added up; and right behind a save in that month. */
async function monthLines(size: number, station: Station): Promise<readonly Line[]> {
  while (refreshSome(station.ctx.db));
  const compute = (): Promise<unknown> => station.rpc.reports.compute({ report: 'monthly', period: MONTH })
  await compute()
  const [times, behindSaves]: [number[], number[]] = [[], []]
  for (let run = 0; run < RUNS; run += 1) times.push(await timed(compute))
  for (let run = 0; run < RUNS; run += 1) {
    await saveIn(station, run)
    behindSaves.push(await timed(compute))
  }
  const what = `${size} 条记录的一份月报（含环比、同比）`
  const line = (name: string, told: string, found: readonly number[]): Line => ({
    name: `${name}-${size}`,
    what: `${told}，上限`,
    unit: 'ms',
    ours: median(found),
    yardstick: REPORT_MS,
    limit: 1,
  })
  return [
    line('report.month', what, times),
    line('report.month-behind-save', `刚保存一条当月活动后，${what}`, behindSaves),
  ]
}

async function saveIn({ rpc, ctx, operation }: Station, run: number): Promise<void> {
  const patch = {
    date: `${MONTH}-15`,
    unit: ctx.site.unit,
    theme: `民法典进院坝第${run}场`,
    form: 'lecture',
    organiser: '测速区司法局',
    place: '区文化广场',
    attendance: 20 + run,
  }
  await rpc.records.save({ kind: 'activity', patch, operation: operation() })
}

/** The slowest figure of the monthly report, in a month and in a year. */
async function figureLines(lab: Lab, { ctx }: Station): Promise<readonly Line[]> {
  const measures = countedFor(monthly.measures)
  const path = join(lab.folder, 'by-hand.db')
  const hand = handTables(ctx.db, path, measures)
  try {
    const lines: Line[] = []
    for (const [name, what, period] of [
      ['report.figure', '一个月', parsePeriod(MONTH)],
      ['report.figure-year', '一年', parsePeriod(YEAR)],
    ] as const)
      lines.push(
        await worstFigure(
          { name, what },
          measures,
          hand,
          (names) => amountsIn(ctx.db, names, period),
          period,
        ),
      )
    return lines
  } finally {
    hand.close()
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true })
  }
}

async function worstFigure(
  { name, what }: { readonly name: string; readonly what: string },
  measures: readonly Measure[],
  hand: HandTables,
  count: (names: readonly string[]) => Amounts,
  { from, to }: Period,
): Promise<Line> {
  const lines: Measured[] = []
  for (const measure of measures) {
    const [counted, byHand] = [totalOf(count([measure.name]), measure), hand.read(measure, from, to)]
    if (counted !== byHand) throw new Error(`${measure.name}: ${counted} counted, ${byHand} by hand`)
    const took = await alternating(RUNS, {
      ours: () => timed(() => count([measure.name])),
      yardstick: () => timed(() => hand.read(measure, from, to)),
    })
    const told = `月报 ${measures.length} 个数字${what}里最慢的（${measure.label}），对比手写的覆盖索引查询`
    lines.push({ name, what: told, unit: 'ms', ...took, limit: FIGURE_LIMIT })
  }
  const [worst] = lines.toSorted((a, b) => ratioOf(b) - ratioOf(a))
  if (!worst) throw new Error('the monthly report counts nothing')
  return worst
}

/** A figure over all units, as the report adds it up. */
function totalOf(amounts: Amounts, measure: Measure): number {
  const shares = [...amounts.values()].flatMap((own) => own.get(measure.name) ?? [])
  if (!isDistinct(measure)) return shares.reduce((sum, { value }) => sum + value, 0)
  return new Set(shares.flatMap(({ first }) => [...(first?.keys() ?? [])])).size
}
