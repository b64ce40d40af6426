import { type Desk, openStreet, sessionPatch } from '../../support/desks/engine'

let desk: Desk
beforeEach(async () => {
  desk = await openStreet()
})
afterEach(() => desk.close())

const kind = 'courtyard-session'
const unsent = async (): Promise<number | undefined> => (await desk.rpc.home.overview({})).receipts?.unsent

test('of thousands of records that were never sent, each is counted once, whatever was written between two looks', async () => {
  const before = (await unsent()) ?? 0
  const patches = Array.from({ length: 2100 }, (_, n) => ({ ...sessionPatch(desk), people: 50 + n }))
  const { ids } = await desk.rpc.records.addMany({ kind, patches, operation: desk.operation() })
  expect(await unsent()).toBe(before + 2100)
  const id = ids[7]
  await desk.rpc.records.save({ kind, id, patch: { people: 49 }, operation: desk.operation() })
  expect(await unsent()).toBe(before + 2100)
  await desk.save(kind, sessionPatch(desk))
  await desk.rpc.records.save({ kind, id, patch: { people: 48 }, operation: desk.operation() })
  expect(await unsent()).toBe(before + 2101)
  expect(await unsent()).toBe(before + 2101)
}, 60_000)
