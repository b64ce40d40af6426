import { kindOf } from '../../../shared/kinds'
import { columnsOf } from '../../../shared/ledgers/columns'
import { lineText } from '../../../shared/paper/layout'
import { fitColumns } from '../../../shared/paper/sheet/fit'
import { layOutSheet } from '../../../shared/paper/sheet/layout'
import {
  countCell,
  dateCell,
  type Sheet,
  type SheetColumn,
  textCell,
  withoutSpare,
} from '../../../shared/paper/sheet/model'

const text = (label: string, width: number, more: Partial<SheetColumn> = {}): SheetColumn => ({
  label,
  width,
  align: 'left',
  format: 'text',
  ...more,
})

/** A ledger of the usual kind: short names, one long text, a state, a time and remarks that nobody wrote. */
const ledger = (more: Partial<Sheet> = {}): Sheet => ({
  title: '三湾街道院坝会台账',
  orientation: 'landscape',
  columns: [
    { label: '日期', width: 5.5, align: 'center', format: 'date' },
    text('村（社区）', 6),
    text('议题', 10),
    text('小结', 16),
    text('开始时间', 3, { whole: true }),
    text('审核状态', 3, { whole: true }),
    { label: '参加人数\n（人）', width: 4, align: 'right', format: 'count' },
    text('备注', 16, { spare: true }),
  ],
  rows: Array.from({ length: 12 }, (_, at) => ({
    role: 'plain' as const,
    cells: [
      dateCell('2026-11-03'),
      textCell('云顶村'),
      textCell('务工维权与欠薪怎么办'),
      textCell('讲解了劳动合同、工资支付和维权的途径，'.repeat(at === 3 ? 4 : 1)),
      textCell('19:00'),
      textCell('已审核'),
      countCell(12 + at),
      textCell(''),
    ],
  })),
  ...more,
})

const cellsOf = (sheet: Sheet, label: string) => {
  const { head, pages } = layOutSheet(sheet)
  const at = sheet.columns.findIndex((column) => column.label === label)
  return {
    head: head[at]?.lines.map(lineText),
    cells: pages.flatMap(({ rows }) => rows.map(({ cells }) => cells[at]?.lines.map(lineText) ?? [])),
  }
}

test('a column without anything in it takes no more than its head', () => {
  const { widths } = fitColumns(ledger())
  const [, , , summary = 0, , , , remarks = 0] = widths
  expect(remarks).toBeLessThanOrEqual(8)
  expect(summary).toBeGreaterThan(4 * remarks)
})

test('on paper remarks that nobody wrote are left out, and written ones stay', () => {
  const bare = ledger()
  expect(withoutSpare(bare).columns.map(({ label }) => label)).not.toContain('备注')
  expect(withoutSpare(bare).rows.every(({ cells }) => cells.length === 7)).toBe(true)
  const [first, ...others] = bare.rows
  const written = {
    ...bare,
    rows: [
      { role: 'plain' as const, cells: [...(first?.cells.slice(0, 7) ?? []), textCell('雨')] },
      ...others,
    ],
  }
  expect(withoutSpare(written)).toBe(written)
  expect(withoutSpare({ ...bare, rows: [] }).columns).toHaveLength(8)
})

test('states, times of day and their heads stand on one line', () => {
  for (const label of ['开始时间', '审核状态']) {
    const { head, cells } = cellsOf(ledger(), label)
    expect(head).toEqual([label])
    expect(cells.every((lines) => lines.length === 1)).toBe(true)
  }
})

test('a head that does not fit breaks before its bracket, and evenly', () => {
  const sheet = ledger({
    columns: [text('当事人（申请方）', 3), ...Array.from({ length: 14 }, (_, at) => text(`第${at}栏`, 12))],
    rows: [
      {
        role: 'plain',
        cells: [textCell('周*'), ...Array.from({ length: 14 }, () => textCell('字'.repeat(40)))],
      },
    ],
  })
  expect(cellsOf(sheet, '当事人（申请方）').head).toEqual(['当事人', '（申请方）'])
})

test('what is to be written in by hand keeps its width', () => {
  const sheet = ledger({
    columns: [text('姓名', 5), text('签名', 12, { toWrite: true }), text('电话', 6)],
    rows: [{ role: 'plain', cells: ['周某', '\n', '138'].map(textCell) }],
  })
  const [name = 0, signature = 0] = fitColumns(sheet).widths
  expect(signature).toBeGreaterThan(name)
})

test('every choice and time of a ledger is kept whole, and its remarks can be left out', () => {
  const columns = columnsOf(kindOf('courtyard-session'))
  const found = (key: string) => columns.find((column) => column.key === key)
  expect(found('start')?.whole).toBe(true)
  expect(columnsOf(kindOf('mediation')).find(({ key }) => key === 'state')?.whole).toBe(true)
  expect(found('remarks')?.spare).toBe(true)
})
