import { PRINT_CSS, standaloneHtml } from '../../../shared/paper/print-style'
import { halvesIn } from '../../../shared/paper/sheet/fit'
import { hasLine, type LaidSheet, layOutSheet, rowHeight } from '../../../shared/paper/sheet/layout'
import { sheetMarkup, sheetPages } from '../../../shared/paper/sheet/markup'
import { moneyCell, type Sheet, textCell } from '../../../shared/paper/sheet/model'
import { around, halvesAcross, papers } from '../../../shared/paper/sheet/paper'
import fc from '../../support/laws/property'
import { sheets } from '../../support/records/sheets'

const laid = (check: (sheet: LaidSheet) => void): void =>
  fc.assert(
    fc.property(sheets, (sheet) => check(layOutSheet(sheet))),
    { numRuns: 60 },
  )

const textOf = (cell: LaidSheet['pages'][number]['rows'][number]['cells'][number]): string =>
  cell.lines.map((line) => line.segments.map((part) => part.text).join('')).join('')

test('no page is fuller than its paper, with title, notes and signatures', () => {
  laid(({ sheet, fit, title, notes, headLines, pages }) => {
    for (const page of pages) {
      const head =
        rowHeight(headLines.own, fit.type) + (headLines.over > 0 ? rowHeight(headLines.over, fit.type) : 0)
      const rows = page.rows.reduce((sum, row) => sum + rowHeight(row.lines, fit.type), 0)
      const top = page.first
        ? title.length * around.titleLine + around.titleGap + (hasLine(sheet) ? around.line : 0)
        : 0
      const bottom = page.last ? notes.length * around.line + (sheet.signers ? around.signers : 0) : 0
      expect(head + rows + top + bottom).toBeLessThanOrEqual(papers[sheet.orientation].height)
    }
  })
})

test('the columns fill the page and never more', () => {
  laid(({ sheet, fit }) => {
    const width = fit.widths.reduce((sum, one) => sum + one, 0)
    expect(width).toBe(halvesAcross(papers[sheet.orientation], fit.type))
  })
})

test('every row is printed, in order, and every character of it', () => {
  laid(({ sheet, pages }) => {
    const all = (text: string) => text.replaceAll(/\s/g, '')
    const wanted = sheet.rows
      .flatMap((row) => row.cells.map((cell) => all(cell.text)))
      .filter((text) => text !== '')
    const printed = pages.flatMap((page) => page.rows)
    // A row that is taller than a page stands in parts, so columns are compared as a whole.
    for (const at of sheet.columns.keys())
      expect(printed.map((row) => all(row.cells[at] ? textOf(row.cells[at]) : '')).join('')).toBe(
        sheet.rows.map((row) => all(row.cells[at]?.text ?? '')).join(''),
      )
    expect(wanted.length === 0 || printed.length > 0).toBe(true)
  })
})

test('numbers and dates are never broken over two lines', () => {
  laid(({ sheet, pages }) => {
    for (const page of pages)
      for (const row of page.rows)
        row.cells.forEach((cell, at) => {
          if (sheet.columns[at]?.format !== 'text') expect(cell.lines.length).toBe(1)
        })
  })
})

test('no group ends a page, no total begins one, no signature stands alone', () => {
  laid(({ sheet, pages }) => {
    for (const page of pages) {
      if (!page.last) expect(page.rows.at(-1)?.role).not.toBe('group')
      if (!page.first) expect(page.rows.length).toBeGreaterThan(0)
      const [first] = page.rows
      const fits = (first?.lines ?? 1) < 20 && (pages[page.number - 2]?.rows.at(-1)?.lines ?? 1) < 20
      if (!page.first && fits && sheet.rows.length > 1) expect(first?.role).not.toBe('total')
    }
  })
})

test('a row that is taller than a page goes on with the next one', () => {
  const sheet: Sheet = {
    title: '台账',
    orientation: 'landscape',
    columns: [{ label: '内容', width: 4, align: 'left', format: 'text' }],
    rows: [{ role: 'plain', cells: [textCell('长'.repeat(9000))] }],
  }
  const { pages } = layOutSheet(sheet)
  expect(pages.length).toBeGreaterThan(1)
  expect(pages.flatMap((page) => page.rows.flatMap((row) => row.cells.map(textOf))).join('')).toBe(
    '长'.repeat(9000),
  )
})

test('very many columns take smaller type before anything is broken', () => {
  const columns = (count: number): Sheet => ({
    title: '台账',
    orientation: 'landscape',
    columns: Array.from({ length: count }, (_, at) => ({
      label: `第${at}列`,
      width: 6,
      align: 'right',
      format: 'money',
    })),
    rows: [{ role: 'plain', cells: Array.from({ length: count }, () => moneyCell(1_234_567_890)) }],
  })
  const sizes = [6, 12, 15, 20].map((count) => layOutSheet(columns(count)).fit.type.size)
  expect(sizes).toEqual([...sizes].sort((a, b) => b - a))
  expect(new Set(sizes).size).toBeGreaterThan(2)
  expect(halvesIn('12,345,678.90')).toBe(13)
})

test('the markup has no inline style, no script, and every class is in the stylesheet', () => {
  fc.assert(
    fc.property(sheets, (sheet) => {
      const { markup } = sheetPages(sheet)
      for (const tag of markup.match(/<[^>]*>/g) ?? [])
        expect(tag).toMatch(
          /^<(\/(section|div|span|button)|(section|div|span|button)( (class|role|lang|type|aria-label|aria-level|aria-hidden|data-figure)="[^"]*")*)>$/,
        )
      const classes = new Set(
        [...markup.matchAll(/class="([^"]*)"/g)].flatMap((match) => (match[1] ?? '').split(' ')),
      )
      // Rows that look like any other, and the foot's first half, need no rule of their own; upright is the page's own form.
      for (const name of ['splain', 'sitem', 'sstamp', 'portrait']) classes.delete(name)
      expect([...classes].filter((name) => !new RegExp(`\\.${name}\\b`).test(PRINT_CSS))).toEqual([])
    }),
    { numRuns: 30 },
  )
})

test('whatever people type stays text, and the pages are numbered', () => {
  const attack = `"><script>alert(1)</script>`
  const sheet: Sheet = {
    title: attack,
    orientation: 'portrait',
    left: attack,
    right: attack,
    notes: [attack],
    signers: [attack],
    stamp: attack,
    watermark: attack,
    columns: [{ label: attack, group: attack, width: 9, align: 'left', format: 'text' }],
    rows: Array.from({ length: 99 }, () => ({
      role: 'plain' as const,
      cells: [{ text: attack, figure: attack }],
    })),
  }
  const laidOut = layOutSheet(sheet)
  const html = standaloneHtml(attack, sheetMarkup(laidOut))
  expect(html).not.toContain('<script')
  expect(html).toContain(`第2页 共${laidOut.pages.length}页`)
})

test('a row that heads others is laid out like every row: its class is not that of a common head', () => {
  const markup = sheetPages({
    title: '统计表',
    orientation: 'landscape',
    columns: [
      { label: '单位', width: 8, align: 'left', format: 'text' },
      { label: '本月', group: '活动', width: 5, align: 'right', format: 'count' },
      { label: '累计', group: '活动', width: 5, align: 'right', format: 'count' },
    ],
    rows: [{ role: 'group', cells: [{ text: '东街街道' }, { text: '1' }, { text: '2' }] }],
  }).markup
  const classes = (pattern: RegExp): ReadonlySet<string> =>
    new Set([...markup.matchAll(pattern)].flatMap(([, names = '']) => names.split(' ')))
  const ofRow = classes(/class="(srow sgroup[^"]*)"/g)
  expect(ofRow.size).toBeGreaterThan(1)
  const ofHead = classes(/<div class="([^"]*)"><div class="r\d+ sover"/g)
  expect(ofHead.size).toBeGreaterThan(0)
  expect([...ofHead].filter((name) => ofRow.has(name))).toEqual([])
})
