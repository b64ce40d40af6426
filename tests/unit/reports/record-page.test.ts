import { formLines } from '../../../shared/paper/form-rows'
import { layOut } from '../../../shared/paper/layout'
import { firstPages, formPagesMarkup } from '../../../shared/paper/markup'
import { typeArea } from '../../../shared/paper/type-area'
import { fittedColumns } from '../../../shared/record-page/columns'
import fc from '../../support/laws/property'

const cell = fc.oneof(fc.stringMatching(/^[一-龥]{0,30}$/), fc.stringMatching(/^[!-~]{1,18}$/))
const columnsOf = (labels: readonly string[]) => labels.map((label) => ({ label, align: 'left' }) as const)
const form = (...rows: { label: string; text: string }[][]) => ({ type: 'form', name: '表', rows }) as const

test('columns share the whole line, whatever stands in them, and a table of them can be laid out', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10 }).chain((count) =>
        fc.record({
          labels: fc.array(fc.stringMatching(/^[一-龥]{1,8}$/), { minLength: count, maxLength: count }),
          rows: fc.array(fc.array(cell, { minLength: count, maxLength: count }), { maxLength: 5 }),
        }),
      ),
      ({ labels, rows }) => {
        const columns = fittedColumns(columnsOf(labels), rows)
        expect(columns.reduce((sum, { width }) => sum + width, 0)).toBe(typeArea.characters)
        const cells = rows.map((texts) => ({
          role: 'plain' as const,
          cells: texts.map((text) => ({ text })),
        }))
        const table = { type: 'table', caption: '表', dense: true, columns, rows: cells } as const
        expect(layOut({ title: '', figures: [], blocks: [table] }).length).toBeGreaterThan(0)
      },
    ),
    { numRuns: 200 },
  )
})

test('eight columns of a list of workers break no number', () => {
  const labels = ['序号', '姓名', '身份证号', '电话', '银行卡号', '欠薪金额（元）', '已支付金额（元）']
  const row = ['17', '吕*', '990***********9215', '199****4674', '****7189', '22,000.00', '22,000.00']
  const columns = fittedColumns(columnsOf(labels), [row])
  const pages = layOut({
    title: '',
    figures: [],
    blocks: [
      {
        type: 'table',
        caption: '名单',
        dense: true,
        columns,
        rows: [{ role: 'plain', cells: row.map((text) => ({ text })) }],
      },
    ],
  })
  const last = pages.at(-1)?.items.at(-1)
  expect(last?.type === 'row' && last.row.cells.map(({ lines }) => lines.length)).toEqual(row.map(() => 1))
})

test('a long value gets a row of its own, and a number that three beside one another would break two a row', () => {
  const long = { label: '议题', text: '根治欠薪'.repeat(20) }
  const short = (label: string) => ({ label, text: '短' })
  expect(formLines(form([short('甲'), long, short('乙')]))).toEqual([[short('甲')], [long], [short('乙')]])
  const number = { label: '身份证号', text: '510***********1234' }
  expect(formLines(form([short('甲'), number, short('乙')]))).toEqual([[short('甲'), number], [short('乙')]])
  expect(formLines(form([short('甲'), short('乙'), short('丙')]))).toHaveLength(1)
})

test('a text longer than a page goes on over the next, and the signatures do not stand alone', () => {
  const pages = layOut({
    title: '',
    figures: [],
    blocks: [
      form([{ label: '小结', text: Array.from({ length: 90 }, (_, n) => `第${n}行`).join('\n') }]),
      form([{ label: '填报人', text: '' }]),
    ],
  })
  expect(pages.length).toBeGreaterThan(1)
  expect(pages.at(-1)?.items.length).toBeGreaterThan(1)
  for (const { items } of pages)
    for (const item of items)
      expect(item.top + (item.type === 'row' ? item.row.height : 2)).toBeLessThanOrEqual(typeArea.lines * 2)
})

test('a long job is shown by its first pages, whole ones', () => {
  const text = Array.from({ length: 90 }, (_, n) => `第${n}行 <section `).join('\n')
  const pages = layOut({ title: '', figures: [], blocks: [form([{ label: '小结', text }])] })
  const markup = formPagesMarkup(pages, { name: '甲', note: '' })
  expect(pages.length).toBeGreaterThan(2)
  expect(markup.startsWith(firstPages(markup, 2))).toBe(true)
  expect(firstPages(markup, 2).match(/<section /g)).toHaveLength(2)
  expect(firstPages(markup, 2).match(/<\/section>/g)).toHaveLength(2)
  expect(firstPages(markup, 100)).toBe(markup)
})
