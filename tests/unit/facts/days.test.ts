import { factDay, isoOfDay, minuteNumber, timeOfMinute } from '../../../shared/facts/days'

test('days are counted from the first of the year one, as the calendar of the machine counts them', () => {
  const first = Date.UTC(1900, 0, 1)
  for (let at = 0; at < 300 * 366; at += 1) {
    const iso = new Date(first + at * 86_400_000).toISOString().slice(0, 10)
    if (iso > '2199-12-31') break
    const day = factDay(iso)
    expect(day).toBe(693_595 + at)
    expect(isoOfDay(693_595 + at)).toBe(iso)
  }
  expect(isoOfDay(0)).toBe('0001-01-01')
})

test('what is no date from 1900 to 2199 has no number', () => {
  const none = [
    '1899-12-31',
    '2200-01-01',
    '2026-02-29',
    '2026-13-01',
    '2026-1-1',
    '',
    '2026-11-03T00:00',
    '桃花村',
  ]
  for (const text of none) expect([text, factDay(text)]).toEqual([text, null])
})

test('a time is its minute of the day', () => {
  expect(['00:00', '14:30', '23:59'].map(minuteNumber)).toEqual([0, 870, 1439])
  expect([0, 870, 1439].map(timeOfMinute)).toEqual(['00:00', '14:30', '23:59'])
  expect(['24:00', '9:00', '', '12:60'].map(minuteNumber)).toEqual([null, null, null, null])
})
