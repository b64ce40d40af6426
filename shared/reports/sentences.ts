import { yearOf } from '../dates'
import { changeInSentence } from '../figures/change'
import type { Figure } from '../figures/figure'
import type { Figures } from '../figures/figures'
import { basesOf, periodInSentence } from '../figures/periods'
import { roughly } from '../language/numbers'
import { publicityPlanOf } from '../language/publicity-plan'
import type { Block, Run } from '../paper/document'
import type { Period } from '../period'
import { withoutEmptyClauses } from './clauses'
import type { ReportInput } from './define'
import { type FigurePiece, type Form, readWording, type Sentence, type Word, wordingOf } from './placeholders'

/** A sentence with its figures; none when there is nothing to say. */
export function say(sentence: Sentence, input: ReportInput, figures: Figures): Run[] {
  return sayText(wordingOf(sentence, input.wordings ?? {}, input.catalogue), sentence, input, figures)
}

/** A text with its figures. @param how it is left out, and its clauses */
export function sayText(
  text: string,
  how: Pick<Sentence, 'always' | 'brief'>,
  input: ReportInput,
  figures: Figures,
): Run[] {
  const { pieces } = readWording(text, input.catalogue)
  const isNothing = (measure: string): boolean => figures.of(measure, input.period, input.unit).records === 0
  const isSaid = pieces.some((piece) => piece.type === 'figure' && !isNothing(piece.measure))
  if (!how.always && !isSaid) return []
  const runsOf = (piece: FigurePiece): readonly Run[] =>
    figureRuns(figures.of(piece.measure, input.period, input.unit), piece.form, input, figures)
  // A share of nothing, or a change from what nobody logged.
  const isNever = (piece: FigurePiece): boolean =>
    (figures.measureOf(piece.measure).ratio !== undefined && isNothing(piece.measure)) ||
    changesIn(piece, input, figures)?.length === 0
  const isLeftOut = (piece: FigurePiece): boolean =>
    isNever(piece) || (how.brief === true && isNothing(piece.measure))
  return withoutEmptyClauses(pieces, isLeftOut, isNever)
    .flatMap((piece): readonly Run[] => {
      if (piece.type === 'text') return [{ text: piece.text.replace(/\s*\n\s*/g, '') }]
      return piece.type === 'word' ? [{ text: wordFor(piece.word, input, figures) }] : runsOf(piece)
    })
    .filter((run) => run.text !== '')
}

/** None where there is nothing to compare with. */
function figureRuns(figure: Figure, form: Form, input: ReportInput, figures: Figures): readonly Run[] {
  switch (form) {
    case 'exact':
      return [figures.run(figure)]
    case '余':
      return [
        { ...figures.run(figure), text: figure.parts ? figure.text : roughly(Math.floor(figure.value)) },
      ]
    case '名单':
      return [{ ...figures.run(figure), text: namesOf(figure.measure, input, figures) }]
    case '名单和批次':
      return [{ ...figures.run(figure), text: namesOf(figure.measure, input, figures, true) }]
    default: {
      const changes = changesIn({ measure: figure.measure, form }, input, figures) ?? []
      return changes.flatMap(({ text, base }, at): Run[] => {
        if (base.records > 0) figures.run(base)
        const run = { text, ...(base.records > 0 && { figure: base.id }) }
        return at === 0 ? [run] : [{ text: '，' }, run]
      })
    }
  }
}

interface Change {
  readonly text: string
  /** Leads to the rows of the earlier figure, where it has any. */
  readonly base: Figure
}

/** What a comparison has to say, which is nothing of what nobody logged; `undefined` for a figure that compares nothing. */
function changesIn(
  { measure, form }: Pick<FigurePiece, 'measure' | 'form'>,
  input: ReportInput,
  figures: Figures,
): readonly Change[] | undefined {
  const asked = { 环比: ['环比'], 同比: ['同比'], 比较: ['环比', '同比'] } as const
  if (!(form in asked)) return undefined
  const { before, lastYear } = basesOf(input.period)
  const isHeld = figures.measureOf(measure).group === 'publicity'
  return asked[form as keyof typeof asked].flatMap((by): Change[] => {
    const { period, inSentence } = by === '环比' ? before : lastYear
    const change = figures.compare(measure, input.unit, input.period, period)
    const text = changeInSentence(change, { baseName: inSentence, by, isHeld })
    return text === undefined ? [] : [{ text, base: figures.of(measure, period, input.unit) }]
  })
}

/** The units that a figure comes from, each behind its street: 清荷街道三湾社区, with what its records say 三湾社区（2023年第二批）. */
function namesOf(measure: string, input: ReportInput, figures: Figures, isSaid = false): string {
  const names = figures.unitsOf(measure, input.period, input.unit).map((id) => {
    const unit = input.tree.get(id)
    const parent =
      unit?.parent == null || unit.parent === input.unit ? undefined : input.tree.get(unit.parent)
    const said = isSaid ? figures.saidAt(measure, input.period, id) : []
    const behind = said.length > 0 ? `（${said.join('、')}）` : ''
    return `${parent?.level === 'street' ? parent.name : ''}${unit?.name ?? ''}${behind}`
  })
  return names.join('、')
}

function wordFor(word: Word, input: ReportInput, figures: Figures): string {
  switch (word) {
    case '期':
      return periodInSentence(input.period)
    case '年':
      return String(yearOf(input.period.to))
    case '普法规划':
      return publicityPlanOf(yearOf(input.period.to))
    case '单位':
      return input.unitName
    case '重复说明':
      return pairedOnce(input.period, input.unit, figures)
  }
}

/** How many sessions stand in the total of events only once, because they were logged as an activity too. */
function pairedOnce(period: Period, unit: string | null, figures: Figures): string {
  const paired = pairedSessions(period, unit, figures)
  return paired > 0 ? `（${paired}场次院坝会同时登记为宣传活动，合计只计1次）` : ''
}

function pairedSessions(period: Period, unit: string | null, figures: Figures): number {
  const count = (measure: string): number => figures.of(measure, period, unit).value
  return count('activities') + count('sessions') - count('events')
}

/** What reconciles the rows of a table with their total, under it: a lead sentence has no room for bookkeeping. */
export function pairedNote({ period, unit }: ReportInput, figures: Figures): Block[] {
  const paired = pairedSessions(period, unit, figures)
  if (paired === 0) return []
  const text = `注：有${paired}场次院坝会同时登记为普法宣传活动，合计只计1次，所以开展普法活动场次少于两项之和。`
  return [{ type: 'paragraph', runs: [{ text }] }]
}
