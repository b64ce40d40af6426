import type { Block, DocumentModel } from '../../../shared/paper/document'
import { typeArea } from '../../../shared/paper/type-area'
import { type PaperLine, pdfPages, pdfText } from './paper'

/** GB/T 9704-2012 in points: what every page is measured against. */
const inch = 25.4
const points = (mm: number): number => (mm / inch) * 72
const left = points(28)
const right = left + points(156)
const top = points(37)
const bottom = top + points(225)
const pitch = typeArea.linePitch
const character = typeArea.characterPitch
/** Fonts place their boxes a little beside the em square. */
const slack = 1

const plain = (text: string): Block => ({ type: 'paragraph', runs: [{ text }] })
export const heading = (level: number, text: string): Block => ({ type: 'heading', level, runs: [{ text }] })
export const signature: Block = { type: 'signature', unit: '示范区司法局', date: '2026年11月30日' }

/** Characters that stand in names and few fonts hold, and two of a private plane that none does. */
export const rareCharacters: readonly string[] = ['㐱', '䶮', '𠅤']
export const charactersOfNoFont: readonly string[] = ['\u{10fffd}', '\u{10fffc}']

/** A report of several pages whose second one is nothing but body text, with names that few fonts hold. */
export const report: DocumentModel = {
  title: '示范区2026年11月基层普法工作月报',
  figures: [],
  blocks: [
    heading(0, '示范区2026年11月基层普法工作月报'),
    plain('国'.repeat(26 + 28 * 45)),
    heading(1, '一、总体情况'),
    heading(2, '（一）普法宣传'),
    plain('张㐱、李䶮、王𠅤三名队员参加。'),
    ...[...rareCharacters, ...charactersOfNoFont].map(plain),
    {
      type: 'table',
      caption: '表1  各单位情况',
      columns: [
        { label: '单位', width: 14, align: 'left' },
        { label: '场次', width: 7, align: 'right' },
        { label: '人次', width: 7, align: 'right' },
      ],
      rows: Array.from({ length: 40 }, (_, at) => ({
        role: 'plain' as const,
        cells: [{ text: `第${at + 1}村` }, { text: '3', number: 3 }, { text: '120', number: 120 }],
      })),
    },
    signature,
  ],
}

/** Sections of two headings and a few lines, so that headings come at every line of a page. */
export const manyHeadings: DocumentModel = {
  title: '示范区2026年年报',
  figures: [],
  blocks: [
    heading(0, '示范区2026年年报'),
    ...Array.from({ length: 60 }, (_, at) => [
      heading(1, `${at + 1}、工作`),
      heading(2, `（${at + 1}）普法`),
      plain('民'.repeat(26 + 28 * (4 + (at % 3)))),
    ]).flat(),
    signature,
  ],
}

/** A document on paper: the PDF that it became, and its lines. */
export interface OnPaper {
  readonly pdf: string
  readonly lines: readonly PaperLine[]
}

export const isPageNumber = (line: PaperLine): boolean => /^—\d+—$/.test(line.text)
const middle = (line: PaperLine): number => (line.top + line.bottom) / 2
const near = (value: number, wanted: number, within = slack): boolean => Math.abs(value - wanted) <= within

/** The tests of a `report` and of `manyHeadings` on paper, however they came there. */
export function layoutLaw(papers: () => { readonly report: OnPaper; readonly headings: OnPaper }): void {
  const on = ({ lines }: OnPaper, page: number): PaperLine[] =>
    lines.filter((line) => line.page === page && !isPageNumber(line))
  const lineOf = ({ lines }: OnPaper, text: string): PaperLine => {
    const found = lines.find((line) => line.text.includes(text))
    if (!found) throw new Error(`no line with ${text}`)
    return found
  }
  const measured = (what: string, check: (report: OnPaper, headings: OnPaper) => void): void =>
    test(what, () => check(papers().report, papers().headings))

  measured('is A4, and all its text but the page numbers stands inside 156 × 225 mm', (paper) => {
    const { width, height, count } = pdfPages(paper.pdf)
    expect([near(width, 595.3), near(height, 841.9)]).toEqual([true, true])
    expect(count).toBeGreaterThan(3)
    const outside = paper.lines.filter(
      (line) =>
        !isPageNumber(line) &&
        (line.left < left - slack ||
          line.right > right + slack ||
          middle(line) < top ||
          middle(line) > bottom),
    )
    expect(outside).toEqual([])
  })

  measured('has 22 lines of 28 characters on a page, 28.99 pt apart, a character every 15.79 pt', (paper) => {
    const body = on(paper, 2)
    expect(body).toHaveLength(22)
    expect(new Set(body.map((line) => line.text))).toEqual(new Set(['国'.repeat(28)]))
    body.forEach((line, at) => {
      expect([at, near(middle(line) - middle(body[0] ?? line), at * pitch)]).toEqual([at, true])
    })
    const [first] = body
    if (!first) throw new Error('no line')
    expect(near((first.right - first.left) / 28, character, 0.1)).toBe(true)
    expect(near(middle(body.at(-1) ?? first) - middle(first), bottom - top - pitch, 1.5)).toBe(true)
  })

  measured('centres its title, and indents paragraphs and headings by two characters', (paper) => {
    const title = lineOf(paper, '基层普法工作月报')
    expect(near((title.left + title.right) / 2, (left + right) / 2)).toBe(true)
    const [, first, second] = on(paper, 1)
    expect(first?.text).toBe('国'.repeat(26))
    expect(near(first?.left ?? 0, left + 2 * character)).toBe(true)
    expect(near(second?.left ?? 0, left)).toBe(true)
    for (const text of ['一、总体情况', '（一）普法宣传'])
      expect([text, near(lineOf(paper, text).left, left + 2 * character, 2)]).toEqual([text, true])
  })

  measured('never ends a page with a heading or the head of a table', (paper, headings) => {
    for (let page = 1; page <= pdfPages(paper.pdf).count; page++)
      expect(on(paper, page).at(-1)?.text).not.toMatch(/^(一、|（一）|表1|单位|场次|人次)/)
    const { count } = pdfPages(headings.pdf)
    const lengths = Array.from({ length: count - 1 }, (_, at) => on(headings, at + 1).length)
    // Pages that end early: there a heading would have been the last line.
    expect(lengths.filter((length) => length < 21).length).toBeGreaterThan(1)
    for (let page = 1; page <= count; page++)
      expect(on(headings, page).at(-1)?.text).not.toMatch(/、工作|）普法/)
  })

  measured(
    'numbers its pages — 1 —, on the right of odd and on the left of even pages, one character in',
    (paper) => {
      const numbers = paper.lines.filter(isPageNumber)
      expect(numbers.map(({ page, text }) => text === `—${page}—`)).toEqual(numbers.map(() => true))
      expect(numbers).toHaveLength(pdfPages(paper.pdf).count)
      for (const line of numbers) {
        const place = line.page % 2 === 1 ? right - line.right : line.left - left
        expect([line.page, near(place, typeArea.pageNumber, 2)]).toEqual([line.page, true])
        // 7 mm below the type area stands the dash or, as most read it, the whole line: half a line lower.
        const below = middle(line) - bottom - points(7)
        expect([line.page, below > -slack, below < typeArea.pageNumber / 2 + slack]).toEqual([
          line.page,
          true,
          true,
        ])
      }
    },
  )

  measured('ends with the date four characters from the right, on a page with other text', (paper) => {
    const date = lineOf(paper, '2026年11月30日')
    expect(near(date.right, right - 4 * character, 1.5)).toBe(true)
    expect(on(paper, date.page).length).toBeGreaterThan(2)
    expect(on(paper, date.page).at(-1)).toEqual(date)
  })

  measured('loses no text, not even rare characters of names', (paper) => {
    const text = pdfText(paper.pdf)
    for (const part of ['张㐱、李䶮、王𠅤三名队员', '第40村', '示范区司法局', '2026年11月30日'])
      expect([part, text.includes(part)]).toEqual([part, true])
  })
}
