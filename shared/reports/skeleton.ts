import type { Figures } from '../figures/figures'
import { dateInWords } from '../language/date-in-words'
import { chineseNumber } from '../language/numbers'
import type { Block, DocumentModel, Run } from '../paper/document'
import type { ReportInput, TypedText } from './define'
import type { Sentence } from './placeholders'
import { say } from './sentences'

/** A numbered part of a report; one without blocks is left out and the numbers close up. */
export interface ReportSection {
  readonly heading: string
  readonly blocks: readonly Block[]
}

/**
 * A report as a 公文: title, what stands before the first heading, sections 一、二、三、, and 落款.
 * @param title in the words between which it may break, a run each
 */
export function reportDocument(
  input: ReportInput,
  figures: Figures,
  title: readonly string[],
  opening: readonly Block[],
  sections: readonly ReportSection[],
): DocumentModel {
  const blocks: Block[] = [
    { type: 'heading', level: 0, runs: title.map((text) => ({ text })) },
    ...opening,
    ...sections
      .filter(({ blocks }) => blocks.length > 0)
      .flatMap(({ heading, blocks }, at): Block[] => [
        { type: 'heading', level: 1, runs: [{ text: `${chineseNumber(at + 1)}、${heading}` }] },
        ...blocks,
      ]),
    { type: 'signature', unit: input.unitName, date: dateInWords(input.date) },
  ]
  return { title: title.join(''), blocks, figures: [...figures.shown] }
}

/** Some sentences of a report as one paragraph; none when none has anything to say. */
export function paragraphOf(
  sentences: readonly Sentence[],
  keys: readonly Sentence['key'][],
  input: ReportInput,
  figures: Figures,
): Block[] {
  const runs = keys.flatMap((key): Run[] => {
    const sentence = sentences.find((one) => one.key === key)
    if (!sentence) throw new Error(`no sentence ${key}`)
    return say(sentence, input, figures)
  })
  return runs.length > 0 ? [{ type: 'paragraph', runs }] : []
}

/** A section for each text that people type, under its heading. */
export function typedSections(texts: readonly TypedText[], input: ReportInput): ReportSection[] {
  return texts.map(({ key, label, heading = label }) => ({
    heading,
    blocks: paragraphs(input.texts[key] ?? ''),
  }))
}

/** What a person typed, a paragraph a line; nothing typed gives nothing. */
function paragraphs(text: string): Block[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => ({ type: 'paragraph', runs: [{ text: line }] }))
}
