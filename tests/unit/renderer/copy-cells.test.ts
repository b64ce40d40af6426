import { asCells } from '../../../renderer/ui/copy-cells'

test('a table is copied as text with tabs and as cells, line breaks and marks among its words', () => {
  expect(
    asCells([
      ['村', '人数'],
      ['丰泽\n社区', '45'],
      ['<b>&', ''],
    ]),
  ).toEqual({
    text: '村\t人数\n丰泽 社区\t45\n<b>&\t',
    html: '<table><tr><td>村</td><td>人数</td></tr><tr><td>丰泽 社区</td><td>45</td></tr><tr><td>&lt;b&gt;&amp;</td><td></td></tr></table>',
  })
})

test('what a spreadsheet would run as a formula is copied as text', () => {
  expect(asCells([['=1+1']]).text).not.toMatch(/^=/)
})
