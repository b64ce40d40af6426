import type { DeadlineRow } from '../../../shared/deadlines/row'
import { endOf, spanText } from '../../../shared/deadlines/spans'
import { type DueList, deadlineSheet } from '../../../shared/deadlines/weekly-list'
import { layOutSheet } from '../../../shared/paper/sheet/layout'

const row = (n: number, over: Partial<DeadlineRow> = {}): DeadlineRow => ({
  rule: 'aid-review',
  label: '劳动监察投诉时效',
  record: String(n),
  kind: 'legal-aid-case',
  number: `004-FY-2026-A${String(n).padStart(4, '0')}`,
  title: '2026-11-03 恒川建设工程有限公司',
  unitName: '云锦街道桂花村',
  whose: '法援机构',
  start: '2026-11-01',
  due: '2026-11-20',
  urgency: 'overdue',
  ...over,
})
const none = { overdue: 0, unsure: 0, alert: 0, today: 0, thisWeek: 0, nextWeek: 0, later: 0 }
const listOf = (rows: readonly DeadlineRow[], over: Partial<DueList> = {}): DueList => ({
  rows,
  totals: { ...none, overdue: rows.length },
  by: 'urgency',
  variant: 'internal',
  clocks: [{ clock: '法援机构', total: rows.length }],
  unitName: '示范区',
  today: '2026-11-24',
  until: '2026-12-06',
  ...over,
})

test.each(['urgency', 'clock'] as const)(
  'a week with many deadlines is a line each by %s, so that 80 of them stand on two pages',
  (by) => {
    const rows = Array.from({ length: 80 }, (_, n) => row(n))
    const laid = layOutSheet(deadlineSheet(listOf(rows, { by })))
    expect(laid.pages.length).toBe(2)
    for (const page of laid.pages) expect(page.rows.every(({ lines }) => lines === 1)).toBe(true)
  },
)

test('clock by clock, each has a line with how many run by it, and the most urgent comes first', () => {
  const rows = [row(1, { whose: '人社' }), row(2), row(3, { whose: '人社', urgency: 'today' })]
  const clocks: DueList['clocks'] = [
    { clock: '法援机构', total: 1 },
    { clock: '人社', total: 9 },
  ]
  const sheet = deadlineSheet(listOf(rows, { by: 'clock', clocks }))
  expect(sheet.columns[0]?.label).toBe('责任主体')
  expect(sheet.rows.map(({ role, cells }) => [role, cells[0]?.text])).toEqual([
    ['group', '人社（9项）'],
    ['item', '人社'],
    ['item', '人社'],
    ['group', '法援机构（1项）'],
    ['item', '法援机构'],
  ])
})

test('the list says what it is of, how much there is and how much of it is left out', () => {
  const sheet = deadlineSheet(
    listOf([row(1)], {
      clock: '人社',
      totals: { ...none, overdue: 2, later: 3 },
      audit: { letter: '', number: 128 },
    }),
  )
  expect(sheet.title).toBe('示范区到期清单（人社，本周和下周）')
  expect(sheet.notes).toEqual([
    '截至2026-11-24，到2026-12-06为止共有5项期限，其中已逾期2项。',
    '本单列出最紧急的1项，另有4项未列出。',
  ])
  expect([sheet.stamp, sheet.watermark]).toEqual(['内部 编号 000128', '内部资料 注意保密'])
  expect(deadlineSheet(listOf([])).notes).toEqual(['截至2026-11-24，到2026-12-06为止共有0项期限。'])
})

test('a span ends with its week or its days, and any other day is said as it is', () => {
  const today = '2026-11-29'
  expect(endOf('thisWeek', today)).toBe('2026-11-29')
  expect(endOf('nextWeek', today)).toBe('2026-12-06')
  expect(endOf('month', today)).toBe('2026-12-29')
  expect([spanText('2026-11-29', today), spanText('2026-12-31', today)]).toEqual(['本周', '到2026-12-31'])
})
