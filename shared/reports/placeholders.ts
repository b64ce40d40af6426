import type { FieldProblem } from '../errors'
import { type Catalogue, programMeasures } from '../figures/measures/catalogue'
import type { SentenceKey } from '../kinds/wording-template'
import type { Body } from '../shapes'

/** One sentence of a report as it comes with the program; a district may say it otherwise (`wording-template`). */
export interface Sentence {
  readonly key: SentenceKey
  /** Text with placeholders, as in `readWording`. */
  readonly text: string
  /** Left out when all its figures are 0, unless it must be said. */
  readonly always?: true
  /** Clauses whose figures are all 0 are left out; other sentences say 0. What is a share of nothing is never said. */
  readonly brief?: true
  /** The fuller words of an office that prints them: for whoever can answer for what they claim. */
  readonly fuller?: string
}

/**
 * How a figure is said: as it is, floored with 余, against last year, the period before or both (比较), or by the units behind
 * it. 名单和批次 puts behind each unit what its records say.
 */
const forms = ['余', '同比', '环比', '比较', '名单', '名单和批次'] as const
export type Form = 'exact' | (typeof forms)[number]

/** What else a sentence may name. */
const words = ['期', '单位', '年', '普法规划', '重复说明'] as const
export type Word = (typeof words)[number]

export type Piece =
  | { readonly type: 'text'; readonly text: string }
  | FigurePiece
  | { readonly type: 'word'; readonly word: Word }

export interface FigurePiece {
  readonly type: 'figure'
  readonly measure: string
  readonly form: Form
}

/**
 * Reads a sentence with placeholders: `{measure}` by name or Chinese label, `{measure:余}`, `{measure:同比}`, `{measure:环比}`,
 * `{measure:比较}`, `{measure:名单}`, `{measure:名单和批次}`, and the words 期 单位 年 普法规划 重复说明. Full-width braces and colons are as good.
 */
export function readWording(
  text: string,
  { named }: Pick<Catalogue, 'named'> = programMeasures,
): {
  readonly pieces: readonly Piece[]
  readonly problems: readonly { readonly reason: string; readonly name: string }[]
} {
  const pieces: Piece[] = []
  const problems: { reason: string; name: string }[] = []
  const plain = (part: string): void => {
    if (/[{}｛｝]/.test(part)) problems.push({ reason: 'wording.brace', name: part.trim().slice(0, 20) })
    if (part !== '') pieces.push({ type: 'text', text: part })
  }
  let end = 0
  for (const match of text.matchAll(/[{｛]([^{}｛｝]*)[}｝]/g)) {
    plain(text.slice(end, match.index))
    end = match.index + match[0].length
    const [name = '', form] = (match[1] ?? '').split(/[:：]/).map((part) => part.trim())
    const measure = named(name)
    const word = words.find((one) => one === name)
    const said = form === undefined ? 'exact' : forms.find((one) => one === form)
    if (measure !== undefined && said !== undefined) pieces.push({ type: 'figure', measure, form: said })
    else if (word !== undefined && form === undefined) pieces.push({ type: 'word', word })
    else {
      const problem = measure === undefined ? 'wording.placeholder' : 'wording.form'
      problems.push({ reason: problem, name: measure === undefined ? name || '{}' : (form ?? '') })
      // What is no figure any more is seen for what it is.
      pieces.push({ type: 'text', text: match[0] })
    }
  }
  plain(text.slice(end))
  return { pieces, problems }
}

/** A sentence as people edit it: the placeholders in Chinese. */
export function inLabels(text: string, { all } = programMeasures): string {
  const labels = new Map(all.map(({ name, label }) => [name, label]))
  return text.replace(/\{(\w+)/g, (whole, name: string) => {
    const label = labels.get(name)
    return label === undefined ? whole : `{${label}`
  })
}

/** Why a `wording-template` may not be kept: a placeholder that names nothing, or a sentence that the report has not. */
export function wordingProblems(
  record: Body,
  sentencesOf: (report: string) => readonly Sentence[],
  catalogue: Pick<Catalogue, 'named'>,
): readonly FieldProblem[] {
  const { report, sentence } = record
  const has = typeof report !== 'string' || sentencesOf(report).some(({ key }) => key === sentence)
  return [
    ...(typeof sentence !== 'string' || has ? [] : [{ field: 'sentence', reason: 'wording.sentence' }]),
    ...readWording(typeof record.text === 'string' ? record.text : '', catalogue).problems.map(
      ({ reason, name }) => ({
        field: 'text',
        reason,
        params: { name },
      }),
    ),
  ]
}

/** Which words each sentence of a report is said in: the district's, where they are sound, or the built-in ones. */
export function wordingOf(
  sentence: Sentence,
  wordings: Readonly<Record<string, string>>,
  catalogue?: Pick<Catalogue, 'named'>,
): string {
  const own = wordings[sentence.key]
  return own !== undefined && readWording(own, catalogue).problems.length === 0 ? own : sentence.text
}
