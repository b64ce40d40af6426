import type { Figures } from '../figures/figures'
import { sourcesOf } from '../figures/measures/indicators'
import { dateInWords } from '../language/date-in-words'
import { withFullStop } from '../language/full-stop'
import { chineseNumber } from '../language/numbers'
import type { Block, DocumentModel, Run } from '../paper/document'
import type { ReportInput, TypedText } from './define'
import type { Sentence } from './placeholders'
import { say, sayText } from './sentences'

/** A numbered part of a report; one without blocks is left out and the numbers close up. */
export interface ReportSection {
  readonly heading: string
  readonly blocks: readonly Block[]
}

/** The parts of a report between its title and its end. */
export interface ReportParts {
  /** Before the first heading. */
  readonly opening: readonly Block[]
  readonly sections: readonly ReportSection[]
  /** Before 落款. */
  readonly closing?: readonly Block[]
  /** 版记, behind 落款. */
  readonly colophon?: readonly Block[]
}

/**
 * A report as a 公文: title, what stands before the first heading, sections 一、二、三、, and 落款.
 * @param title in the words between which it may break, a run each
 */
export function reportDocument(
  input: ReportInput,
  figures: Figures,
  title: readonly string[],
  { opening, sections, closing = [], colophon = [] }: ReportParts,
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
    ...sourcesNote(figures),
    ...closing,
    ...(input.notes ?? []).map(plainParagraph),
    { type: 'signature', unit: input.unitName, date: dateInWords(input.date) },
    ...colophon,
  ]
  return { title: title.join(''), blocks, figures: [...figures.shown] }
}

/** Where the district's own numbers come from. */
function sourcesNote(figures: Figures): Block[] {
  return sourcesOf(figures.shown.map(({ measure }) => figures.measureOf(measure))).map(plainParagraph)
}

/** A paragraph of plain words. */
export function plainParagraph(text: string): Extract<Block, { type: 'paragraph' }> {
  return { type: 'paragraph', runs: [{ text }] }
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

/** The sections that a district writes itself: （一）, （二）, each with its figures; a clause of a figure that is 0 is left out. */
export function ownSections(input: ReportInput, figures: Figures): Block[] {
  return (input.sections ?? []).flatMap(({ heading, text }, at): Block[] => [
    { type: 'heading', level: 2, runs: [{ text: `（${chineseNumber(at + 1)}）${heading}` }] },
    ...text
      .split(/\r?\n/)
      .map((line) => sayText(line.trim(), { always: true, brief: true }, input, figures))
      .filter((runs) => runs.length > 0)
      .map((runs): Block => ({ type: 'paragraph', runs })),
  ])
}

/** A section for each text that people type, under its heading. */
export function typedSections(texts: readonly TypedText[], input: ReportInput): ReportSection[] {
  return texts
    .filter(({ place }) => place !== 'frame')
    .map(({ key, label, heading = label }) => ({
      heading,
      blocks: typedBlocks(withFullStop(input.texts[key] ?? '')),
    }))
}

/**
 * What a person typed, a paragraph a line; nothing typed gives nothing. Lines keep the levels of GB/T 9704 7.3.3: 「（一）…」 in
 * 楷体, up to the first 。 where its text goes on in the same line, 「1.…」 as the level below.
 */
export function typedBlocks(text: string): Block[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .flatMap(typedLine)
}

/** No heading is longer: a numbered line without 。 that goes on is a paragraph. */
const LONGEST_HEADING = 40

function typedLine(line: string): Block[] {
  const second = /^[（(]([一二三四五六七八九十]+)[）)]\s*(.*)$/.exec(line)
  if (second) return secondLevel(`（${second[1]}）`, second[2] ?? '')
  const [, number, rest = ''] = /^(\d+)[.．]\s*(?!\d)(.*)$/.exec(line) ?? []
  if (number === undefined) return [plainParagraph(line)]
  const text = `${number}. ${rest}`
  // Of one face with the text: only a line without a sentence is a heading.
  return isHeading(rest) ? [{ type: 'heading', level: 3, runs: [{ text }] }] : [plainParagraph(text)]
}

/** A heading of its own, or one in its own face before the text that follows it on the same line. */
function secondLevel(mark: string, rest: string): Block[] {
  const [heading = '', ...more] = rest.split('。')
  const body = more.join('。').trim()
  if (!isHeading(heading)) return [plainParagraph(`${mark}${rest}`)]
  if (body === '') return [{ type: 'heading', level: 2, runs: [{ text: `${mark}${heading}` }] }]
  return [{ type: 'paragraph', runs: [{ text: `${mark}${heading}。`, face: 'kaiti' }, { text: body }] }]
}

function isHeading(text: string): boolean {
  return text !== '' && text.length <= LONGEST_HEADING && !text.includes('。')
}
