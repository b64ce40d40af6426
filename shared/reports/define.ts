import type { Counted } from '../figures/amounts'
import { type Figures, figuresFrom } from '../figures/figures'
import { datedSums, measureOf } from '../figures/measures'
import type { DocumentModel } from '../paper/document'
import { type Period, type PeriodLength, periodLength, type SpanLength } from '../period'
import { readWording, type Sentence, wordingOf } from './placeholders'

/** Everything a report is computed from; nothing else reaches `compute`. */
export interface ReportInput extends Counted {
  readonly period: Period
  /** The unit reported on; `null`: everything this profile holds, whatever its unit. */
  readonly unit: string | null
  /** Its name in the title and under the report. */
  readonly unitName: string
  /** What people typed, by text key. */
  readonly texts: Readonly<Record<string, string>>
  /** How the district says the report's sentences, by key; absent: as they come with the program. */
  readonly wordings?: Readonly<Record<string, string>>
  /** Sections that the district writes itself, in order; where there are any they stand for the report's own account. */
  readonly sections?: readonly OwnSection[]
  /** The date under the report, `YYYY-MM-DD`. */
  readonly date: string
  /** What the paper says of how its records were counted (上报口径, months of single streets). */
  readonly notes?: readonly string[]
}

/** A section in a district's own words: a paragraph a line, with placeholders as in `readWording`. */
export interface OwnSection {
  readonly heading: string
  readonly text: string
}

/** What a district says of a report in its own words. */
export type OwnWords = Pick<ReportInput, 'wordings' | 'sections' | 'catalogue'>

/** A paragraph that people write, kept per report, period and unit. */
export interface TypedText {
  readonly key: string
  readonly label: string
  /** Over the text in the report; absent: the label. */
  readonly heading?: string
  /** It belongs to the frame of the document and is no section of its own. */
  readonly place?: 'frame'
}

export interface ReportDefinition {
  readonly name: string
  readonly label: string
  readonly period: PeriodLength
  /** Other spans that it can be of. */
  readonly also?: readonly SpanLength[]
  readonly texts: readonly TypedText[]
  /** Sentences that the district may put into its own words. */
  readonly sentences?: readonly Sentence[]
  /** The figures it uses. */
  readonly measures: readonly string[]
  /** The periods whose figures it needs, its own first. */
  readonly periods: (period: Period) => readonly Period[]
  readonly compute: (input: ReportInput, figures: Figures) => DocumentModel
}

/** Declares a report. @throws AppError `measure.unknown` at start-up */
export function defineReport(report: ReportDefinition): ReportDefinition {
  for (const name of report.measures) measureOf(name)
  for (const { key, text } of report.sentences ?? []) {
    const [problem] = readWording(text).problems
    if (problem) throw new Error(`${report.name}.${key}: ${problem.reason} ${problem.name}`)
  }
  return report
}

/** Whether a report can be of a period. */
export function takesPeriod({ period: usual, also = [] }: ReportDefinition, period: Period): boolean {
  const length = periodLength(period)
  return length === usual || also.includes(length)
}

/** The figures that a report shows: its own, and those that the district's words for its sentences name. */
export function shownMeasures(
  { measures, sentences = [] }: ReportDefinition,
  { wordings = {}, sections = [], catalogue }: OwnWords = {},
): readonly string[] {
  const texts = [
    ...sentences.map((sentence) => wordingOf(sentence, wordings, catalogue)),
    ...sections.map(({ text }) => text),
  ]
  const named = texts.flatMap((text) =>
    readWording(text, catalogue).pieces.flatMap((piece) => (piece.type === 'figure' ? [piece.measure] : [])),
  )
  return [...new Set([...measures, ...named])]
}

/** What has to be counted for a report: all that it shows, and all that tells whether there was anything to report. */
export function countedMeasures(report: ReportDefinition, words: OwnWords = {}): readonly string[] {
  return [...new Set([...shownMeasures(report, words), ...datedSums])]
}

/** Computes a report's document: pure, the same for the same input. */
export function computeReport(report: ReportDefinition, input: ReportInput): DocumentModel {
  return report.compute(input, figuresFrom(input, countedMeasures(report, input)))
}
