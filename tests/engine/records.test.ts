import { type Desk, openDistrict, openStreet, refusal, sessionPatch } from '../support/engine'

const kind = 'courtyard-session'
let desk: Desk

beforeEach(async () => {
  desk = await openStreet()
})
afterEach(() => desk.close())

const save = (patch: ReturnType<typeof sessionPatch>, id?: string) =>
  desk.rpc.records.save({ kind, ...(id ? { id } : {}), patch, operation: desk.operation() })

test('a saved session comes back as it was typed, with a number', async () => {
  const saved = await save(sessionPatch(desk))
  const view = await desk.rpc.records.get({ id: saved.id })
  expect(view.body).toEqual(sessionPatch(desk))
  expect(view).toMatchObject({ number: '510901-YB-2026-A0001', title: '2026-11-03 解家院子', scope: desk.units.east })
})
