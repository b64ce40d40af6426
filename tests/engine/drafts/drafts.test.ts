import { type Desk, openStreet, passphrase, sessionPatch } from '../../support/desks/engine'

const kind = 'courtyard-session'
let desk: Desk
beforeEach(async () => {
  desk = await openStreet()
})
afterEach(() => desk.close())

test('a half-typed form is kept, replaced by a later one, and gone once discarded', async () => {
  expect(await desk.rpc.drafts.get({ kind })).toEqual({ draft: null })
  await desk.rpc.drafts.save({ kind, body: { people: 'not a number yet' } })
  desk.clock.time += 2000
  const { savedAt } = await desk.rpc.drafts.save({ kind, body: { people: 4 } })
  expect(await desk.rpc.drafts.get({ kind })).toEqual({ draft: { body: { people: 4 }, savedAt } })
  desk = await desk.reopen()
  await desk.rpc.session.unlock({ user: '李管理', passphrase })
  expect((await desk.rpc.drafts.get({ kind })).draft?.body).toEqual({ people: 4 })
  await desk.rpc.drafts.discard({ kind })
  expect(await desk.rpc.drafts.get({ kind })).toEqual({ draft: null })
})

test('the draft of a record and the draft of a new one are two, and nobody sees another’s', async () => {
  const operation = desk.operation()
  const { id } = await desk.rpc.records.save({ kind, patch: sessionPatch(desk), operation })
  await desk.rpc.drafts.save({ kind, body: { people: 1 } })
  await desk.rpc.drafts.save({ kind, id, body: { people: 2 } })
  expect((await desk.rpc.drafts.get({ kind })).draft?.body).toEqual({ people: 1 })
  expect((await desk.rpc.drafts.get({ kind, id })).draft?.body).toEqual({ people: 2 })
  await desk.rpc.users.add({ name: '小录', role: 'entry', passphrase })
  await desk.rpc.session.unlock({ user: '小录', passphrase })
  expect(await desk.rpc.drafts.get({ kind })).toEqual({ draft: null })
})
