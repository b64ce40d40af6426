import { newId } from '../../../electron/engine/new-id'
import type { RecordView } from '../../../shared/records/view'
import { fixedClock, refusal, seededRandom } from '../../support/desks/engine'
import { newDistrict } from '../../support/records/demo-district'

let district: Awaited<ReturnType<typeof newDistrict>>
beforeAll(async () => {
  district = await newDistrict()
  await district.rpc.profile.demo({ size: 120, seed: 1, period: '2023' })
})
afterAll(() => district.close())

/** Every activity that counts, read by the list. */
async function activities(): Promise<readonly RecordView[]> {
  const { rows } = await district.rpc.records.list({ kind: 'activity', limit: 1000 })
  return rows.filter(({ body }) => !['draft', 'void'].includes(String(body.status)))
}

test('topics are counted as the records hold them, each figure with its rows', async () => {
  const { label, words } = await district.rpc.charts.byWord({
    measure: 'activities',
    field: 'topics',
    period: '2023',
  })
  expect(label).toBe('宣传专题')
  const all = await activities()
  expect(words.some(({ figure }) => figure.value > 0)).toBe(true)
  for (const { value, figure } of words) {
    const held = all.filter(({ body }) => Array.isArray(body.topics) && body.topics.includes(value))
    expect([value, figure.value]).toEqual([value, held.length])
    const { rows } = await district.rpc.reports.figureRows({
      measure: figure.measure,
      period: '2023',
      limit: 1000,
    })
    expect(rows.map(({ record }) => record.id).sort()).toEqual(held.map(({ id }) => id).sort())
  }
})

test('people are added up by the form of the activity, each sum with its rows', async () => {
  const { words } = await district.rpc.charts.byWord({
    measure: 'attendance',
    field: 'form',
    period: '2023',
  })
  const all = await activities()
  expect(words.filter(({ figure }) => figure.value > 0).length).toBeGreaterThan(1)
  for (const { value, figure } of words) {
    const held = all.filter(({ body }) => body.form === value && Number(body.attendance) > 0)
    const people = held.reduce((sum, { body }) => sum + Number(body.attendance), 0)
    const { rows } = await district.rpc.reports.figureRows({
      measure: figure.measure,
      period: '2023',
      limit: 1000,
    })
    const sum = rows.reduce((total, { amount }) => total + amount, 0)
    expect([value, figure.value, figure.records, sum]).toEqual([value, people, held.length, people])
  }
})

test('the units under one add up to the whole, in the order of the district', async () => {
  const { units, whole } = await district.rpc.charts.byUnit({ measures: ['activities'], period: '2023' })
  expect(units.length).toBeGreaterThan(1)
  expect(units.at(-1)?.name).toBe('本级')
  const sum = units.reduce((total, { figures }) => total + (figures[0]?.value ?? 0), 0)
  expect(sum).toBe(whole[0]?.value)
  expect(whole[0]?.value).toBe((await activities()).length)
  const own = units.at(-1)?.figures[0]
  const { rows } = await district.rpc.reports.figureRows({
    measure: 'activities',
    period: '2023',
    part: 'own',
    limit: 1000,
  })
  expect([own?.unit, own?.part, own?.value]).toEqual([null, 'own', rows.length])
  const [street] = units
  const under = await district.rpc.charts.byUnit({
    measures: ['activities'],
    period: '2023',
    unit: street?.id ?? '',
  })
  expect(under.whole[0]?.value).toBe(street?.figures[0]?.value)
})

test('a unit lies on the map where its record says so, and 本级 nowhere', async () => {
  const byUnit = async () =>
    (await district.rpc.charts.byUnit({ measures: ['activities'], period: '2023' })).units
  const [street] = await byUnit()
  const { body } = await district.rpc.records.get({ id: street?.id ?? '' })
  expect(street?.place).toEqual({ longitude: Number(body.longitude), latitude: Number(body.latitude) })
  expect((await byUnit()).at(-1)).not.toHaveProperty('place')
  const around = { clock: fixedClock(), random: seededRandom(7) }
  const save = (patch: Record<string, string | null>) =>
    district.rpc.records.save({ id: street?.id ?? '', kind: 'unit', patch, operation: newId(around) })
  await save({ longitude: '105.25', latitude: '29.5' })
  expect((await byUnit())[0]?.place).toEqual({ longitude: 105.25, latitude: 29.5 })
  const problems = async (patch: Record<string, string | null>) => {
    const error = await refusal(save(patch))
    return error.params.problems
  }
  expect(await problems({ latitude: null })).toMatchObject([{ field: 'latitude', reason: 'unit.place-half' }])
  expect(await problems({ longitude: '30.6', latitude: '54' })).toMatchObject([
    { field: 'longitude', reason: 'unit.place-outside' },
  ])
  await save({ longitude: null, latitude: null })
  expect((await byUnit())[0]).not.toHaveProperty('place')
})

test('a field that no word counts is refused', async () => {
  await expect(
    district.rpc.charts.byWord({ measure: 'activities', field: 'remarks', period: '2023' }),
  ).rejects.toThrow('call.invalid')
})

test('a print leaves one row, with its number', async () => {
  const first = await district.rpc.charts.print({ period: '2023' })
  const second = await district.rpc.charts.print({ period: '2023', variant: 'public' })
  expect(second.number).toBe(first.number + 1)
})
