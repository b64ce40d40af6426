import type { Body } from '../../../shared/shapes'
import { type Desk, openDistrict, refusal } from '../../support/desks/engine'

let desk: Desk
beforeEach(async () => {
  desk = await openDistrict()
})
afterEach(() => desk.close())

async function save(kind: string, patch: Body, id?: string): Promise<string> {
  const operation = desk.operation()
  return (await desk.rpc.records.save({ kind, patch, operation, ...(id !== undefined && { id }) })).id
}
const problemsOf = async (work: Promise<unknown>): Promise<unknown> => (await refusal(work)).params.problems

/** An application for legal aid: the review is due 7 days later. */
const application = (appliedOn: string): Promise<string> =>
  save('legal-aid-case', {
    date: appliedOn,
    unit: desk.units.peach,
    appliedOn,
    applicant: '张三丰',
    phone: '13800001234',
  })
const dueOf = async (record: string) => {
  const { rows } = await desk.rpc.deadlines.list({ record })
  return rows.map(({ rule, due, earliest }) => [rule, due ?? `≥${earliest}`])
}
const why = async (id: string, rule = 'legal-aid-review'): Promise<string> =>
  (await desk.rpc.deadlines.explain({ id, rule })).sentences.join('\n')

const springFestival = { name: '春节', from: '2027-02-05', to: '2027-02-11' }
const year2027 = (over: Body = {}): Promise<string> =>
  save('holiday-year', {
    year: 2027,
    issuedOn: '2026-11-02',
    notice: '国办发明电〔2026〕9号',
    holidays: [{ name: '元旦', from: '2027-01-01', to: '2027-01-03' }, springFestival],
    makeUp: [{ day: '2027-02-13' }],
    ...over,
  })

test('a year without a notice is unknown until the district enters it, and then counts by that entry', async () => {
  const id = await application('2027-01-30')
  // Today is 3 November 2026: the notice for the next year is looked for since the 1st.
  expect((await desk.rpc.home.overview({})).calendarMissing).toBe(2027)
  expect(await dueOf(id)).toEqual([['legal-aid-review', '≥2027-02-09']])
  expect(await why(id)).toContain('日历未更新')
  await year2027()
  // 6 February is a Saturday inside the Spring Festival, 12 February a Friday on which people work again.
  expect(await dueOf(id)).toEqual([['legal-aid-review', '2027-02-12']])
  expect(await why(id)).toContain('2027年的放假安排按本区登记的计算（国办发明电〔2026〕9号）。')
  expect((await desk.rpc.deadlines.list({})).calendarVersion).toBe('2026-11-02')
  expect((await desk.rpc.home.overview({})).calendarMissing).toBeNull()
})

test('an entry takes the place of what the program ships for that year, and deadlines follow its changes', async () => {
  const id = await application('2026-10-30')
  expect(await dueOf(id)).toEqual([['legal-aid-review', '2026-11-06']])
  expect(await why(id)).not.toContain('本区登记')
  const off = { name: '停电放假', from: '2026-11-06', to: '2026-11-06' }
  const entry = await save('holiday-year', { year: 2026, holidays: [off], makeUp: [{ day: '2026-11-07' }] })
  expect(await dueOf(id)).toEqual([['legal-aid-review', '2026-11-07']])
  const { body } = await desk.rpc.records.get({ id: entry })
  const [row] = body.makeUp as { id: string }[]
  await save('holiday-year', { makeUp: [{ id: row?.id ?? '', $deleted: true }] }, entry)
  expect(await dueOf(id)).toEqual([['legal-aid-review', '2026-11-09']])
  const page = await desk.rpc.deadlines.page({ until: '2026-11-15' })
  expect(page.markup.replaceAll(/<[^>]+>/g, '')).toContain('2026-11-09')
  await desk.rpc.records.delete({ id: entry, operation: desk.operation() })
  expect(await dueOf(id)).toEqual([['legal-aid-review', '2026-11-06']])
})

test('days of another year, days that are both, and a second entry of a year are refused', async () => {
  const other = { name: '元旦', from: '2026-11-30', to: '2027-01-03' }
  expect(await problemsOf(year2027({ holidays: [other] }))).toEqual([
    { field: 'holidays', reason: 'holiday.other-year' },
  ])
  expect(await problemsOf(year2027({ holidays: [{ ...springFestival, to: '2027-02-01' }] }))).toEqual([
    { field: 'holidays', reason: 'holiday.order' },
  ])
  expect(await problemsOf(year2027({ makeUp: [{ day: '2027-02-06' }] }))).toEqual([
    { field: 'makeUp', reason: 'holiday.both' },
  ])
  expect(await problemsOf(year2027({ holidays: [] }))).toEqual([{ field: 'holidays', reason: 'required' }])
  await year2027()
  expect(await problemsOf(year2027())).toEqual([
    { field: 'year', reason: 'value.taken', params: { kind: '年度放假安排' } },
  ])
})

test('the notice for 2027 moves days of December 2026, and so does a day entered by itself', async () => {
  const id = await application('2026-12-24')
  expect(await dueOf(id)).toEqual([['legal-aid-review', '2026-12-31']])
  // 31 December to 2 January off: the next working day is Sunday the 3rd, which is made up on.
  const newYear = { name: '元旦', from: '2026-12-31', to: '2027-01-02' }
  await year2027({ holidays: [newYear, springFestival], makeUp: [{ day: '2027-01-03' }] })
  expect(await dueOf(id)).toEqual([['legal-aid-review', '2027-01-03']])
  const late = await application('2026-11-30')
  expect(await dueOf(late)).toEqual([['legal-aid-review', '2026-12-07']])
  await save('calendar-day', { day: '2026-12-07', change: 'rest', notice: '市政府通知' })
  expect(await dueOf(late)).toEqual([['legal-aid-review', '2026-12-08']])
  expect(await why(late)).toContain('2026年的放假安排按本区登记的计算')
})

/** A question by letter: the answer is due 7 working days later. */
const letter = (date: string): Promise<string> =>
  save('consultation', {
    date,
    unit: desk.units.peach,
    channel: 'letter',
    category: 'labour',
    receivedBy: '李',
    question: '加班费',
    answer: '待复',
  })

test('the days of a statute are no setting: it is refused', async () => {
  const setting = { rule: 'award-lawsuit', unit: 'workday', from: '2026-01-01' }
  for (const rule of ['award-lawsuit', 'legal-aid-review', 'mediation-closing'])
    expect(await problemsOf(save('deadline-setting', { ...setting, rule }))).toMatchObject([
      { field: 'rule', reason: 'choice.unknown' },
    ])
})

test('the district counts its own rule by a newer setting after an older one, and the answer says whose rule it is', async () => {
  const [before, after] = [await letter('2026-10-30'), await letter('2026-11-02')]
  expect(await dueOf(after)).toEqual([['letter-answer', '2026-11-11']])
  const set = (unit: string, length: number, from: string) =>
    save('deadline-setting', { rule: 'letter-answer', unit, length, from, basis: '区法援〔2026〕3号' })
  await set('day', 10, '2026-01-01')
  expect(await dueOf(after)).toEqual([['letter-answer', '2026-11-12']])
  await set('workday', 5, '2026-11-01')
  // 30 October + 10 = Monday 9 November; 3, 4, 5, 6, 9 November are five working days.
  expect(await dueOf(before)).toEqual([['letter-answer', '2026-11-09']])
  expect(await dueOf(after)).toEqual([['letter-answer', '2026-11-09']])
  expect(await why(after, 'letter-answer')).toContain(
    '本区自2026年11月1日（周日）起按5个工作日计算（区法援〔2026〕3号）。',
  )
})
