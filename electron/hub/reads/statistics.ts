import type { Output, Parsed } from '../../../shared/contract'
import { isEnumerated, storedOptionsOf, type WordsOf } from '../../../shared/definition/words'
import { AppError } from '../../../shared/errors'
import { factTable, manyTable } from '../../../shared/facts/tables'
import type { Figure } from '../../../shared/figures/figure'
import { type Category, categories, categoryOf } from '../../../shared/figures/measures/categories'
import { measureGroups } from '../../../shared/figures/measures/define'
import { kindOf } from '../../../shared/kinds'
import { type FrozenMark, markIn } from '../../../shared/paper/frozen'
import { marksOf } from '../../../shared/paper/marks'
import { sheetPages } from '../../../shared/paper/sheet/markup'
import type { Sheet } from '../../../shared/paper/sheet/model'
import { parsePeriod } from '../../../shared/period'
import type { CategoryWord } from '../../../shared/statistics/category'
import { drawTable, planStatistics } from '../../../shared/statistics/plan'
import { mostMeasures, usualMeasures } from '../../../shared/statistics/sheet'
import { wordsWithStrange } from '../../../shared/statistics/stored-words'
import { factIn } from '../../engine/facts/counted-sql'
import { reportFor, tableContent } from '../../engine/statistics/table-content'
import type { Sql } from '../store/store'
import { frozenAt, frozenWithin } from './frozen'
import { figuresOn, type Ground, groundOf, placed } from './ground'
import { handFile, marksOn } from './hand-out'
import { hubWords } from './named'
import { hubApprovedNotes } from './own-words'
import type { HubReads, ReadContext } from './read'

type Which = Parsed<'statistics.page'>

/** A table as it is shown, printed or written, before its marks. */
interface OpenedTable {
  readonly sheet: Sheet
  readonly figures: readonly Figure[]
  readonly frozen: FrozenMark | null
  readonly others: readonly FrozenMark[]
}

/**
 * One that its district signed off as it was then, otherwise computed.
 * @throws AppError `period.invalid`, `unit.not-found`, `measure.unknown`, `call.invalid`, `report.not-frozen`, `report.frozen-damaged`
 */
async function openTable(ctx: ReadContext, asked: Which): Promise<OpenedTable> {
  const wordsOf = await hubWords(ctx.sql)
  const ground = await groundOf(ctx, wordsOf, asked.unit)
  const others = await frozenAt(ctx.sql, ground, reportFor(asked), parsePeriod(asked.period))
  const { version, measures } = asked
  const isLive = version === 'live' || (version === undefined && measures !== undefined)
  const id = isLive ? undefined : (version ?? others[0]?.id)
  if (id === undefined) {
    const { sheet, figures } = await computeTable(ctx, ground, wordsOf, asked)
    return { sheet, figures: placed(ground, figures), frozen: null, others }
  }
  const { frozen, content } = await frozenWithin(ctx.sql, ground, id)
  if (!('sheet' in content)) throw new AppError('report.not-frozen')
  return { sheet: content.sheet, figures: placed(ground, content.figures), frozen, others }
}

async function computeTable(
  ctx: ReadContext,
  ground: Ground,
  wordsOf: WordsOf,
  asked: Which,
): Promise<Pick<OpenedTable, 'sheet' | 'figures'>> {
  const words = new Map<string, readonly CategoryWord[]>()
  for (const name of [asked.by, asked.across]) {
    if (name === undefined) continue
    const category = categoryOf(name)
    words.set(category.name, await storedWords(ctx.sql, category, wordsOf))
  }
  const { catalogue, tree, unit, unitName, district } = ground
  const plan = planStatistics(asked, {
    catalogue,
    period: parsePeriod(asked.period),
    chosen: usualMeasures,
    wordsOf: ({ name }) => words.get(name) ?? [],
  })
  const [now, toDate = now] = plan.periods
  const figures = await figuresOn(ctx.sql, ground, plan.counted, plan.periods)
  const notes = await hubApprovedNotes(ctx.sql, district, toDate)
  return drawTable(plan, { tree, unit, unitName, date: ctx.today, notes }, figures)
}

/** The words that records of a category hold in the session's districts, as a laptop finds them in its own. */
async function storedWords(
  sql: Sql,
  { kind: name, field, of }: Category,
  wordsOf: WordsOf,
): Promise<readonly CategoryWord[]> {
  const kind = kindOf(name)
  const known = storedOptionsOf(of, wordsOf)
  if (!isEnumerated(of) || of.dictionary === undefined) return known
  const held =
    of.type === 'choices'
      ? `SELECT DISTINCT value AS word FROM ${manyTable(kind, field)}`
      : `SELECT DISTINCT ${factIn('r', kind, field)} AS word FROM ${factTable(kind)} r`
  const found = await sql.query<{ word: string }>(
    `SELECT w.word FROM (${held}) h JOIN words w ON w.id = h.word`,
  )
  return wordsWithStrange(
    known,
    found.map(({ word }) => word),
  )
}

/** 统计表: the districts of a region, or the units of a district. */
export const hubStatisticsReads = {
  'statistics.measures': async (ctx): Promise<Output<'statistics.measures'>> => {
    const { catalogue } = await groundOf(ctx, await hubWords(ctx.sql))
    return {
      measures: catalogue.all.map(({ name, label, word, group }) => ({
        name,
        label,
        word,
        group: measureGroups[group],
      })),
      chosen: [...usualMeasures],
      most: mostMeasures,
      categories: categories.map(({ name, label, kind, measures }) => ({
        name,
        label,
        kind,
        measures: [...measures],
      })),
    }
  },
  'statistics.page': async (ctx, input) => {
    const { sheet, figures, frozen, others } = await openTable(ctx, input)
    const shown = sheetPages({ ...sheet, ...marksOf(input.variant) })
    return { title: sheet.title, ...shown, figures: [...figures], frozen, others: [...others] }
  },
  'statistics.print': async (ctx, input) => {
    const opened = await openTable(ctx, input)
    const { markup } = sheetPages({ ...opened.sheet, ...marksOn(ctx, input.variant) })
    return { title: opened.sheet.title, markup, number: ctx.noted ?? 0 }
  },
  'statistics.write': async (ctx, input) => {
    const { sheet, figures, frozen } = await openTable(ctx, input)
    const { format, variant } = input
    const opened = { figures, frozen: markIn(variant, frozen) }
    const content = await tableContent({ ...sheet, ...marksOn(ctx, variant) }, opened, format, ctx.now)
    return { ...handFile(ctx, input.file, content), title: sheet.title, figures: [...figures], frozen }
  },
} satisfies HubReads
