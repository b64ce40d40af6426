import { deadlineSheet } from '../../shared/deadlines/weekly-list'
import { layOutSheet } from '../../shared/reports/sheet/layout'

test('a week with many deadlines is a line each, so that 80 of them stand on two pages', () => {
  const rows = Array.from({ length: 80 }, (_, n) => ({
    ...{ rule: 'aid-review', label: '劳动监察投诉时效', record: String(n), kind: 'legal-aid-case' },
    ...{ number: `004-FY-2026-A${String(n).padStart(4, '0')}`, title: '2026-11-03 恒川建设工程有限公司' },
    ...{ unitName: '云锦街道桂花村', whose: '法援机构' as const, start: '2026-11-01', due: '2026-11-20' },
    urgency: 'overdue' as const,
  }))
  const laid = layOutSheet(
    deadlineSheet({ rows, unitName: '示范区', today: '2026-11-24', until: '2026-12-06' }),
  )
  expect(laid.pages.length).toBe(2)
  for (const page of laid.pages) expect(page.rows.every(({ lines }) => lines === 1)).toBe(true)
})
