import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openForReading } from '../../../electron/engine/db/open'
import { type Desk, openStreet, sessionPatch } from '../../support/desks/engine'
import { dataKeyOf } from '../../support/desks/keys'

const HOUR = 3_600_000
let desk: Desk
let ids: string[]
beforeEach(async () => {
  desk = await openStreet()
  ids = [
    await desk.save('courtyard-session', sessionPatch(desk)),
    await desk.save('courtyard-session', sessionPatch(desk)),
  ]
})
afterEach(() => desk.close())

const copy = () => join(desk.profile, 'before-bulk.db')
const set = (people: number) =>
  desk.rpc.bulk.apply({
    kind: 'courtyard-session',
    which: { ids },
    step: { do: 'set', patch: { people } },
    reason: '更正',
    operation: desk.operation(),
  })

/** What the copy says of how many came to each session. */
async function keptPeople(): Promise<unknown[]> {
  const db = openForReading(copy(), await dataKeyOf(desk.profile))
  try {
    const bodies = db.prepare<[], string>(`SELECT body FROM records WHERE kind = 'courtyard-session'`)
    return bodies
      .pluck()
      .all()
      .map((body) => JSON.parse(body).people)
  } finally {
    db.close()
  }
}

test('the database is kept from before the first step on many of an hour, and then of the next', async () => {
  expect(existsSync(copy())).toBe(false)
  await set(50)
  expect(await keptPeople()).toEqual([45, 45])
  await set(51)
  expect(await keptPeople()).toEqual([45, 45])
  desk.clock.time += HOUR
  await set(52)
  expect(await keptPeople()).toEqual([51, 51])
  expect((await desk.rpc.records.get({ id: ids[0] ?? '' })).body.people).toBe(52)
  expect(readdirSync(desk.profile).filter((name) => name.endsWith('.tmp'))).toEqual([])
})

test('who is removed has no key to it, and a step whose copy can not be made is taken all the same', async () => {
  await desk.rpc.users.add({ name: '王录入', role: 'entry', passphrase: '另一句口令一二三' })
  await set(50)
  await desk.rpc.users.remove({ name: '王录入' })
  expect(existsSync(copy())).toBe(false)
  // A folder with something in it where the copy is made.
  mkdirSync(`${copy()}.tmp`)
  writeFileSync(join(`${copy()}.tmp`, 'in the way'), '')
  expect((await set(51)).done).toBe(2)
  expect(statSync(`${copy()}.tmp`).isDirectory()).toBe(true)
  expect((await desk.rpc.records.get({ id: ids[1] ?? '' })).body.people).toBe(51)
})
