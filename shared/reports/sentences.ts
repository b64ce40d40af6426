import { changeInSentence } from '../figures/change'
import type { Figure } from '../figures/figure'
import type { Figures } from '../figures/figures'
import { measureOf } from '../figures/measures'
import { basesOf, periodInSentence } from '../figures/periods'
import { roughly } from '../language/numbers'
import type { Run } from '../paper/document'
import type { Period } from '../period'
import { withoutEmptyClauses } from './clauses'
import type { ReportInput } from './define'
import { type Form, readWording, type Sentence, type Word, wordingOf } from './placeholders'

/** A sentence with its figures; none when there is nothing to say. */
export function say(sentence: Sentence, input: ReportInput, figures: Figures): Run[] {
  const { pieces } = readWording(wordingOf(sentence, input.wordings ?? {}))
  const isNothing = (measure: string): boolean => figures.of(measure, input.period, input.unit).records === 0
  const isShareOfNothing = (measure: string): boolean =>
    measureOf(measure).ratio !== undefined && isNothing(measure)
  const isSaid = pieces.some((piece) => piece.type === 'figure' && !isNothing(piece.measure))
  if (!sentence.always && !isSaid) return []
  return withoutEmptyClauses(pieces, sentence.brief ? isNothing : isShareOfNothing, isShareOfNothing)
    .map((piece): Run => {
      if (piece.type === 'text') return { text: piece.text.replace(/\s*\n\s*/g, '') }
      if (piece.type === 'word') return { text: wordFor(piece.word, input, figures) }
      return figureRun(figures.of(piece.measure, input.period, input.unit), piece.form, input, figures)
    })
    .filter((run) => run.text !== '')
}

function figureRun(figure: Figure, form: Form, input: ReportInput, figures: Figures): Run {
  if (form === 'exact') return figures.run(figure)
  if (form === '余')
    return { ...figures.run(figure), text: figure.parts ? figure.text : roughly(Math.floor(figure.value)) }
  if (form === '名单') return { ...figures.run(figure), text: namesOf(figure.measure, input, figures) }
  return changeRun(figure, form, input, figures)
}

/** How a figure stands against an earlier one: leads to the rows of the earlier one, where it has any. */
function changeRun(figure: Figure, form: '同比' | '环比', input: ReportInput, figures: Figures): Run {
  const { before, lastYear } = basesOf(input.period)
  const { period, inSentence } = form === '环比' ? before : lastYear
  const change = figures.compare(figure.measure, input.unit, input.period, period)
  const text = changeInSentence(change, inSentence)
  const base = figures.of(figure.measure, period, input.unit)
  if (base.records === 0) return { text }
  figures.run(base)
  return { text, figure: base.id }
}

/** The units that a figure comes from, each behind its street: 清荷街道三湾社区. */
function namesOf(measure: string, input: ReportInput, figures: Figures): string {
  const names = figures.unitsOf(measure, input.period, input.unit).map((id) => {
    const unit = input.tree.get(id)
    const parent =
      unit?.parent == null || unit.parent === input.unit ? undefined : input.tree.get(unit.parent)
    return `${parent?.level === 'street' ? parent.name : ''}${unit?.name ?? ''}`
  })
  return names.join('、')
}

function wordFor(word: Word, input: ReportInput, figures: Figures): string {
  switch (word) {
    case '期':
      return periodInSentence(input.period)
    case '年':
      return input.period.from.slice(0, 4)
    case '单位':
      return input.unitName
    case '重复说明':
      return pairedOnce(input.period, input.unit, figures)
  }
}

/** How many sessions stand in the total of events only once, because they were logged as an activity too. */
function pairedOnce(period: Period, unit: string | null, figures: Figures): string {
  const count = (measure: string): number => figures.of(measure, period, unit).value
  const paired = count('activities') + count('sessions') - count('events')
  return paired > 0 ? `（${paired}场次院坝会同时登记为宣传活动，合计只计1次）` : ''
}
