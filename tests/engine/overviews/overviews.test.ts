import { consultation } from '../../../shared/kinds/consultation'
import { type Desk, openDistrict, refusal, sessionPatch } from '../../support/desks/engine'
import { filledPatch } from '../../support/records/filled'

let desk: Desk
beforeEach(async () => {
  desk = await openDistrict()
})
afterEach(() => desk.close())

const add = (kind: string, patch: object) =>
  desk.rpc.records.save({ kind, patch: { ...patch }, operation: desk.operation() })

/** A letter that is answered in seven working days, on the third of November. */
const letter = () => ({
  ...filledPatch(consultation, () => desk.units.peach, 'required'),
  date: '2026-11-03',
  channel: 'letter',
})

test('a unit shows where it stands and what is logged at it and under it', async () => {
  await add('courtyard-session', sessionPatch(desk))
  await add('courtyard-session', sessionPatch(desk, { unit: desk.units.plum }))
  const street = await desk.rpc.overviews.unit({ unit: desk.units.east })
  expect(street.above.map(({ id }) => id)).toEqual([desk.units.district])
  expect(street.below.map(({ name }) => name)).toEqual(['李子村', '石桥社区', '桃花村'])
  expect(street.kinds).toEqual([{ kind: 'courtyard-session', count: 2 }])
  const village = await desk.rpc.overviews.unit({ unit: desk.units.peach })
  expect(village.above.map(({ id }) => id)).toEqual([desk.units.district, desk.units.east])
  expect(village.kinds).toEqual([{ kind: 'courtyard-session', count: 1 }])
  const unknown = desk.rpc.overviews.unit({ unit: '00000000-0000-7000-8000-000000000000' })
  expect((await refusal(unknown)).code).toBe('unit.not-found')
})

test('a month shows on which days what was done and what ends, of all or of one unit', async () => {
  await add('courtyard-session', sessionPatch(desk))
  await add('courtyard-session', sessionPatch(desk, { unit: desk.units.far }))
  const { id } = await add('consultation', letter())
  const [deadline] = (await desk.rpc.deadlines.list({ record: id })).rows
  const { days } = await desk.rpc.overviews.month({ month: '2026-11' })
  expect(days.find(({ date }) => date === '2026-11-03')?.done).toEqual([
    { kind: 'courtyard-session', count: 2 },
    { kind: 'consultation', count: 1 },
  ])
  expect(days.find(({ date }) => date === deadline?.due)).toMatchObject({ due: 1, overdue: false })
  const far = await desk.rpc.overviews.month({ month: '2026-11', unit: desk.units.far })
  expect(far.days).toEqual([
    { date: '2026-11-03', done: [{ kind: 'courtyard-session', count: 1 }], due: 0, overdue: false },
  ])
  expect((await desk.rpc.overviews.month({ month: '2026-10' })).days).toEqual([])
})

test('a day names what was done on it and what ends on it', async () => {
  const { id } = await add('consultation', letter())
  const { id: session } = await add('courtyard-session', sessionPatch(desk))
  const day = await desk.rpc.overviews.day({ date: '2026-11-03' })
  expect(day.rows.map((row) => row.id)).toEqual([session, id])
  expect(day.due).toEqual([])
  const [deadline] = (await desk.rpc.deadlines.list({ record: id })).rows
  const last = await desk.rpc.overviews.day({ date: deadline?.due ?? '' })
  expect(last.due.map(({ record }) => record)).toEqual([id])
  expect(last.rows).toEqual([])
})
