import { toXlsx } from '../../../electron/engine/export/xlsx'
import type { DocumentModel } from '../../../shared/paper/document'
import { textInZip } from '../../support/paper/zip'

const document: DocumentModel = {
  title: '示范区2026年11月基层普法工作月报',
  figures: [],
  blocks: [
    { type: 'heading', level: 0, runs: [{ text: '示范区2026年11月基层普法工作月报' }] },
    { type: 'paragraph', align: 'flush', runs: [{ text: '区司法局：' }] },
    { type: 'paragraph', runs: [{ text: '11月份，示范区共开展普法活动6场次。' }] },
    { type: 'heading', level: 1, runs: [{ text: '一、总体情况' }] },
    { type: 'heading', level: 2, runs: [{ text: '（一）普法宣传' }] },
    {
      type: 'table',
      caption: '表1  各单位情况',
      columns: [
        { label: '单位', width: 14, align: 'left' },
        { label: '场次', width: 14, align: 'right' },
      ],
      rows: [{ role: 'plain', cells: [{ text: '桃花村' }, { text: '3', number: 3 }] }],
    },
    { type: 'form', name: '签字', rows: [[{ label: '填报人', text: '李某' }]] },
  ],
}

const part = async (name: string, marks = {}): Promise<string> =>
  textInZip(
    Buffer.from(await toXlsx(document, Date.UTC(2026, 10, 30), { note: '上报 编号 000012', ...marks })),
    name,
  )

test('a report is a workbook in its own faces, its paragraphs two characters in as on paper', async () => {
  const styles = await part('xl/styles.xml')
  for (const [name, size] of [
    ['方正小标宋简体', 22],
    ['黑体', 16],
    ['楷体', 16],
    ['仿宋', 16],
    ['黑体', 12],
    ['仿宋', 12],
  ])
    expect(styles).toContain(`<sz val="${size}"/><name val="${name}"/>`)
  const text = await part('xl/worksheets/sheet1.xml')
  expect(text).toContain('>　　11月份，')
  expect(text).toContain('>　　一、总体情况')
  expect(text).toContain('>区司法局：')
  expect(text).toContain('>填报人：李某')
  expect(text).not.toContain('填报人:')
})

test('what a district marks of what goes up stands at the head of every page of its workbook too', async () => {
  const head = await part('xl/worksheets/sheet1.xml', { header: '内部资料 注意保密' })
  expect(head).toContain('<oddHeader>&amp;C内部资料 注意保密</oddHeader>')
  expect(await part('xl/worksheets/sheet1.xml')).not.toContain('oddHeader')
})
