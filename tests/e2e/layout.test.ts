import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { toDocx } from '../../electron/engine/export/docx'
import { toHtml } from '../../electron/engine/export/html'
import type { Block, DocumentModel } from '../../shared/reports/document'
import { typeArea } from '../../shared/reports/type-area'
import { launchBrowser } from '../support/browser'
import { throughOffice } from '../support/office'
import { missingFonts, type PaperLine, pdfLines, pdfPages, pdfText, placed, printed } from '../support/paper'
import { hasTool } from '../support/tools'
import { textInZip } from '../support/zip'

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
const heading = (level: number, text: string): Block => ({ type: 'heading', level, runs: [{ text }] })

/** A report of several pages whose second one is nothing but body text, with names that few fonts hold. */
const document: DocumentModel = {
  title: '示范区2026年11月基层普法工作月报',
  figures: [],
  blocks: [
    heading(0, '示范区2026年11月基层普法工作月报'),
    plain('国'.repeat(26 + 28 * 45)),
    heading(1, '一、总体情况'),
    heading(2, '（一）普法宣传'),
    plain('张㐱、李䶮、王𠅤三名队员参加。'),
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
    { type: 'signature', unit: '示范区司法局', date: '2026年11月30日' },
  ],
}

let folder: string
let browser: Browser
let pdf: string
let lines: readonly PaperLine[]

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yuanba-layout-'))
  browser = await launchBrowser()
  pdf = join(folder, 'report.pdf')
  await printed(browser, placed(folder, 'report.html', toHtml(document)), pdf)
  if (hasTool('pdftotext')) lines = pdfLines(pdf, folder)
})
afterAll(async () => {
  await browser?.close()
  rmSync(folder, { recursive: true, force: true })
})

const middle = (line: PaperLine): number => (line.top + line.bottom) / 2
const isPageNumber = (line: PaperLine): boolean => /^—\d+—$/.test(line.text)
const on = (page: number): PaperLine[] => lines.filter((line) => line.page === page && !isPageNumber(line))
const lineOf = (text: string): PaperLine => {
  const found = lines.find((line) => line.text.includes(text))
  if (!found) throw new Error(`no line with ${text}`)
  return found
}
const near = (value: number, wanted: number, within = slack): boolean => Math.abs(value - wanted) <= within

describe('a printed report, measured in the PDF', () => {
  test('is A4, and all its text but the page numbers stands inside 156 × 225 mm', () => {
    const { width, height, count } = pdfPages(pdf)
    expect([near(width, 595.3), near(height, 841.9)]).toEqual([true, true])
    expect(count).toBeGreaterThan(3)
    const outside = lines.filter(
      (line) =>
        !isPageNumber(line) &&
        (line.left < left - slack ||
          line.right > right + slack ||
          middle(line) < top ||
          middle(line) > bottom),
    )
    expect(outside).toEqual([])
  })

  test('has 22 lines of 28 characters on a page, 28.99 pt apart, a character every 15.79 pt', () => {
    const body = on(2)
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

  test('centres its title, and indents the first line of a paragraph and its headings by two characters', () => {
    const title = lineOf('基层普法工作月报')
    expect(near((title.left + title.right) / 2, (left + right) / 2)).toBe(true)
    const [, first, second] = on(1)
    expect(first?.text).toBe('国'.repeat(26))
    expect(near(first?.left ?? 0, left + 2 * character)).toBe(true)
    expect(near(second?.left ?? 0, left)).toBe(true)
    for (const text of ['一、总体情况', '（一）普法宣传'])
      expect([text, near(lineOf(text).left, left + 2 * character, 2)]).toEqual([text, true])
  })

  test('never ends a page with a heading or the head of a table', () => {
    for (let page = 1; page <= pdfPages(pdf).count; page++)
      expect(on(page).at(-1)?.text).not.toMatch(/^(一、|（一）|表1|单位|场次|人次)/)
  })

  test('numbers its pages — 1 —, on the right of odd and on the left of even pages, one character in', () => {
    const numbers = lines.filter(isPageNumber)
    expect(numbers.map(({ page, text }) => text === `—${page}—`)).toEqual(numbers.map(() => true))
    expect(numbers).toHaveLength(pdfPages(pdf).count)
    for (const line of numbers) {
      const odd = line.page % 2 === 1
      const place = odd ? right - line.right : line.left - left
      expect([line.page, near(place, typeArea.pageNumber, 2)]).toEqual([line.page, true])
      expect(line.top > bottom && near(middle(line), bottom + points(7) + typeArea.pageNumber / 2, 4)).toBe(
        true,
      )
    }
  })

  test('ends with the date four characters from the right, in Arabic numerals, on a page with other text', () => {
    const date = lineOf('2026年11月30日')
    expect(near(date.right, right - 4 * character, 1.5)).toBe(true)
    expect(on(date.page).length).toBeGreaterThan(2)
    expect(on(date.page).at(-1)).toEqual(date)
  })

  test('prints rare characters of names, and no box in their place', async () => {
    expect(pdfText(pdf)).toContain('张㐱、李䶮、王𠅤三名队员')
    const page = await browser.newPage()
    const drawn = await page.evaluate(
      (characters) => {
        const picture = (text: string): string => {
          const canvas = window.document.createElement('canvas')
          const context = canvas.getContext('2d')
          if (!context) throw new Error('no canvas')
          context.font = '60px "仿宋","FangSong","Noto Serif CJK SC",serif'
          context.fillText(text, 10, 80)
          return canvas.toDataURL()
        }
        const box = picture('\u{10fffd}')
        return characters.map((text) => picture(text) !== box)
      },
      ['㐱', '䶮', '𠅤'],
    )
    await page.close()
    expect(drawn).toEqual([true, true, true])
    expect(missingFonts(pdf)).toEqual([])
  })
})

describe('the same report in Word, measured as LibreOffice prints it', () => {
  let wordLines: readonly PaperLine[]
  let wordPdf: string
  let bytes: Uint8Array

  beforeAll(async () => {
    bytes = await toDocx(document)
    const opened = throughOffice('report.docx', bytes, 'pdf')
    if (!opened || !hasTool('pdftotext')) return
    wordPdf = placed(folder, 'word.pdf', opened)
    wordLines = pdfLines(wordPdf, folder)
  })

  test('is A4 with the same margins and lines, 28 characters wide', () => {
    if (!wordLines) return
    const { width, height } = pdfPages(wordPdf)
    expect([near(width, 595.3), near(height, 841.9)]).toEqual([true, true])
    const body = wordLines.filter((line) => line.page === 2 && !isPageNumber(line))
    expect(new Set(body.map((line) => line.text))).toEqual(new Set(['国'.repeat(28)]))
    expect(body).toHaveLength(22)
    body.forEach((line, at) => {
      expect([at, near(middle(line) - middle(body[0] ?? line), at * pitch)]).toEqual([at, true])
      expect([at, line.left > left - slack, line.right < right + slack]).toEqual([at, true, true])
    })
  })

  test('names the fonts of a 公文, and loses no text', () => {
    const xml = `${textInZip(Buffer.from(bytes), 'word/document.xml')}${textInZip(Buffer.from(bytes), 'word/styles.xml')}`
    for (const font of ['仿宋', '黑体', '楷体', '方正小标宋简体'])
      expect([font, xml.includes(`w:eastAsia="${font}"`)]).toEqual([font, true])
    if (!wordPdf) return
    const text = pdfText(wordPdf)
    for (const part of ['张㐱、李䶮、王𠅤三名队员', '第40村', '示范区司法局', '2026年11月30日'])
      expect([part, text.includes(part)]).toEqual([part, true])
  })

  test('numbers its pages on the outer side', () => {
    if (!wordLines) return
    const numbers = wordLines.filter(isPageNumber)
    expect(numbers).toHaveLength(pdfPages(wordPdf).count)
    for (const line of numbers)
      expect([line.page, (line.left + line.right) / 2 > 297.6]).toEqual([line.page, line.page % 2 === 1])
  })

  test('never leaves the signature alone on a page, under text or under a table', async () => {
    const rows = (count: number): Block => ({
      type: 'table',
      caption: '表1',
      columns: [{ label: '单位', width: 14, align: 'left' }],
      rows: Array.from({ length: count }, (_, at) => ({ role: 'plain', cells: [{ text: `第${at}村` }] })),
    })
    const endings: readonly (readonly Block[])[] = [
      Array.from({ length: 18 }, () => plain('特此报告。')),
      [rows(15)],
    ]
    for (const [at, blocks] of endings.entries()) {
      const short: DocumentModel = {
        ...document,
        blocks: [
          heading(0, '月报'),
          ...blocks,
          { type: 'signature', unit: '示范区司法局', date: '2026年11月30日' },
        ],
      }
      const opened = throughOffice('short.docx', await toDocx(short), 'pdf')
      if (!opened || !hasTool('pdftotext')) return
      const found = pdfLines(placed(folder, 'short.pdf', opened), folder)
      const last = found.filter((line) => line.page === 2 && !isPageNumber(line))
      expect([at, last.length > 2, last.at(-1)?.text]).toEqual([at, true, '2026年11月30日'])
    }
  })
})
