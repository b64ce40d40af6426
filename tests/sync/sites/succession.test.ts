import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { backUp, putBack, restoreFrom } from '../../support/desks/copies'
import type { Computer } from '../../support/desks/engine'
import { passphrase, refusal, user } from '../../support/desks/engine'
import { newComputer, type Pair, pair, session } from '../../support/desks/pair'

let story: Pair
const more: Computer[] = []
beforeEach(async () => {
  story = await pair()
})
afterEach(async () => {
  for (const computer of more.splice(0)) await computer.engine.close()
  await story.close()
})

const siteOf = async (of: Computer): Promise<string> => (await of.rpc.sync.status({})).site
const ownOf = async (of: Computer) => {
  const { site } = await of.rpc.profile.state({})
  return { id: site?.id ?? '', letter: site?.letter ?? '', name: `${site?.unitName}${site?.letter}` }
}
const numberOf = async (of: Computer, id: string): Promise<string> =>
  (await of.rpc.records.get({ id })).number ?? ''
const opened = <T extends Computer>(computer: T): T => {
  more.push(computer)
  return computer
}

async function expectSound(...computers: Computer[]): Promise<void> {
  for (const computer of computers) {
    const { ok, checks } = await computer.rpc.safety.verify({})
    expect({ ok, wrong: checks.filter((check) => !check.ok) }).toEqual({ ok: true, wrong: [] })
  }
}

/** The sessions that a computer knows, by id, as their text. */
async function sessionsOf(of: Computer): Promise<Record<string, unknown>> {
  const { rows } = await of.rpc.records.list({ kind: 'courtyard-session', limit: 1000 })
  return Object.fromEntries(rows.map(({ id, number, body }) => [id, { number, ...body }]))
}

test('a laptop restored from a backup goes on in streams of its own, gets back what the district holds, and no number is given twice', async () => {
  const { a, b, district, stick, units } = story
  const first = await a.save('courtyard-session', session(units.peach))
  const file = await backUp(a, stick)
  const later = await a.save('courtyard-session', session(units.plum))
  for (const laptop of [a, b]) await district.take((await laptop.send()).file)
  const restored = opened(await restoreFrom(file, stick, 'restored'))
  const self = await ownOf(restored)
  expect(self.letter).toMatch(/^A[A-Z]{2}$/)
  // What it was before is nobody to exchange with.
  const { peers } = await restored.rpc.sync.status({})
  expect(peers.map(({ site }) => site)).not.toContain((await ownOf(a)).id)
  const again = await restored.save('courtyard-session', session(units.plum, { people: 9 }))
  expect(await numberOf(restored, again)).toMatch(new RegExp(`-${self.letter}0001$`))
  const sent = await restored.send()
  expect((await district.take(sent.file))[0]).toMatchObject({ from: self.name, new: 1, result: 'applied' })
  await restored.take((await district.send(self.name)).file)
  expect(Object.keys(await sessionsOf(restored)).sort()).toEqual([first, later, again].sort())
  expect(await sessionsOf(restored)).toEqual(await sessionsOf(district))
  const numbers = Object.values(await sessionsOf(district)).map((row) => (row as { number: string }).number)
  expect(new Set(numbers).size).toBe(3)
  const { sites } = await district.rpc.sites.list({})
  expect(sites.find(({ name }) => name === '东街街道A')).toMatchObject({ successor: self.id })
  await a.save('courtyard-session', session(units.plum))
  expect((await refusal(district.take((await a.send()).file))).code).toBe('bundle.revoked-sender')
  await b.take((await district.send('东街街道B')).file)
  expect(await sessionsOf(b)).toEqual(await sessionsOf(district))
  await expectSound(district, restored, b)
})

test('what existed on the lost laptop only, and came through another, still counts', async () => {
  const { a, b, district, stick, units } = story
  for (const laptop of [a, b]) await district.take((await laptop.send()).file)
  for (const [laptop, name] of [
    [a, '东街街道A'],
    [b, '东街街道B'],
  ] as const)
    await laptop.take((await district.send(name)).file)
  const file = await backUp(a, stick)
  const lost = await a.save('courtyard-session', session(units.peach))
  await b.take((await a.send('东街街道B')).file)
  const restored = opened(await restoreFrom(file, stick, 'restored'))
  await district.take((await restored.send()).file)
  expect((await district.take((await b.send()).file))[0]).toMatchObject({ new: 1, closed: 0 })
  await restored.take((await district.send((await ownOf(restored)).name)).file)
  expect(await restored.body(lost)).toMatchObject({ people: 45 })
  await expectSound(district, restored, b)
})

test('a laptop that the district has never met is restored, twice, and is let in by its joining file', async () => {
  const { a, district, stick, units } = story
  const first = await a.save('courtyard-session', session(units.peach))
  const once = opened(await restoreFrom(await backUp(a, stick), stick, 'once', 71))
  const second = await once.save('courtyard-session', session(units.plum))
  const twice = opened(await restoreFrom(await backUp(once, stick), stick, 'twice', 72))
  expect((await ownOf(twice)).letter).toMatch(/^A[A-Z]{2}$/)
  expect((await district.take((await twice.send()).file))[0]).toMatchObject({ new: 2, result: 'applied' })
  expect(Object.keys(await sessionsOf(district)).sort()).toEqual([first, second].sort())
  await twice.take((await district.send((await ownOf(twice)).name)).file)
  const { sites } = await twice.rpc.sites.list({})
  expect(sites.find(({ own }) => own)).toMatchObject({ certified: true, revokedAt: null })
  await expectSound(district, twice)
})

test('one backup makes one successor; another is let in only by a person at the district', async () => {
  const { a, district, stick, units } = story
  await a.save('courtyard-session', session(units.peach))
  await district.take((await a.send()).file)
  const file = await backUp(a, stick)
  const one = opened(await restoreFrom(file, stick, 'one', 73))
  const other = opened(await restoreFrom(file, stick, 'other', 74))
  expect((await ownOf(one)).letter).not.toBe((await ownOf(other)).letter)
  await district.take((await one.send()).file)
  await other.save('courtyard-session', session(units.plum))
  const sent = await other.send()
  expect((await refusal(district.take(sent.file))).code).toBe('bundle.revoked-sender')
  const files = [district.engine.grant(join(stick, sent.file))]
  const accepted = await district.rpc.sync.importBundles({ files, acceptClosed: true })
  expect(accepted.files[0]).toMatchObject({ new: 1, result: 'applied' })
})

test('a stolen laptop that was revoked gets no successor by itself', async () => {
  const { a, district, stick, units } = story
  await a.save('courtyard-session', session(units.peach))
  await district.take((await a.send()).file)
  const file = await backUp(a, stick)
  await district.rpc.sites.revoke({ site: await siteOf(a), reason: '被盗' })
  const restored = opened(await restoreFrom(file, stick, 'restored'))
  await restored.save('courtyard-session', session(units.plum))
  const sent = await restored.send()
  expect((await refusal(district.take(sent.file))).code).toBe('bundle.revoked-sender')
  const files = [district.engine.grant(join(stick, sent.file))]
  await district.rpc.sync.importBundles({ files, acceptClosed: true })
  expect((await district.take((await restored.send()).file))[0]).toMatchObject({ result: 'applied' })
  await expectSound(district, restored)
})

test('an old copy put back by hand is noticed from the next bundle, and nothing is lost on either side', async () => {
  const { a, b, district, units } = story
  for (const laptop of [a, b]) await district.take((await laptop.send()).file)
  const early = await a.save('courtyard-session', session(units.peach))
  await district.take((await a.send()).file)
  await a.take((await district.send('东街街道A')).file)
  const unsent = await a.save('courtyard-session', session(units.peach, { agenda: '还没有导出' }))
  let gone = ''
  await putBack(a, async () => {
    gone = await a.save('courtyard-session', session(units.plum, { agenda: '副本里没有' }))
    await a.save('courtyard-session', { people: 46 }, early)
    await district.take((await a.send()).file)
  })
  const before = await ownOf(a)
  const fresh = await a.save('courtyard-session', session(units.plum, { agenda: '退回以后录入' }))
  await a.save('courtyard-session', { households: 33 }, early)
  const receipt = await district.send('东街街道A')
  expect(await refusal(a.take(receipt.file))).toMatchObject({ code: 'profile.rewound' })
  const self = await ownOf(a)
  expect(self.id).not.toBe(before.id)
  await a.take(receipt.file)
  expect((await district.take((await a.send()).file))[0]).toMatchObject({
    from: self.name,
    result: 'applied',
  })
  await a.take((await district.send(self.name)).file)
  for (const id of [early, unsent, gone, fresh])
    expect([await a.body(id), await district.body(id)]).toMatchObject([
      { courtyard: '解家院子' },
      { courtyard: '解家院子' },
    ])
  expect(await sessionsOf(a)).toEqual(await sessionsOf(district))
  expect(await a.body(early)).toMatchObject({ people: 46, households: 33 })
  expect((await a.rpc.records.history({ id: fresh })).entries.length).toBeGreaterThan(0)
  const next = await a.save('courtyard-session', session(units.plum))
  expect(await numberOf(a, next)).toContain(`-${self.letter}0001`)
  await expectSound(a, district)
})

test('what an old copy wrote goes to the district at once, and the copy goes on under a name of its own', async () => {
  const { a, b, district, units } = story
  for (const laptop of [a, b]) await district.take((await laptop.send()).file)
  await putBack(a, async () => {
    await a.save('courtyard-session', session(units.peach))
    await district.take((await a.send()).file)
  })
  const fresh: string[] = []
  for (let n = 0; n < 3; n += 1) fresh.push(await a.save('courtyard-session', session(units.plum)))
  expect((await district.take((await a.send()).file))[0]).toMatchObject({ new: 3, result: 'applied' })
  const receipt = (await district.send('东街街道A')).file
  expect((await refusal(a.take(receipt))).code).toBe('profile.rewound')
  expect((await a.take(receipt))[0]).toMatchObject({ new: 1 })
  expect((await district.take((await a.send()).file))[0]).toMatchObject({ new: 0, result: 'applied' })
  for (const id of fresh) expect(await district.body(id)).toMatchObject({ people: 45 })
  await expectSound(a, district)
})

test('a district moved to a new machine by its recovery key is followed by its laptops', async () => {
  const { a, b, far, district, stick, units, recoveryKey } = story
  const first = await a.save('courtyard-session', session(units.peach))
  for (const laptop of [a, b]) await district.take((await laptop.send()).file)
  await a.take((await district.send('东街街道A')).file)
  const file = await backUp(district, stick)
  const afterwards = await district.save('dictionary-entry', {
    dictionary: 'topic',
    value: 'x1',
    label: '备份以后',
  })
  const held = await a.save('courtyard-session', session(units.plum))
  await district.take((await a.send()).file)
  await a.take((await district.send('东街街道A')).file)
  const onTheWay = await far.send()
  const moved = opened(newComputer(stick, 'moved', 75))
  const [typed, who] = [recoveryKey.toLowerCase().replace(/(.{20})/g, '$1 '), '新管理员']
  const restored = await moved.rpc.profile.restore({
    file: moved.engine.grant(file),
    recoveryKey: typed,
    user: who,
    passphrase: '换了新电脑的口令',
  })
  expect(restored).toMatchObject({ role: 'district', unit: '示范区', predecessor: await siteOf(district) })
  expect((await moved.rpc.users.list({})).users.map(({ name, role }) => [name, role]).sort()).toEqual(
    [
      [user, 'admin'],
      [who, 'admin'],
    ].sort(),
  )
  expect((await moved.take(onTheWay.file))[0]).toMatchObject({ from: '西街街道A', result: 'applied' })
  await moved.take((await a.send()).file)
  for (const [laptop, name] of [
    [a, '东街街道A'],
    [b, '东街街道B'],
    [far, '西街街道A'],
  ] as const) {
    await laptop.take((await moved.send(name)).file)
    await moved.take((await laptop.send()).file)
    const { peers } = await laptop.rpc.sync.status({})
    expect(peers.filter(({ role, revoked }) => role === 'district' && !revoked)).toHaveLength(1)
    expect((await laptop.rpc.sites.list({})).sites.find(({ own }) => own)?.certified).toBe(true)
  }
  for (const id of [first, held, afterwards]) expect(await moved.rpc.records.get({ id })).toBeDefined()
  expect((await refusal(a.take((await district.send('东街街道A')).file))).code).toBe('bundle.revoked-sender')
  const street = await moved.save('unit', { name: '新街道', level: 'street', parent: units.district })
  await far.take((await moved.send('西街街道A')).file)
  expect(await far.body(street)).toMatchObject({ name: '新街道' })
  await expectSound(moved, a, b, far)
})

/** A computer restored from its own backup again and again: every self of it, the oldest first. */
async function renewedTimes(first: Computer, times: number, name: string): Promise<Computer[]> {
  const selves = [first]
  for (let time = 1; time <= times; time += 1) {
    const before = selves.at(-1) ?? first
    selves.push(
      opened(await restoreFrom(await backUp(before, story.stick), story.stick, `${name}-${time}`, 80 + time)),
    )
  }
  return selves
}

test('a district renewed twice and three times is followed by laptops that missed what lay between', async () => {
  const { a, b, far, district, units } = story
  for (const laptop of [a, b, far]) await district.take((await laptop.send()).file)
  const [, , second, third] = await renewedTimes(district, 3, 'district')
  if (!second || !third) throw new Error('three renewals')
  await a.take((await second.send('东街街道A')).file)
  const entry = await third.save('dictionary-entry', { dictionary: 'topic', value: 'z', label: '第三次' })
  for (const [laptop, name] of [
    [a, '东街街道A'],
    [b, '东街街道B'],
    [far, '西街街道A'],
  ] as const) {
    const [taken] = await laptop.take((await third.send(name)).file)
    expect(taken).toMatchObject({ result: 'applied' })
    expect(await laptop.body(entry)).toMatchObject({ label: '第三次' })
    const { peers } = await laptop.rpc.sync.status({})
    expect(peers.filter(({ role, revoked }) => role === 'district' && !revoked)).toHaveLength(1)
  }
  const id = await b.save('courtyard-session', session(units.peach))
  expect((await third.take((await b.send()).file))[0]).toMatchObject({ new: 1, result: 'applied' })
  expect(await third.body(id)).toMatchObject({ people: 45 })
  expect((await refusal(b.take((await second.send('东街街道B')).file))).code).toBe('bundle.revoked-sender')
  await expectSound(third, a, b, far)
})

test('a laptop renewed three times is let in by a district that met only the first, or the second', async () => {
  const { a, b, district, units } = story
  for (const laptop of [a, b]) await district.take((await laptop.send()).file)
  const selves = await renewedTimes(a, 3, 'laptop')
  const [, second, , last] = selves
  if (!second || !last) throw new Error('three renewals')
  expect((await district.take((await second.send()).file))[0]).toMatchObject({ result: 'applied' })
  const id = await last.save('courtyard-session', session(units.peach))
  const self = await ownOf(last)
  expect((await district.take((await last.send()).file))[0]).toMatchObject({ from: self.name, new: 1 })
  await last.take((await district.send(self.name)).file)
  await b.take((await district.send('东街街道B')).file)
  expect(await b.body(id)).toMatchObject({ people: 45 })
  const { sites } = await b.rpc.sites.list({})
  expect(sites.filter(({ scope, revokedAt }) => scope === units.east && revokedAt === null)).toHaveLength(2)
  await expectSound(district, last, b)
})

test('a laptop joins a district that was restored, and has what its former selves wrote', async () => {
  const { district, units } = story
  const entry = await district.save('dictionary-entry', {
    dictionary: 'topic',
    value: 'w',
    label: '从前的词',
  })
  const [, , second] = await renewedTimes(district, 2, 'district')
  if (!second) throw new Error('two renewals')
  const laptop = await story.join(units.east, 'C', second)
  expect(await laptop.body(entry)).toMatchObject({ label: '从前的词' })
  const id = await laptop.save('courtyard-session', session(units.peach))
  expect((await second.take((await laptop.send()).file))[0]).toMatchObject({ new: 1, result: 'applied' })
  await laptop.take((await second.send('东街街道C')).file)
  expect(await second.body(id)).toMatchObject({ people: 45 })
  const { peers } = await laptop.rpc.sync.status({})
  expect(peers.filter(({ role, revoked }) => role === 'district' && !revoked)).toHaveLength(1)
  await expectSound(second, laptop)
})

test('the key of a district that was superseded vouches for nobody new', async () => {
  const { a, b, district, stick, units } = story
  for (const laptop of [a, b]) await district.take((await laptop.send()).file)
  await a.take((await district.send('东街街道A')).file)
  const moved = opened(await restoreFrom(await backUp(district, stick), stick, 'moved', 77))
  await b.take((await moved.send('东街街道B')).file)
  const stranger = await story.join(units.east, 'C')
  await district.take((await stranger.send()).file)
  await stranger.take((await district.send('东街街道C')).file)
  await stranger.save('courtyard-session', session(units.peach))
  const direct = await stranger.send('东街街道B')
  expect(await refusal(b.take(direct.file))).toMatchObject({ code: 'bundle.unknown-sender' })
  // Who has not heard of the new self yet can not know better.
  expect((await a.take((await stranger.send('东街街道A')).file))[0]).toMatchObject({ new: 1 })
  await expectSound(a, b)
})

test('a wrong passphrase, a wrong recovery key and a damaged backup leave nothing behind', async () => {
  const { a, stick, units } = story
  await a.save('courtyard-session', session(units.peach))
  const file = await backUp(a, stick)
  const bytes = readFileSync(file)
  const half = join(stick, 'half.ybk')
  writeFileSync(half, bytes.subarray(0, bytes.length / 2))
  const flipped = join(stick, 'flipped.ybk')
  const other = Buffer.from(bytes)
  other.writeUInt8(other.readUInt8(20_000) ^ 1, 20_000)
  writeFileSync(flipped, other)
  const stranger = join(stick, 'stranger.ybk')
  writeFileSync(stranger, 'not a backup')
  const computer = opened(newComputer(stick, 'nothing', 76))
  const attempt = (path: string, over: object = {}) =>
    refusal(computer.rpc.profile.restore({ file: computer.engine.grant(path), user, passphrase, ...over }))
  expect((await attempt(file, { passphrase: '不对的口令不对' })).code).toBe('passphrase.wrong')
  expect((await attempt(file, { user: '没有这个人' })).code).toBe('passphrase.wrong')
  expect((await attempt(file, { recoveryKey: 'AGE-SECRET-KEY-1XX' })).code).toBe('recovery.wrong')
  expect((await attempt(half)).code).toBe('backup.damaged')
  expect((await attempt(flipped)).code).toBe('backup.damaged')
  expect((await attempt(stranger)).code).toBe('backup.not-a-backup')
  expect((await attempt(join(stick, 'none.ybk'))).code).toBe('file.unreadable')
  expect(readdirSync(computer.profile).filter((name) => !name.startsWith('lock.db'))).toEqual([])
  expect(await computer.rpc.profile.state({})).toMatchObject({ state: 'none' })
  const { letter } = await computer.rpc.profile.restore({
    file: computer.engine.grant(file),
    user,
    passphrase,
  })
  expect(letter).toMatch(/^A[A-Z]{2}$/)
  expect(existsSync(join(computer.profile, 'restoring'))).toBe(false)
  expect((await attempt(file)).code).toBe('profile.exists')
})
