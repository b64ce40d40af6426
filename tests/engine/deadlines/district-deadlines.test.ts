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
  expect(await dueOf(id)).toEqual([['legal-aid-review', '≥2027-02-06']])
  expect(await why(id)).toContain('日历未更新')
  await year2027()
  // 6 February is a Saturday inside the Spring Festival, 12 February a Friday on which people work again.
  expect(await dueOf(id)).toEqual([['legal-aid-review', '2027-02-12']])
  expect(await why(id)).toContain('2027年的放假安排按本区登记的计算（国办发明电〔2026〕9号）。')
  expect((await desk.rpc.deadlines.list({})).calendarVersion).toBe('2026-11-02')
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
  const other = { name: '元旦', from: '2026-12-31', to: '2027-01-03' }
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

test('the district counts 日 or 工作日，from a day on; the article stays, and the answer says whose rule it is', async () => {
  const [before, after] = [await application('2026-10-30'), await application('2026-11-02')]
  await save('deadline-setting', {
    rule: 'legal-aid-review',
    unit: 'workday',
    from: '2026-11-01',
    basis: '区法援〔2026〕3号',
  })
  expect(await dueOf(before)).toEqual([['legal-aid-review', '2026-11-06']])
  expect(await dueOf(after)).toEqual([['legal-aid-review', '2026-11-11']])
  expect(await why(before)).not.toContain('本区')
  expect(await why(after)).toContain('依据：《法律援助法》第四十三条第一款')
  expect(await why(after)).toContain('本区自2026年11月1日（周日）起按7个工作日计算（区法援〔2026〕3号）。')
})

test('a newer setting follows an older one, and an extension is counted in its unit', async () => {
  const lead = await save('wage-arrears-lead', {
    date: '2026-08-03',
    unit: desk.units.peach,
    source: 'visit',
    people: 1,
    amount: 100,
    employer: '某建筑公司',
    complainedOn: '2026-08-03',
    filedOn: '2026-08-03',
  })
  const investigation = async () =>
    (await dueOf(lead)).find(([rule]) => rule === 'labor-inspection-investigation')
  const set = (unit: string, from: string) =>
    save('deadline-setting', { rule: 'labor-inspection-investigation', unit, from })
  await set('day', '2026-01-01')
  expect(await investigation()).toEqual(['labor-inspection-investigation', '2026-10-08'])
  await save('wage-arrears-lead', { investigationExtended: true }, lead)
  expect(await investigation()).toEqual(['labor-inspection-investigation', '2026-11-02'])
  await set('workday', '2026-08-01')
  await save('wage-arrears-lead', { investigationExtended: false }, lead)
  // 60 working days over the Mid-Autumn and National Day holidays with three make-up days, counted by hand.
  expect((await investigation())?.[1]).toBe('2026-10-30')
})

test('a length is the district’s only where no statute gives it', async () => {
  const id = await save('consultation', {
    date: '2026-11-02',
    unit: desk.units.peach,
    channel: 'letter',
    category: 'labour',
    receivedBy: '李',
    question: '加班费',
    answer: '待复',
  })
  expect(await dueOf(id)).toEqual([['letter-answer', '2026-11-11']])
  await save('deadline-setting', { rule: 'letter-answer', unit: 'day', length: 10, from: '2026-01-01' })
  expect(await dueOf(id)).toEqual([['letter-answer', '2026-11-12']])
  const statutory = { rule: 'legal-aid-review', unit: 'day', length: 9, from: '2026-01-01' }
  expect(await problemsOf(save('deadline-setting', statutory))).toEqual([
    { field: 'length', reason: 'deadline.statutory' },
  ])
  expect(
    await problemsOf(save('deadline-setting', { ...statutory, rule: 'mediation-closing' })),
  ).toMatchObject([{ field: 'rule', reason: 'choice.unknown' }])
})
