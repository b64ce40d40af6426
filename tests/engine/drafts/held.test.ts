import { join } from 'node:path'
import { openForWriting } from '../../../electron/engine/db/open'
import { type HeldWrite, holdNote, holdWrite } from '../../../electron/engine/drafts/held'
import type { EngineEvents } from '../../../shared/contract/events'
import { auditRows } from '../../support/desks/audit-rows'
import { type Desk, openStreet, passphrase, sessionPatch, user } from '../../support/desks/engine'
import { dataKeyOf } from '../../support/desks/keys'

const kind = 'courtyard-session'
const at = '2026-11-03T01:00:00.000Z'
let desk: Desk
beforeEach(async () => {
  desk = await openStreet()
  await desk.rpc.users.add({ name: '小录', role: 'entry', passphrase })
  await desk.rpc.users.add({ name: '小看', role: 'read', passphrase })
})
afterEach(() => desk.close())

/** What a process leaves that ends while an import has the database. */
async function leave(...writes: readonly Pick<HeldWrite, 'user' | 'operation' | 'input'>[]): Promise<void> {
  desk = await desk.reopen()
  const drafts = openForWriting(join(desk.profile, 'drafts.db'), await dataKeyOf(desk.profile))
  for (const write of writes) holdWrite(drafts, { call: 'records.save', files: {}, ...write }, at)
  holdNote(drafts, { user: '小录', action: 'attachments.read', detail: { record: 'r', file: 'f' }, at })
  drafts.close()
}

async function signIn(): Promise<readonly EngineEvents['held'][]> {
  const told: EngineEvents['held'][] = []
  const stop = desk.engine.on('held', (held) => told.push(held))
  await desk.rpc.session.unlock({ user, passphrase })
  stop()
  return told
}

test('what was held is done at the next sign-in, whoever signs in, once and in the name of whoever saved it', async () => {
  const operation = desk.operation()
  const input = { kind, patch: sessionPatch(desk), operation }
  await leave({ user: '小录', operation, input })
  expect(await signIn()).toEqual([{ waiting: 0, saved: 1, refused: 0, operation: null }])
  const { rows } = await desk.rpc.records.list({ kind })
  expect(rows).toHaveLength(1)
  const { entries } = await desk.rpc.records.history({ id: rows[0]?.id ?? '' })
  expect(entries.map(({ author }) => author)).toEqual(['小录'])
  expect((await auditRows(desk)).map((row) => [row.action, row.user])).toEqual(
    expect.arrayContaining([
      ['attachments.read', '小录'],
      ['records.save', '小录'],
    ]),
  )
  // The call itself, repeated by a window that does not know.
  expect((await desk.rpc.records.save(input)).id).toBe(rows[0]?.id)
  desk = await desk.reopen()
  expect(await signIn()).toEqual([])
  expect((await desk.rpc.records.count({ kind })).total).toBe(1)
})

test('what can not be done then, and whom nobody asks any more, goes on as a half-typed form', async () => {
  const [mine, others] = [desk.operation(), desk.operation()]
  await leave(
    { user, operation: mine, input: { kind, patch: { agenda: '根治欠薪' }, operation: mine } },
    { user: '小看', operation: others, input: { kind, patch: sessionPatch(desk), operation: others } },
  )
  expect(await signIn()).toEqual([{ waiting: 0, saved: 0, refused: 2, operation: null }])
  expect((await desk.rpc.records.count({ kind })).total).toBe(0)
  expect((await desk.rpc.drafts.get({ kind })).draft?.body).toEqual({ agenda: '根治欠薪' })
  desk = await desk.reopen()
  expect(await signIn()).toEqual([])
})

test('an edit that the window kept half-typed ends when it is done, and stays when it is refused', async () => {
  const { id } = await desk.rpc.records.save({ kind, patch: sessionPatch(desk), operation: desk.operation() })
  const seen = (await desk.rpc.records.get({ id })).lastChange
  const body = { people: 50, $base: { people: 45 } }
  for (const refused of [false, true]) {
    await desk.rpc.drafts.save({ kind, id, body })
    if (refused) await desk.rpc.records.save({ kind, id, patch: { people: 60 }, operation: desk.operation() })
    const operation = desk.operation()
    await leave({ user, operation, input: { kind, id, patch: { people: 50 }, seen, operation } })
    await signIn()
    expect((await desk.rpc.records.get({ id })).body.people).toBe(refused ? 60 : 50)
    expect((await desk.rpc.drafts.get({ kind, id })).draft?.body).toEqual(refused ? body : undefined)
  }
})
