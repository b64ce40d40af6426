import { barredFromEnd, barredFromStart } from '../../../shared/paper/characters'
import type { Block, DocumentModel } from '../../../shared/paper/document'
import {
  type LaidItem,
  type LaidLine,
  type LaidTableRow,
  layOut,
  lineText,
  placeSignature,
} from '../../../shared/paper/layout'
import { wrap, wrapBalanced } from '../../../shared/paper/line-breaking'
import { halfCell, lineHalves, pageHalves, typeArea } from '../../../shared/paper/type-area'
import fc from '../../support/laws/property'
import { documents, prose } from '../../support/records/documents'

const heightOf = (item: LaidItem): number => (item.type === 'row' ? item.row.height : 2)
const linesIn = (items: readonly LaidItem[]): LaidLine[] => items.filter((item) => item.type === 'line')
const rowsIn = (items: readonly LaidItem[]): LaidTableRow[] => items.filter((item) => item.type === 'row')
const documentOf = (...blocks: Block[]): DocumentModel => ({ title: '', figures: [], blocks })
const paragraph = (text: string): Block => ({ type: 'paragraph', runs: [{ text }] })
const heading = (text: string): Block => ({ type: 'heading', level: 1, runs: [{ text }] })

function tableOf(rows: number, cell = '1'): Block {
  return {
    type: 'table',
    caption: '表1  各单位情况',
    columns: [
      { label: '单位', width: 14, align: 'left' },
      { label: '数量\n（份）', width: 14, align: 'right' },
    ],
    rows: Array.from({ length: rows }, (_, at) => ({
      role: 'plain' as const,
      cells: [{ text: `第${at}村` }, { text: cell }],
    })),
  }
}

describe('the grid of GB/T 9704', () => {
  test('22 lines of 28 characters fill the type area and do not pass it', () => {
    const point = 25.4 / 72
    expect(typeArea.lines * typeArea.linePitch * point).toBeLessThanOrEqual(typeArea.heightMm + 0.005)
    expect(typeArea.lines * typeArea.linePitch * point).toBeGreaterThan(typeArea.heightMm - 0.5)
    expect(typeArea.characters * typeArea.characterPitch * point).toBeLessThanOrEqual(typeArea.widthMm)
    expect(typeArea.titleCharacters * typeArea.title).toBeLessThanOrEqual(
      typeArea.characters * typeArea.characterPitch,
    )
  })

  test('no page of any document holds more than 22 lines, no line more than 28 characters, and nothing overlaps', () => {
    fc.assert(
      fc.property(documents, (document) => {
        for (const page of layOut(document)) {
          let free = 0
          for (const item of page.items) {
            expect(item.top).toBeGreaterThanOrEqual(free)
            free = item.top + heightOf(item)
            if (item.type === 'row')
              expect(item.row.cells.reduce((sum, cell) => sum + cell.width, 0)).toBeLessThanOrEqual(
                lineHalves,
              )
            else if (item.type === 'line') {
              expect(item.top % 2).toBe(0)
              const size =
                item.style === 'title'
                  ? typeArea.title / 2
                  : item.style === 'caption'
                    ? typeArea.cell / 2
                    : halfCell
              expect(item.indent * halfCell + item.text.halves * size).toBeLessThanOrEqual(
                lineHalves * halfCell,
              )
            }
          }
          expect(free).toBeLessThanOrEqual(pageHalves)
        }
      }),
      { numRuns: 80 },
    )
  })

  test('the text inside a table cell stays inside its cell', () => {
    fc.assert(
      fc.property(documents, (document) => {
        for (const { row } of layOut(document).flatMap((page) => rowsIn(page.items)))
          for (const cell of row.cells) {
            for (const line of cell.lines)
              expect(line.halves * (typeArea.cell / 2)).toBeLessThanOrEqual(cell.width * halfCell)
            expect(cell.lines.length * typeArea.cellLine).toBeLessThanOrEqual(
              (row.height * typeArea.linePitch) / 2 + 6,
            )
          }
      }),
      { numRuns: 40 },
    )
  })

  test('every character of a document stands on some page, in order', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const laid = layOut(document)
          .flatMap((page) => linesIn(page.items))
          .filter((line) => line.style === 'body')
          .map((line) => lineText(line.text))
          .join('')
        const written = document.blocks
          .map((block) =>
            block.type === 'paragraph'
              ? block.runs.map((run) => run.text).join('')
              : block.type === 'signature'
                ? block.unit + block.date
                : '',
          )
          .join('')
        expect(laid.replaceAll(' ', '')).toBe(written.replaceAll(' ', ''))
      }),
      { numRuns: 40 },
    )
  })
})

describe('line breaking', () => {
  test('no line begins or ends with a sign that may not stand there', () => {
    fc.assert(
      fc.property(prose, fc.integer({ min: 24, max: 56 }), (text, width) => {
        const lines = wrap([{ text }], width - 4, width).map(lineText)
        for (const line of lines.slice(1)) expect(barredFromStart([...line][0] ?? '')).toBe(false)
        for (const line of lines.slice(0, -1)) expect(barredFromEnd([...line].at(-1) ?? '')).toBe(false)
      }),
    )
  })

  test('a number is never cut in two', () => {
    expect(wrap([{ text: '发放资料共计102345份' }], 16).map(lineText)).toEqual(['发放资料共计', '102345份'])
  })

  test('a point that would begin a line takes the character before it along', () => {
    expect(wrap([{ text: '一二三四，五六' }], 8).map(lineText)).toEqual(['一二三', '四，五六'])
  })

  test('a dash and an ellipsis stay whole', () => {
    expect(wrap([{ text: '一二三——四' }], 8).map(lineText)).toEqual(['一二', '三——四'])
  })

  test('a word longer than a line is cut rather than lost', () => {
    expect(wrap([{ text: 'a'.repeat(10) }], 4).map(lineText)).toEqual(['aaaa', 'aaaa', 'aa'])
  })

  test('a figure keeps its number on every line it reaches', () => {
    const [line] = wrap([{ text: '共' }, { text: '35', figure: 'events@2026-11@*' }, { text: '场次' }], 56)
    expect(line?.segments).toEqual([
      { text: '共', halves: 2, boxed: false },
      { text: '35', halves: 2, boxed: true, figure: 'events@2026-11@*' },
      { text: '场次', halves: 4, boxed: false },
    ])
  })

  test('a long title breaks into lines of even length', () => {
    const lines = wrapBalanced([{ text: '示范区临江街道办事处二〇二六年十一月份基层普法工作月报' }], 40).map(
      lineText,
    )
    expect(lines).toEqual(['示范区临江街道办事处二〇二六', '年十一月份基层普法工作月报'])
  })

  test('a title of several words breaks between them, as even as they allow', () => {
    const broken = (...words: string[]): string[] =>
      wrapBalanced(
        words.map((text) => ({ text })),
        40,
      ).map(lineText)
    expect(broken('内江高新区', '2023年', '基层普法', '与法律服务', '工作报告')).toEqual([
      '内江高新区2023年基层普法',
      '与法律服务工作报告',
    ])
    expect(broken('示范区', '2023年6月', '基层普法', '工作月报')).toEqual(['示范区2023年6月基层普法工作月报'])
    // What no line holds breaks anywhere.
    const long = '示范区临江街道办事处'.repeat(3)
    expect(broken(long, '2023年', '基层普法').join('')).toBe(`${long}2023年基层普法`)
  })
})

describe('pages', () => {
  test('a heading never ends a page', () => {
    fc.assert(
      fc.property(documents, (document) => {
        for (const page of layOut(document)) {
          const last = page.items.at(-1)
          if (last?.type === 'line') expect(last.style).toBe('body')
          if (last?.type === 'row') expect(last.row.role).not.toBe('head')
        }
      }),
      { numRuns: 80 },
    )
  })

  test('a heading whose first line would not fit moves to the next page with it', () => {
    const pages = layOut(
      documentOf(
        ...Array.from({ length: 21 }, () => paragraph('正文。')),
        heading('一、总体情况'),
        paragraph('后文。'),
      ),
    )
    expect(pages.map((page) => page.items.length)).toEqual([21, 2])
  })

  test('a table that crosses pages repeats its head on each, and no row is lost', () => {
    const pages = layOut(documentOf(tableOf(50)))
    expect(pages).toHaveLength(3)
    for (const page of pages) expect(rowsIn(page.items)[0]?.row.role).toBe('head')
    const names = pages.flatMap((page) => rowsIn(page.items)).filter(({ row }) => row.role === 'plain')
    expect(names.map(({ row }) => row.cells[0]?.lines.map(lineText).join(''))).toEqual(
      Array.from({ length: 50 }, (_, at) => `第${at}村`),
    )
  })

  test('the caption and head of a table stand with its first row', () => {
    const pages = layOut(documentOf(...Array.from({ length: 19 }, () => paragraph('正文。')), tableOf(3)))
    expect(pages[0]?.items).toHaveLength(19)
    expect(rowsIn(pages[1]?.items ?? [])).toHaveLength(4)
  })

  test('a row taller than a page is cut, an ordinary one never', () => {
    const pages = layOut(documentOf(tableOf(1, '国'.repeat(900))))
    const text = pages
      .flatMap((page) => rowsIn(page.items))
      .filter(({ row }) => row.role !== 'head')
      .flatMap(({ row }) => row.cells[1]?.lines.map(lineText) ?? [])
    expect(text.join('')).toBe('国'.repeat(900))
    expect(pages.length).toBeGreaterThan(1)
  })

  test('a signature never stands on a page without text', () => {
    for (let count = 17; count < 24; count++) {
      const pages = layOut(
        documentOf(...Array.from({ length: count }, () => paragraph('正文。')), {
          type: 'signature',
          unit: '示范区司法局',
          date: '2026年11月30日',
        }),
      )
      const last = linesIn(pages.at(-1)?.items ?? []).map((line) => lineText(line.text))
      expect(last).toContain('正文。')
      expect(last.slice(-2)).toEqual(['示范区司法局', '2026年11月30日'])
    }
  })

  test('the date ends four characters from the margin, with the name centred over it', () => {
    const [name, date] = placeSignature('示范区司法局', '2026年11月3日')
    expect((date?.indent ?? 0) + (date?.text.halves ?? 0)).toBe(lineHalves - 8)
    const middle = (place: typeof name): number => (place?.indent ?? 0) + (place?.text.halves ?? 0) / 2
    expect(Math.abs(middle(name) - middle(date))).toBeLessThanOrEqual(0.5)
  })

  test('a long unit name moves left instead of passing the margin', () => {
    const [name] = placeSignature('示范区某某街道办事处普法工作领导小组办公室', '2026年11月3日')
    expect((name?.indent ?? 0) + (name?.text.halves ?? 0)).toBeLessThanOrEqual(lineHalves)
  })
})

test('a table wider than the line is refused at once', () => {
  const wide: Block = {
    type: 'table',
    caption: '宽',
    rows: [],
    columns: [{ label: '甲', width: 29, align: 'left' }],
  }
  expect(() => layOut(documentOf(wide))).toThrow('28')
})

test('主送机关 begins at the margin, 发文字号 stands in the middle, other text after two characters', () => {
  const aligned = (text: string, align: 'flush' | 'center'): Block => ({
    type: 'paragraph',
    align,
    runs: [{ text }],
  })
  const [page] = layOut(
    documentOf(aligned('某司〔2024〕3号', 'center'), aligned('市委办：', 'flush'), paragraph('报告如下。')),
  )
  const [number, addressee, text] = linesIn(page?.items ?? [])
  const halves = number?.text.halves ?? 0
  expect(number?.indent).toBe(Math.floor((lineHalves - halves) / 2))
  expect([addressee?.indent, text?.indent]).toEqual([0, 4])
})
