import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { toDocx } from '../../../electron/engine/export/docx'
import { toHtml } from '../../../electron/engine/export/html'
import type { Block, DocumentModel } from '../../../shared/paper/document'
import { typeArea } from '../../../shared/paper/type-area'
import { needs } from '../../support/machine/needs'
import {
  charactersOfNoFont,
  heading,
  isPageNumber,
  layoutLaw,
  manyHeadings,
  type OnPaper,
  rareCharacters,
  report,
  signature,
} from '../../support/paper/layout-law'
import { throughOffice } from '../../support/paper/office'
import { drawn, missingFonts, pdfLines, placed, printed } from '../../support/paper/paper'
import { textInZip } from '../../support/paper/zip'
import { launchBrowser } from '../../support/screens/browser'

let folder: string
let browser: Browser | undefined

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'yuanba-layout-'))
})
afterAll(async () => {
  await browser?.close()
  rmSync(folder, { recursive: true, force: true })
})

const poppler = ['pdftotext', 'pdfinfo', 'pdffonts', 'pdftoppm', 'chinese-font'] as const
const inChromium = needs('chromium', ...poppler)
const inWord = needs('soffice', ...poppler)

/** By Chromium, as the app prints. */
async function printedPage(name: string, document: DocumentModel): Promise<OnPaper> {
  browser ??= await launchBrowser()
  const pdf = join(folder, `${name}.pdf`)
  await printed(browser, placed(folder, `${name}.html`, toHtml(document)), pdf)
  return { pdf, lines: pdfLines(pdf, folder) }
}

/** As LibreOffice prints the .docx. */
async function wordPage(name: string, document: DocumentModel): Promise<OnPaper> {
  const opened = throughOffice(`${name}.docx`, await toDocx(document), 'pdf')
  const pdf = placed(folder, `${name}-word.pdf`, opened)
  return { pdf, lines: pdfLines(pdf, folder) }
}

/** How each of `count` lines is drawn, the first being the one that has nothing but this text. */
function pictures({ pdf, lines }: OnPaper, text: string, count: number): readonly string[] {
  const line = lines.find((one) => one.text === text)
  if (!line) throw new Error(`no line ${text}`)
  // By their places: what no font holds has no text in the file either.
  return Array.from({ length: count }, (_, at) => {
    const middle = (line.top + line.bottom) / 2 + at * typeArea.linePitch
    return drawn(pdf, { ...line, top: middle - typeArea.body / 1.5, bottom: middle + typeArea.body / 1.5 })
  })
}

for (const [name, tools, onPaper] of [
  ['a printed report, measured in the PDF', inChromium, printedPage],
  ['the same report in Word, measured as LibreOffice prints it', inWord, wordPage],
] as const)
  tools.describe(name, () => {
    let papers: { report: OnPaper; headings: OnPaper }
    beforeAll(async () => {
      papers = { report: await onPaper('report', report), headings: await onPaper('headings', manyHeadings) }
    })

    layoutLaw(() => papers)

    test('every font is inside, and rare characters are drawn, not boxes', () => {
      expect(missingFonts(papers.report.pdf)).toEqual([])
      const known = rareCharacters.length
      const all = pictures(papers.report, rareCharacters[0] ?? '', known + charactersOfNoFont.length)
      expect(all.every((picture) => picture.includes('#'))).toBe(true)
      // What no font holds is one and the same box, which is how a box among the names would be seen.
      expect(new Set(all.slice(known)).size).toBe(1)
      expect(new Set(all).size).toBe(known + 1)
    })
  })

describe('the .docx', () => {
  test('names the fonts of a 公文，and what may stand in for each', async () => {
    const bytes = Buffer.from(await toDocx(report))
    const xml = textInZip(bytes, 'word/document.xml') + textInZip(bytes, 'word/styles.xml')
    const fonts = textInZip(bytes, 'word/fontTable.xml')
    for (const [font, also, family] of [
      ['仿宋', 'FangSong_GB2312', 'roman'],
      ['黑体', 'SimHei', 'swiss'],
      ['楷体', 'KaiTi_GB2312', 'roman'],
      ['方正小标宋简体', '华文中宋', 'roman'],
      ['宋体', 'SimSun', 'roman'],
    ] as const) {
      const entry = new RegExp(`<w:font w:name="${font}">.*?</w:font>`).exec(fonts)?.[0] ?? ''
      expect([font, entry.includes(also), entry.includes(`<w:family w:val="${family}"/>`)]).toEqual([
        font,
        true,
        true,
      ])
    }
    for (const font of ['仿宋', '黑体', '楷体', '方正小标宋简体'])
      expect([font, xml.includes(`w:eastAsia="${font}"`)]).toEqual([font, true])
  })

  inWord.test('breaks a title between its words, whatever stands in for its font', async () => {
    const words = ['内江高新区', '2023年第三季度', '基层普法', '工作季报']
    const title: Block = { type: 'heading', level: 0, runs: words.map((text) => ({ text })) }
    const paper = await wordPage('title', { ...report, blocks: [title, signature] })
    expect(paper.lines.slice(0, 2).map(({ text }) => text)).toEqual([
      '内江高新区2023年第三季度',
      '基层普法工作季报',
    ])
  })

  inWord.test('never leaves the signature alone on a page, under text or under a table', async () => {
    const rows = (count: number): Block => ({
      type: 'table',
      caption: '表1',
      columns: [{ label: '单位', width: 14, align: 'left' }],
      rows: Array.from({ length: count }, (_, at) => ({ role: 'plain', cells: [{ text: `第${at}村` }] })),
    })
    const text: Block = { type: 'paragraph', runs: [{ text: '特此报告。' }] }
    for (const [at, blocks] of [Array.from({ length: 18 }, () => text), [rows(15)]].entries()) {
      const short = await wordPage('short', { ...report, blocks: [heading(0, '月报'), ...blocks, signature] })
      const last = short.lines.filter((line) => line.page === 2 && !isPageNumber(line))
      expect([at, last.length > 2, last.at(-1)?.text]).toEqual([at, true, '2026年11月30日'])
    }
  })
})
