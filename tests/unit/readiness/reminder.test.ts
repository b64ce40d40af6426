import type { MonthReadiness, StreetMonth } from '../../../shared/readiness/month'
import { reminderSheet } from '../../../shared/readiness/reminder'

const nothingOpen = { records: 3, waiting: 0, returned: 0, drafts: 0, conflicts: 0 }

const street: StreetMonth = {
  unit: '01890000-0000-7000-8000-000000000001',
  name: '东街街道',
  period: '2026-10',
  label: '2026年10月',
  until: '2026-11-05',
  arrival: 'late',
  batches: [{ site: '东街街道 A', serial: 4, at: '2026-11-05T17:30:00.000Z' }],
  silentDays: 1,
  ...nothingOpen,
}

const month: MonthReadiness = {
  of: 'street',
  within: null,
  period: '2026-10',
  label: '2026年10月',
  until: '2026-11-05',
  streets: [street],
  total: nothingOpen,
  texts: [],
  frozen: null,
}

describe('催报单', () => {
  it('dates a file by the calendar of whoever prints, as it judges whether it was late', () => {
    const inChina = (instant: string): string =>
      new Date(Date.parse(instant) + 8 * 3600_000).toISOString().slice(0, 10)

    const sheet = reminderSheet({ month, unitName: '桃花区', today: '2026-11-07', dayOf: inChina })

    expect([...sheet.rows].map(({ cells }) => cells.map(({ text }) => text))).toEqual([
      ['东街街道', '逾期补报', '2026-11-05', '第4批 2026-11-06', '3', ''],
    ])
  })
})
