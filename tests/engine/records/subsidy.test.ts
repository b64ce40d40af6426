import { filledValues } from '../../../shared/editing/derived'
import { kindOf } from '../../../shared/kinds'
import { rateProblems } from '../../../shared/kinds/parts/subsidy-fit'
import type { Body } from '../../../shared/shapes'
import { type Desk, openDistrict, refusal } from '../../support/desks/engine'
import fc from '../../support/laws/property'

let desk: Desk
let civil: string
let newer: string
beforeAll(async () => {
  desk = await openDistrict()
  const rate = { name: '民事代理', caseType: 'civil', serviceForm: 'representation' }
  civil = await add('subsidy-rate', { ...rate, amount: 160_000, from: '2021-01-01', to: '2025-12-31' })
  newer = await add('subsidy-rate', { ...rate, amount: 200_000, from: '2026-01-01' })
})
afterAll(() => desk.close())

const save = (kind: string, patch: Body, id?: string) =>
  desk.rpc.records.save({ kind, patch, operation: desk.operation(), ...(id === undefined ? {} : { id }) })
const add = async (kind: string, patch: Body): Promise<string> => (await save(kind, patch)).id
const aided = (over: Body = {}): Body => ({
  date: '2026-03-02',
  unit: desk.units.peach,
  applicant: '王一',
  caseType: 'civil',
  serviceForm: 'representation',
  ...over,
})
const bodyOf = async (id: string) => (await desk.rpc.records.get({ id })).body
const problemsOf = async (work: Promise<unknown>) => (await refusal(work)).params.problems

test('a case is paid what the chosen rate says, typed one by one, in a batch or with the move', async () => {
  const one = await add('legal-aid-case', aided({ subsidyRate: newer }))
  const { ids } = await desk.rpc.records.addMany({
    kind: 'legal-aid-case',
    patches: [aided({ subsidyRate: newer })],
    operation: desk.operation(),
  })
  for (const id of [one, ...ids]) expect((await bodyOf(id)).subsidyAmount).toBe(200_000)
  const move = (name: string, patch: Body) =>
    desk.rpc.records.move({ id: one, flow: 'state', move: name, patch, operation: desk.operation() })
  await save('legal-aid-case', { subsidyRate: null, subsidyAmount: null }, one)
  await move('review', {})
  await move('grant', { decidedOn: '2026-03-04' })
  await move('assign', { assignedOn: '2026-03-05', lawFirm: '正衡律师事务所' })
  await move('undertake', { lawyer: '赵律师', undertakenOn: '2026-03-06' })
  await move('close', { closingManner: 'judgment', outcome: 'won', closedOn: '2026-05-06' })
  await move('archive', { archivedOn: '2026-05-08' })
  await move('subsidise', { subsidyRate: newer, subsidyPaidOn: '2026-06-01' })
  expect(await bodyOf(one)).toMatchObject({ subsidyAmount: 200_000, state: 'subsidised' })
})

test('an amount that somebody typed stands; one that a rate filled follows the rate', async () => {
  const typed = await add('legal-aid-case', aided({ subsidyRate: newer, subsidyAmount: 150_000 }))
  expect((await bodyOf(typed)).subsidyAmount).toBe(150_000)
  const filled = await add('legal-aid-case', aided({ date: '2025-12-30', subsidyRate: civil }))
  await save('legal-aid-case', { subsidyRate: newer }, filled)
  expect((await bodyOf(filled)).subsidyAmount).toBe(200_000)
  await save('legal-aid-case', { subsidyAmount: 190_000 }, filled)
  await save('legal-aid-case', { subsidyRate: civil }, filled)
  expect((await bodyOf(filled)).subsidyAmount).toBe(190_000)
})

test('a rate of another type, form or time is refused, with the reason at the rate', async () => {
  const asked = (over: Body) => problemsOf(save('legal-aid-case', aided({ subsidyRate: newer, ...over })))
  expect(await asked({ caseType: 'criminal' })).toMatchObject([
    { field: 'subsidyRate', reason: 'subsidy.case-type', params: { rate: '民事', own: '刑事' } },
  ])
  expect(await asked({ serviceForm: 'labour' })).toMatchObject([{ reason: 'subsidy.service-form' }])
  expect(await asked({ subsidyRate: civil })).toMatchObject([{ reason: 'subsidy.ended' }])
  expect(await asked({ date: '2025-06-01', closedOn: '2025-09-01' })).toMatchObject([
    { reason: 'subsidy.not-yet' },
  ])
  const work = desk.rpc.records.addMany({
    kind: 'legal-aid-case',
    patches: [aided(), aided({ subsidyRate: civil })],
    operation: desk.operation(),
  })
  expect(await problemsOf(work)).toMatchObject([{ field: '1/subsidyRate', reason: 'subsidy.ended' }])
})

test('a rate that is changed afterwards stops nobody who edits something else', async () => {
  const rate = { name: '刑事辩护', caseType: 'criminal', amount: 180_000, from: '2021-01-01' }
  const criminal = await add('subsidy-rate', rate)
  const id = await add('legal-aid-case', aided({ caseType: 'criminal', subsidyRate: criminal }))
  await save('subsidy-rate', { to: '2025-12-31' }, criminal)
  await save('legal-aid-case', { remarks: '补记' }, id)
  expect(await problemsOf(save('legal-aid-case', { assignedOn: '2026-03-09' }, id))).toMatchObject([
    { reason: 'subsidy.ended' },
  ])
})

test('two rates of one name are told apart where one is chosen', async () => {
  const { options } = await desk.rpc.records.options({ kind: 'subsidy-rate', text: '民事代理', limit: 10 })
  expect(options.map(({ detail }) => detail).sort()).toEqual([
    expect.stringContaining('1,600.00'),
    expect.stringContaining('2,000.00'),
  ])
})

const day = fc.constantFrom('2025-06-01', '2025-12-31', '2026-01-01', '2026-06-01')
const days = fc.record({ assignedOn: day, closedOn: day, subsidyPaidOn: day }, { requiredKeys: [] })

test('a rate is refused for its time when it was in force on no day of the case, and only then', () => {
  fc.assert(
    fc.property(day, days, day, fc.option(day, { nil: undefined }), (date, more, from, to) => {
      const last = [more.closedOn ?? '', more.subsidyPaidOn ?? ''].sort().at(-1) || '9999-12-31'
      const first = [more.assignedOn ?? date, last].sort()[0] ?? ''
      const problems = rateProblems({ date, ...more }, { from, ...(to === undefined ? {} : { to }) })
      // A rate whose end lies before its start is no rate.
      if (to !== undefined && to < from) return
      const isInForce = from <= last && (to ?? '9999-12-31') >= first
      expect(problems.length === 0).toBe(isInForce)
    }),
  )
})

test('nothing is filled over what a person typed, whatever was chosen before', () => {
  const { fields } = kindOf('legal-aid-case')
  const amount = fc.option(fc.integer({ min: 0, max: 9 }), { nil: null })
  const rate = fc.option(fc.constantFrom('a', 'b'), { nil: null })
  fc.assert(
    fc.property(amount, rate, rate, amount, amount, (held, former, chosen, a, b) => {
      const bodies: Readonly<Record<string, { amount: number | null }>> = {
        a: { amount: a },
        b: { amount: b },
      }
      const filled = filledValues(
        fields,
        { subsidyAmount: held, subsidyRate: former },
        { subsidyRate: chosen },
        (id) => bodies[id],
      )
      const offered = chosen === null || chosen === former ? null : (bodies[chosen]?.amount ?? null)
      const isTyped = held !== null && (former === null || bodies[former]?.amount !== held)
      expect(filled).toEqual(offered === null || isTyped ? {} : { subsidyAmount: offered })
    }),
  )
})
