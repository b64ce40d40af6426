import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { spawnSync } from '../machine/programs'

/** One line of text on a printed page, in points from the top left corner. */
export interface PaperLine {
  readonly page: number
  readonly text: string
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** Prints an HTML file by Chromium as the app prints it: the page's own size, nothing added. */
export async function printed(browser: Browser, html: string, pdf: string): Promise<void> {
  const page = await browser.newPage()
  try {
    await page.goto(pathToFileURL(html).href)
    await page.pdf({ path: pdf, preferCSSPageSize: true, printBackground: true })
  } finally {
    await page.close()
  }
}

/** Writes bytes beside others and answers where. */
export function placed(folder: string, name: string, bytes: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

/** The text of a PDF without any white space. */
export function pdfText(pdf: string): string {
  return poppler('pdftotext', pdf, '-').replace(/\s/g, '')
}

/** Everything legible in a PDF, what is said about the file too, without any white space. */
export function textOfPdf(pdf: string): string {
  return [poppler('pdftotext', pdf, '-'), poppler('pdfinfo', pdf)].join('\n').replace(/\s/g, '')
}

/** Width and height of the pages in points, and how many there are. */
export function pdfPages(pdf: string): {
  readonly width: number
  readonly height: number
  readonly count: number
} {
  const info = poppler('pdfinfo', pdf)
  const [, width, height] = /Page size:\s+([\d.]+) x ([\d.]+)/.exec(info) ?? []
  return { width: Number(width), height: Number(height), count: Number(/Pages:\s+(\d+)/.exec(info)?.[1]) }
}

/** Every line of a PDF's text with its place, page by page from the top. */
export function pdfLines(pdf: string, folder: string): readonly PaperLine[] {
  const boxes = join(folder, 'boxes.xml')
  poppler('pdftotext', '-bbox-layout', pdf, boxes)
  const lines: PaperLine[] = []
  let page = 0
  for (const part of readFileSync(boxes, 'utf8')
    .split(/<page /)
    .slice(1)) {
    page += 1
    for (const [, attributes = '', words = ''] of part.matchAll(/<line ([^>]*)>([\s\S]*?)<\/line>/g)) {
      const place = (name: string): number => Number(new RegExp(`${name}="([\\d.]+)"`).exec(attributes)?.[1])
      const text = [...words.matchAll(/>([^<]*)<\/word>/g)].map(([, word = '']) => word).join('')
      const [left, right, top, bottom] = [place('xMin'), place('xMax'), place('yMin'), place('yMax')]
      lines.push({ page, text, left, right, top, bottom })
    }
  }
  return lines.sort((a, b) => a.page - b.page || a.top + a.bottom - (b.top + b.bottom))
}

/** The fonts of a PDF that are not inside it; whoever prints it elsewhere would miss them. */
export function missingFonts(pdf: string): readonly string[] {
  const [, , ...fonts] = poppler('pdffonts', pdf).trimEnd().split('\n')
  return fonts.filter((line) => !/ yes (yes|no) (yes|no) +\d+ +\d+$/.test(line))
}

/** What a tool of poppler says. @throws Error when it fails */
export function poppler(tool: string, ...args: readonly string[]): string {
  const run = spawnSync(tool, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  if (run.error) throw run.error
  if (run.status !== 0) throw new Error(`${tool}: ${run.stderr}`)
  return run.stdout
}

/** What is drawn where a line of text stands, in dots of black and white without the white around them. */
export function drawn(pdf: string, { page, left, right, top, bottom }: Omit<PaperLine, 'text'>): string {
  const dots = (length: number): string => String(Math.round(length * 2))
  const run = spawnSync('pdftoppm', [
    ...['-gray', '-r', '144', '-f', String(page), '-l', String(page)],
    ...['-x', dots(left), '-y', dots(top), '-W', dots(right - left), '-H', dots(bottom - top), pdf],
  ])
  if (run.error) throw run.error
  const head = /^P5\s+(\d+)\s+\d+\s+\d+\s/.exec(run.stdout.subarray(0, 40).toString('latin1'))
  if (!head) throw new Error(`pdftoppm: ${run.stderr.toString()}`)
  const width = Number(head[1])
  const shades = run.stdout.subarray(head[0].length)
  const rows = Array.from({ length: shades.length / width }, (_, y) =>
    [...shades.subarray(y * width, (y + 1) * width)].map((shade) => (shade < 128 ? '#' : ' ')).join(''),
  )
  const inked = rows.filter((row) => row.trim() !== '')
  const margin = Math.min(...inked.map((row) => row.search('#')))
  return inked.map((row) => row.slice(margin).trimEnd()).join('\n')
}
