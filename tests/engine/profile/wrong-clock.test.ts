import { type Desk, openStreet, passphrase, sessionPatch, user } from '../../support/desks/engine'

let desk: Desk
beforeEach(async () => {
  desk = await openStreet(61)
})
afterEach(() => desk.close())

const [DAY, YEAR] = [86_400_000, 365 * 86_400_000]
const kind = 'courtyard-session'

/** Signs in anew by a clock that was set, as after a flat battery. */
async function signInAt(time: number): Promise<void> {
  desk.clock.time = time
  await desk.rpc.session.unlock({ user, passphrase })
}

test.each([
  ['back by a day', -DAY],
  ['back by a year', -YEAR],
  ['ahead by a day', DAY],
  ['ahead by a year', YEAR],
])('work goes on over a clock that is set %s, and right again', async (_, by) => {
  const { rpc, clock } = desk
  const right = clock.time
  const draft = { courtyard: '写了一半' }
  const made: string[] = []
  for (const time of [right, right + by, right + 3600_000]) {
    await signInAt(time)
    expect((await rpc.drafts.get({ kind })).draft?.body).toEqual(made.length === 0 ? undefined : draft)
    await rpc.drafts.save({ kind, body: draft })
    const operation = desk.operation()
    const patch = sessionPatch(desk)
    const { id } = await rpc.records.save({ kind, patch, operation })
    made.push(id)
    // The same call again, as after a crash, by whatever clock.
    await signInAt(time + by)
    expect((await rpc.records.save({ kind, patch, operation })).id).toBe(id)
    await rpc.records.save({ kind, id, patch: { courtyard: '改过的院坝' }, operation: desk.operation() })
  }
  expect((await rpc.records.count({ kind })).total).toBe(3)
  for (const id of made) expect((await desk.body(id)).courtyard).toBe('改过的院坝')
  const { ok, checks } = await rpc.safety.verify({})
  expect({ ok, wrong: checks.filter((check) => !check.ok) }).toEqual({ ok: true, wrong: [] })
})

test('the days that have a backup are this clock\u2019s days, and one from tomorrow keeps none from today', async () => {
  const { rpc, clock } = desk
  const right = clock.time
  const backups = async (): Promise<number> =>
    (await rpc.safety.keepCopies({ why: 'daily', operation: desk.operation() })).written.length
  const typed = () => rpc.records.save({ kind, patch: sessionPatch(desk), operation: desk.operation() })
  clock.time = right + YEAR
  await typed()
  expect(await backups()).toBe(1)
  clock.time = right
  await typed()
  expect(await backups()).toBe(1)
  await typed()
  expect(await backups()).toBe(0)
  clock.time = right + DAY
  expect(await backups()).toBe(1)
})
