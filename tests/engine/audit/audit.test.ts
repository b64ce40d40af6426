import { join } from 'node:path'
import { brokenAuditRow } from '../../../electron/engine/audit'
import { openForWriting } from '../../../electron/engine/db/open'
import { type Desk, openStreet, passphrase, refusal, sessionPatch, user } from '../../support/desks/engine'
import { dataKeyOf } from '../../support/desks/keys'

const kind = 'courtyard-session'
let desk: Desk
beforeEach(async () => {
  desk = await openStreet()
})
afterEach(() => desk.close())

const save = () => desk.rpc.records.save({ kind, patch: sessionPatch(desk), operation: desk.operation() })

/** Looks into the database from outside, once the engine let go of it. */
async function inside<T>(look: (db: ReturnType<typeof openForWriting>) => T): Promise<T> {
  await desk.engine.close()
  const db = openForWriting(join(desk.profile, 'profile.db'), await dataKeyOf(desk.profile))
  try {
    return look(db)
  } finally {
    db.close()
  }
}

test('sign-ins and writes stand in the audit log, refused writes and drafts do not, and no value does', async () => {
  const { id } = await save()
  await refusal(desk.rpc.records.save({ kind, patch: { people: -1 }, operation: desk.operation() }))
  await desk.rpc.drafts.save({ kind, body: { courtyard: '草稿' } })
  await desk.rpc.records.delete({ id, operation: desk.operation(), reason: '重复登记' })
  const rows = await inside((db) =>
    db
      .prepare<[], { action: string; user: string; detail: string }>('SELECT * FROM audit ORDER BY seq')
      .all(),
  )
  expect(rows.map((row) => row.action)).toEqual([
    ...['profile.create', 'session.unlock', 'records.save', 'records.delete'],
  ])
  expect(new Set(rows.map((row) => row.user))).toEqual(new Set([user]))
  for (const value of ['解家院子', '草稿', '重复登记']) expect(JSON.stringify(rows)).not.toContain(value)
})

test.each([
  ['a changed row', `UPDATE audit SET user = '别人' WHERE seq = 2`, 2],
  ['a removed row', 'DELETE FROM audit WHERE seq = 2', 3],
  ['two rows in another order', 'UPDATE audit SET seq = CASE seq WHEN 2 THEN 99 ELSE seq END', 3],
])('%s breaks the chain', async (_, sql, broken) => {
  await save()
  expect(
    await inside((db) => {
      expect(brokenAuditRow(db)).toBeNull()
      db.exec(sql)
      return brokenAuditRow(db)
    }),
  ).toBe(broken)
})

test('listeners hear of a write once it is kept, and not of a refused or repeated one', async () => {
  const heard: string[] = []
  const stop = desk.engine.on('changed', ({ kinds }) => heard.push(...kinds))
  const operation = desk.operation()
  await desk.rpc.records.save({ kind, patch: sessionPatch(desk), operation })
  await desk.rpc.records.save({ kind, patch: sessionPatch(desk), operation })
  await refusal(desk.rpc.records.save({ kind, patch: {}, operation: desk.operation() }))
  expect(heard).toEqual([kind])
  stop()
  await save()
  expect(heard).toEqual([kind])
})

test('locking waits for work that runs', async () => {
  const folder = desk.engine.grant(join(desk.profile, '..'))
  const [made, state] = await Promise.all([desk.rpc.safety.backup({ folder }), desk.rpc.session.lock({})])
  expect(made.bytes).toBeGreaterThan(0)
  expect(state.state).toBe('locked')
})

test('two people who sign in at the same moment come in one after the other', async () => {
  await desk.rpc.users.add({ name: '小录', role: 'entry', passphrase })
  const [first, second] = await Promise.all([
    desk.rpc.session.unlock({ user, passphrase }),
    desk.rpc.session.unlock({ user: '小录', passphrase }),
  ])
  expect([first.user?.name, second.user?.name]).toEqual([user, '小录'])
})
