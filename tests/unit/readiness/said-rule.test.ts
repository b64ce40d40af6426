import { saidRule } from '../../../shared/readiness/said-rule'

const good = { from: '2026-01-01', firstDay: 26, dueDays: 3, units: ['east'] }

describe('a reporting rule as its record says it', () => {
  it('names its units, and is the calendar’s where it says no first day', () => {
    expect(saidRule(good)).toEqual({ from: '2026-01-01', firstDay: 26, dueDays: 3, named: ['east'] })
    expect(saidRule({ from: '2026-01-01', dueDays: 5 })).toEqual({
      ...{ from: '2026-01-01', firstDay: 1, dueDays: 5, named: [] },
    })
  })

  it.each([
    { from: '2026-02-30' },
    { from: 20260101 },
    { from: null },
    { firstDay: 1.5 },
    { firstDay: 99 },
    { firstDay: '26' },
    { dueDays: 1e308 },
    { dueDays: -1 },
    { dueDays: null },
  ])('rules nothing with %j', (wrong) => {
    expect(saidRule({ ...good, ...wrong })).toBeUndefined()
  })
})
