import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { identityToRecipient } from 'age-encryption'
import { hashOf } from '../../../electron/engine/changes/log'
import { DATABASE_FILE, openForWriting } from '../../../electron/engine/db/open'
import { entriesOf, openBundle, writeBundle } from '../../support/bundles/bundles'
import { passphrase, refusal, user } from '../../support/desks/engine'
import { dataKeyOf, siteKeyOf } from '../../support/desks/own-keys'
import {
  joinPassphraseOf,
  joinWith,
  makeJoinFile,
  newComputer,
  type Pair,
  pair,
  session,
} from '../../support/desks/pair'

let story: Pair
beforeEach(async () => {
  story = await pair()
})
afterEach(() => story.close())

const DAY = 86_400_000

function joinFile(letter: string): Promise<string> {
  const { district, stick, units } = story
  return makeJoinFile(district, stick, { scope: units.east, letter })
}

test('a joining file makes one laptop: the first bundle is accepted once, a second laptop from it is not', async () => {
  const { district, units, stick } = story
  const path = await joinFile('C')
  const [first, second] = [newComputer(stick, 'first', 50), newComputer(stick, 'second', 51)]
  await joinWith(first, path)
  await joinWith(second, path)
  await first.save('courtyard-session', session(units.peach))
  await second.save('courtyard-session', session(units.peach))
  await district.take((await first.send()).file)
  const late = await second.send()
  expect((await refusal(district.take(late.file))).code).toBe('join.used')
  const { peers } = await district.rpc.sync.status({})
  expect(peers.map(({ name }) => name)).toEqual(['东街街道C'])
  await first.engine.close()
  await second.engine.close()
})

test('the district enters teams and people first: the new laptop has them before any bundle, and daily work waits', async () => {
  const { district, units, stick } = story
  const team = await district.save('team', { name: '桃花小分队', unit: units.peach, captain: '解队长' })
  await district.save('team', { captain: '周队长' }, team)
  const person = { name: '赵队员', unit: units.peach, team, phone: '13800001234', from: '2026-01-01' }
  await district.save('person', person)
  await district.save('team', { name: '远山小分队', unit: units.remote, captain: '钱队长' })
  await district.save('courtyard-session', session(units.peach))
  const laptop = newComputer(stick, 'teams', 52)
  await joinWith(laptop, await joinFile('C'))
  const labels = async (kind: string) =>
    (await laptop.rpc.records.list({ kind })).rows.map(({ title }) => title)
  expect(await labels('team')).toEqual(['桃花小分队'])
  expect((await laptop.body(team)).captain).toBe('周队长')
  expect(await labels('person')).toHaveLength(1)
  expect(await labels('courtyard-session')).toEqual([])
  // The stream goes on in the first bundle where the file left it.
  await laptop.save('courtyard-session', session(units.peach, { team }))
  await district.take((await laptop.send()).file)
  await laptop.take((await district.send('东街街道C')).file)
  expect(await labels('courtyard-session')).toHaveLength(2)
  await laptop.engine.close()
})

test('a letter that is in use gets no second joining file', async () => {
  const { district, a, units, stick } = story
  await district.take((await a.send()).file)
  const call = district.rpc.sync.createJoinFile({
    scope: units.east,
    letter: 'A',
    folder: district.engine.grant(stick),
  })
  expect((await refusal(call)).code).toBe('join.used')
})

test('only a living street gets a joining file, and only from the district', async () => {
  const { district, a, units, stick } = story
  const ask = (at: typeof a, scope: string) =>
    at.rpc.sync.createJoinFile({
      scope,
      letter: 'D',
      folder: at.engine.grant(stick),
    })
  expect((await refusal(ask(district, units.peach))).code).toBe('unit.not-found')
  expect((await refusal(ask(a, units.east))).code).toBe('right.missing')
})

test('a wrong passphrase, a damaged file and a file out of date are told apart, and leave no profile', async () => {
  const { stick } = story
  const path = await joinFile('C')
  const computer = newComputer(stick, 'fresh')
  expect(await refusal(joinWith(computer, path, '错误的口令'))).toMatchObject({
    code: 'join.wrong-passphrase',
  })
  const text = readFileSync(path, 'utf8')
  const broken = join(stick, 'broken.ybj')
  writeFileSync(broken, text.slice(0, text.length / 2))
  const words = joinPassphraseOf(path)
  expect((await refusal(joinWith(computer, broken, words))).code).toBe('join.damaged')
  writeFileSync(broken, text.replace(/^(.{200})./s, '$1!'))
  expect((await refusal(joinWith(computer, broken, words))).code).toBe('join.damaged')
  expect((await refusal(joinWith(computer, join(stick, 'none.ybj')))).code).toBe('file.unreadable')
  computer.clock.time += 31 * DAY
  expect((await refusal(joinWith(computer, path))).code).toBe('join.expired')
  expect(await computer.rpc.profile.state({})).toMatchObject({ state: 'none' })
  await computer.engine.close()
})

test('the join request goes along until the district has answered, so a lost first stick costs nothing', async () => {
  const { a, district, units } = story
  await a.save('courtyard-session', session(units.peach))
  await a.send()
  const second = await a.send()
  expect((await district.take(second.file))[0]).toMatchObject({ new: 1, gaps: [1] })
  await a.take((await district.send()).file)
  expect((await district.take((await a.send()).file))[0]).toMatchObject({ result: 'applied', changes: 0 })
})

test('a bundle that deletes most of a scope asks first', async () => {
  const { a, district, units } = story
  const ids: string[] = []
  for (let index = 0; index < 30; index += 1)
    ids.push(await a.save('courtyard-session', session(units.peach, { people: index })))
  await district.take((await a.send()).file)
  for (const id of ids.slice(0, 25)) await a.rpc.records.delete({ id, operation: a.operation() })
  const { file } = await a.send()
  expect(await refusal(district.take(file))).toMatchObject({
    code: 'bundle.mass-delete',
    params: { deleted: 25 },
  })
  expect((await district.rpc.records.count({ kind: 'courtyard-session' })).total).toBe(30)
  const files = [district.engine.grant(join(story.stick, file))]
  const allowed = await district.rpc.sync.importBundles({ files, allowMassDelete: true })
  expect(allowed.files[0]).toMatchObject({ result: 'applied', deleted: 25 })
})

test('a laptop whose clock is a year ahead is told of, and blocks nothing', async () => {
  const { a, b, district, units } = story
  a.clock.time += 400 * DAY
  const id = await a.save('courtyard-session', session(units.peach))
  const [taken] = await district.take((await a.send()).file)
  expect(taken).toMatchObject({ new: 1, clockOffset: 400 * 86_400 })
  await district.save('courtyard-session', { people: 1 }, id)
  expect(await district.body(id)).toMatchObject({ people: 1 })
  await district.take((await b.send()).file)
  await b.take((await district.send('东街街道B')).file)
  expect(await b.body(id)).toMatchObject({ people: 1 })
})

test('a stream that begins above what is held is left out, and comes in with a bundle that has it all', async () => {
  const { a, district, stick, units, recoveryKey } = story
  const ids = [
    await a.save('courtyard-session', session(units.peach)),
    await a.save('courtyard-session', session(units.plum)),
  ]
  const whole = await a.send()
  const bundle = await openBundle(join(stick, whole.file), recoveryKey)
  const [segment] = bundle.manifest.segments
  const [first, second] = bundle.lines
  if (!segment || !first || !second) throw new Error('the bundle carries two changes')
  bundle.lines = [second]
  bundle.manifest.segments = [{ ...segment, from: segment.from + 1, prev: hashOf(first) }]
  bundle.manifest.counts.changes = 1
  bundle.manifest.serial = 2
  const recipient = await identityToRecipient((await siteKeyOf(district)).identity)
  const entries = entriesOf(bundle, (await siteKeyOf(a)).signKey)
  await writeBundle(join(stick, 'later.ybb'), entries, recipient)
  expect((await district.take('later.ybb'))[0]).toMatchObject({ result: 'partial', new: 0, gaps: [1] })
  expect((await district.take(whole.file))[0]).toMatchObject({ result: 'applied', new: 2, gaps: [] })
  for (const id of ids) expect(await district.body(id)).toMatchObject({ people: 45 })
})

test('a folder that can not be written is said so, and the serial is not used up', async () => {
  const { a, stick } = story
  const folder = a.engine.grant(join(stick, 'gone'))
  expect((await refusal(a.rpc.sync.exportBundle({ folder }))).code).toBe('file.unwritable')
  expect(await a.send()).toMatchObject({ serial: 1 })
})

test('a projection that was tampered with is found', async () => {
  const { a, units } = story
  const id = await a.save('courtyard-session', session(units.peach))
  await a.engine.call('session.lock', {})
  const db = openForWriting(join(a.profile, DATABASE_FILE), await dataKeyOf(a))
  db.prepare(`UPDATE records SET body = replace(body, '"people":45', '"people":46') WHERE id = ?`).run(id)
  db.close()
  await a.rpc.session.unlock({ user, passphrase })
  const { ok, checks } = await a.rpc.safety.verify({})
  expect(ok).toBe(false)
  expect(checks.filter((check) => !check.ok).map((check) => check.name)).toEqual([
    '记录与变更一致',
    '统计数据与记录一致',
  ])
})

test('the passphrase is made by the program, long enough, another one each time, and typed as people type', async () => {
  const { district, stick, units } = story
  const folder = district.engine.grant(stick)
  const make = () => district.rpc.sync.createJoinFile({ scope: units.east, letter: 'C', folder, again: true })
  const [first, second] = [await make(), await make()]
  expect(first.passphrase).toMatch(/^(\d{4}-){5}\d{4}$/)
  expect(second.passphrase).not.toBe(first.passphrase)
  expect(Date.parse(first.expires)).toBe(district.clock.time + 30 * DAY)
  const typed = [
    first.passphrase.replaceAll('-', ''),
    first.passphrase.replaceAll('-', ' '),
    first.passphrase.replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
  ]
  for (const [n, words] of typed.entries()) {
    const laptop = newComputer(stick, `typed-${n}`, 60 + n)
    await joinWith(laptop, join(stick, first.file), words)
    await laptop.engine.close()
  }
  const stranger = newComputer(stick, 'stranger', 70)
  expect(await refusal(joinWith(stranger, join(stick, first.file), second.passphrase))).toMatchObject({
    code: 'join.wrong-passphrase',
  })
  await stranger.engine.close()
})
