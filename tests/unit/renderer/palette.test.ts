import { foundGroups, pagesFor, recentItems, recordsAmong } from '../../../renderer/shell/palette-items'
import { palettePages } from '../../../renderer/shell/places'
import { loadPinyin } from '../../../renderer/ui/pinyin'

beforeAll(loadPinyin)

const labels = (items: readonly { label: string }[]): string[] => items.map(({ label }) => label)
const id = '01a19eeb-8e80-73de-b821-7d6bcf8cf1df'

test('pages whose name begins as typed are meant, those that only hold it may be; where somebody was last comes first', () => {
  expect(labels(pagesFor('yb', palettePages, []).meant)).toEqual(['月报', '院坝会'])
  const jie = pagesFor('xie', palettePages, [])
  expect(labels(jie.meant)).toEqual([])
  expect(labels(jie.others)).toContain('人民调解委员会')
  const [first = ''] = labels(pagesFor('t', palettePages, ['/k/mediator', '/charts']).meant)
  expect(first).toBe('图表')
})

test('where somebody was last is told with the names of records, each place once, but for where they are', () => {
  const been = [
    '/',
    `/k/consultation/${id}`,
    '/k/consultation?status=draft',
    '/deadlines',
    '/k/consultation',
    '/x',
  ]
  expect(recordsAmong(been)).toEqual([id])
  expect(labels(recentItems(been, palettePages, { [id]: '2026-11-02 欠薪' }))).toEqual([
    '2026-11-02 欠薪',
    '法律咨询',
    '期限',
  ])
})

test('a record found for its people is told by them, and not again among the records', () => {
  const found = {
    id,
    kind: 'consultation',
    number: '510901-ZX-2026-A1',
    title: '2026-11-02 欠薪',
    unit: '桃花村',
    detail: '桃花村',
    people: [{ label: '咨询人', shown: '解*' }],
  }
  expect(foundGroups({ units: [], people: [found], records: [found] })).toEqual([
    {
      label: '人员',
      items: [
        {
          key: `p/${id}`,
          label: '咨询人 解*',
          detail: '法律咨询 · 2026-11-02 欠薪 · 桃花村 · 510901-ZX-2026-A1',
          path: `/k/consultation/${id}`,
        },
      ],
    },
    { label: '单位', items: [] },
    { label: '记录', items: [] },
  ])
})
