import { cellText } from '../../../shared/paper/table-file'

test('a text that a spreadsheet would run gets an apostrophe, room to sign in does not', () => {
  for (const dangerous of ['=1+1', ' +8613800001234', '@SUM(A1)', '\t=1', '\n=1', '＝1', '\n文字'])
    expect(cellText(dangerous)).toBe(`'${dangerous}`)
  for (const blank of ['', '\n', ' ', '\r\n']) expect(cellText(blank)).toBe(blank)
  expect(cellText('3组张家')).toBe('3组张家')
})
