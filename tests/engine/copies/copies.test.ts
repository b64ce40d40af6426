import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { auditRows } from '../../support/desks/audit-rows'
import {
  type Desk,
  openDistrict,
  openStreet,
  passphrase,
  refusal,
  sessionPatch,
  user,
} from '../../support/desks/engine'
import { withPowerCut } from '../../support/faults/power-cut'
import { photo } from '../../support/records/pictures'

const DAY = 24 * 3600 * 1000
const clerk = { user: '陈录入', passphrase: '稻田里的青蛙在唱歌呢' }

let desk: Desk
beforeEach(async () => {
  desk = await openStreet()
})
afterEach(() => desk.close())

const keep = (why: 'daily' | 'close' | 'before' = 'close') => desk.rpc.safety.keepCopies({ why })
const own = () => join(desk.profile, 'backups')
const copies = (folder = own()) => readdirSync(folder).filter((name) => name.endsWith('.ybk'))
const save = (courtyard: string) => desk.save('courtyard-session', sessionPatch(desk, { courtyard }))
/** An attachment lies beside the copies under another name and as long as here. */
const ofSize = (folder: string, size: number) =>
  readdirSync(folder)
    .map((file) => join(folder, file))
    .filter((file) => statSync(file).size === size)
const restore = async (who: { user: string; passphrase: string }) => {
  const [newest] = (await desk.rpc.profile.backups({})).backups
  if (!newest) throw new RangeError('there is no backup')
  return desk.rpc.profile.restore({ file: newest.token, ...who, replace: true })
}

test('a day gets one, a close one where something changed, and nothing is written for nothing', async () => {
  expect((await keep('daily')).written).toHaveLength(1)
  expect((await keep('daily')).written).toEqual([])
  expect((await keep('close')).written).toEqual([])
  await save('一号院子')
  expect((await keep('daily')).written).toEqual([])
  expect((await keep('close')).written).toHaveLength(1)
  desk.clock.time += DAY
  expect((await keep('daily')).written).toEqual([])
  await save('二号院子')
  expect((await keep('daily')).written).toHaveLength(1)
  expect((await desk.rpc.safety.places({})).here).toMatchObject({
    folder: own(),
    isThere: true,
    sameDisk: true,
    count: 2,
  })
})

test('attachments lie there once, and come back with the copy, to somebody who is not signed in', async () => {
  const record = await save('三号院子')
  const source = { bytes: photo().toString('base64'), name: 'photo.jpg' }
  await desk.rpc.attachments.add({ record, source, operation: desk.operation() })
  await keep()
  const [beside = ''] = readdirSync(own()).filter((name) => name.startsWith('yb-blobs'))
  const [content = '', ...others] = readdirSync(join(desk.profile, 'blobs'))
  expect(others).toEqual([])
  const { size } = statSync(join(desk.profile, 'blobs', content))
  const written = () => ofSize(join(own(), beside), size).map((file) => statSync(file).ino)
  const first = written()
  expect(first).toHaveLength(1)
  await save('四号院子')
  await keep()
  expect(written()).toEqual(first)
  await desk.rpc.session.lock({})
  await restore({ user, passphrase })
  expect((await desk.rpc.records.get({ id: record })).body.courtyard).toBe('三号院子')
  expect((await desk.rpc.safety.verify({})).ok).toBe(true)
  expect(readdirSync(join(desk.profile, 'blobs'))).toHaveLength(1)
})

test('who was removed opens none of the copies that lie here, also those from before; the others do', async () => {
  await desk.rpc.users.add({ name: clerk.user, role: 'admin', passphrase: clerk.passphrase })
  await save('五号院子')
  await keep()
  const [before] = (await desk.rpc.profile.backups({})).backups
  const open = (who: typeof clerk) =>
    desk.rpc.profile.previewBackup({ file: before?.token ?? ('' as never), ...who })
  expect((await open(clerk)).lost).not.toBeNull()
  const lengths = () => copies().map((file) => statSync(join(own(), file)).size)
  const sealed = lengths()
  expect((await desk.rpc.users.remove({ name: clerk.user })).rekeyed).toBe(true)
  // Sealed anew, it is as long as before.
  expect(lengths()).toEqual(sealed)
  expect((await refusal(open(clerk))).code).toBe('passphrase.wrong')
  expect((await open({ user, passphrase })).kinds).toContainEqual({ label: '院坝会', count: 1 })
})

test('backups elsewhere are listed with those whose passphrases still open them, until they are destroyed', async () => {
  const [stick, second] = [join(desk.profile, '..', 'stick'), join(desk.profile, '..', 'second')]
  for (const folder of [stick, second]) mkdirSync(folder)
  await desk.rpc.users.add({ name: clerk.user, role: 'admin', passphrase: clerk.passphrase })
  const backup = () => desk.rpc.safety.backup({ folder: desk.engine.grant(stick) })
  const before = await backup()
  await desk.rpc.safety.setSecondPlace({ folder: desk.engine.grant(second) })
  await keep()
  const [away] = copies(second)
  rmSync(second, { recursive: true })
  desk.clock.time += DAY
  await desk.rpc.users.remove({ name: clerk.user })
  desk.clock.time += DAY
  const after = await backup()
  const listed = (await desk.rpc.safety.elsewhere({})).backups
  expect(listed.map(({ file, folder, former }) => [file, folder, former])).toEqual([
    [after.file, stick, []],
    [away, second, [clerk.user]],
    [before.file, stick, [clerk.user]],
  ])
  const { backups } = await desk.rpc.safety.forgetElsewhere({ file: before.file, folder: stick })
  expect(backups.map(({ file }) => file)).toEqual([after.file, away])
})

test('the backup that a profile was restored from is listed as elsewhere, and those of the same profile beside it', async () => {
  const stick = join(desk.profile, '..', 'stick')
  mkdirSync(stick)
  const backup = () => desk.rpc.safety.backup({ folder: desk.engine.grant(stick) })
  const [first, second] = [await backup(), await backup()]
  const other = await openStreet(3)
  await other.rpc.safety.backup({ folder: other.engine.grant(stick) })
  await other.close()
  const file = desk.engine.grant(join(stick, first.file))
  await desk.rpc.profile.restore({ file, user, passphrase, replace: true })
  const { backups } = await desk.rpc.safety.elsewhere({})
  expect(backups.map((one) => [one.file, one.folder]).sort()).toEqual(
    [first.file, second.file].map((name) => [name, stick]).sort(),
  )
  await restore({ user, passphrase }).catch(() => undefined)
  expect((await desk.rpc.safety.elsewhere({})).backups).toHaveLength(2)
})

test('a second place gets the same; one that is not there, or not to be written, keeps nothing from the first', async () => {
  const folder = join(desk.profile, '..', 'second')
  mkdirSync(folder)
  await desk.rpc.safety.setSecondPlace({ folder: desk.engine.grant(folder) })
  expect((await keep()).written).toHaveLength(2)
  expect(copies(folder)).toHaveLength(1)
  rmSync(folder, { recursive: true })
  await save('六号院子')
  expect(await keep()).toMatchObject({ problems: [], written: [expect.anything()] })
  expect((await desk.rpc.safety.places({})).second).toMatchObject({ isThere: false, count: 1 })
  writeFileSync(folder, 'a file in its place')
  await save('七号院子')
  expect(await keep()).toMatchObject({ problems: ['file.unwritable'], written: [expect.anything()] })
})

test('eleven days of copies: those that need not be kept go, and with them their attachments', async () => {
  for (let day = 0; day < 11; day++) {
    await save(`${day}号院子`)
    await keep('daily')
    desk.clock.time += DAY
  }
  expect(copies().length).toBeGreaterThan(6)
  expect(copies().length).toBeLessThan(11)
  expect((await desk.rpc.safety.places({})).here.count).toBe(copies().length)
})

test('two computers that share a second place leave each other’s attachments alone; a copy that goes takes its own along', async () => {
  const folder = join(desk.profile, '..', 'shared')
  mkdirSync(folder)
  const other = await openStreet(3)
  const places = new Map<Desk, string>()
  const sizes = new Map<Desk, number>()
  for (const one of [desk, other]) {
    await one.rpc.safety.setSecondPlace({ folder: one.engine.grant(folder) })
    const record = await one.save('courtyard-session', sessionPatch(one))
    const source = { bytes: photo().toString('base64'), name: 'photo.jpg' }
    await one.rpc.attachments.add({ record, source, operation: one.operation() })
    await one.rpc.safety.keepCopies({ why: 'close' })
    const beside = readdirSync(folder).filter((name) => name.startsWith('yb-blobs'))
    const [content = ''] = readdirSync(join(one.profile, 'blobs'))
    sizes.set(one, statSync(join(one.profile, 'blobs', content)).size)
    places.set(one, beside.find((name) => ![...places.values()].includes(name)) ?? '')
  }
  const lying = (one: Desk) => ofSize(join(folder, places.get(one) ?? ''), sizes.get(one) ?? 0)
  expect([lying(desk).length, lying(other).length]).toEqual([1, 1])
  rmSync(join(desk.profile, 'blobs'), { recursive: true })
  await save('院子')
  await keep()
  expect([lying(desk).length, lying(other).length]).toEqual([0, 1])
  await other.close()
})

test('once a month the newest copy is opened and compared; one that is spoilt is told', async () => {
  await save('八号院子')
  expect((await keep()).rehearsal).toBe(true)
  await save('九号院子')
  expect((await keep()).rehearsal).toBeNull()
  desk.clock.time += 31 * DAY
  const [newest] = (await desk.rpc.profile.backups({})).backups
  const path = join(own(), newest?.file ?? '')
  const bytes = readFileSync(path)
  bytes.fill(9, bytes.length - 40_000, bytes.length - 30_000)
  writeFileSync(path, bytes)
  expect((await keep()).rehearsal).toBe(false)
  const noted = (await auditRows(desk)).filter(({ action }) => action === 'safety.rehearse')
  expect(noted.map(({ detail }) => JSON.parse(detail).same)).toEqual([1, 0])
  expect(existsSync(join(desk.profile, 'rehearsing'))).toBe(false)
})

test('a stick that loses a page is told within the month, and the next copy there is whole', async () => {
  const folder = join(desk.profile, '..', 'second')
  mkdirSync(folder)
  await desk.rpc.safety.setSecondPlace({ folder: desk.engine.grant(folder) })
  await save('一号院子')
  expect((await keep()).rehearsal).toBe(true)
  const [name = ''] = readdirSync(folder).filter((one) => one.startsWith('yb-blobs'))
  const [pack = ''] = readdirSync(join(folder, name)).map((one) => join(folder, name, one))
  const bytes = readFileSync(pack)
  bytes.fill(9, bytes.length - 5000, bytes.length - 4000)
  writeFileSync(pack, bytes)
  desk.clock.time += 31 * DAY
  await save('二号院子')
  expect((await keep()).rehearsal).toBe(false)
  // At the other place nothing is due.
  const mended = await keep()
  expect(mended).toMatchObject({ written: [expect.anything()], rehearsal: true })
  const file = desk.engine.grant(join(folder, mended.written[0] ?? ''))
  const preview = await desk.rpc.profile.previewBackup({ file, user, passphrase })
  expect(preview.kinds).toContainEqual({ label: '院坝会', count: 2 })
})

test('a photo that was spoilt beside the copies is told within the month, and lies there whole again', async () => {
  const record = await save('一号院子')
  const source = { bytes: photo().toString('base64'), name: 'photo.jpg' }
  await desk.rpc.attachments.add({ record, source, operation: desk.operation() })
  await keep()
  const [name = ''] = readdirSync(own()).filter((one) => one.startsWith('yb-blobs'))
  const [content = ''] = readdirSync(join(desk.profile, 'blobs'))
  const { size } = statSync(join(desk.profile, 'blobs', content))
  const [path = ''] = ofSize(join(own(), name), size)
  const whole = readFileSync(path)
  writeFileSync(path, Buffer.from(whole).fill(9, 100, 200))
  desk.clock.time += 31 * DAY
  expect((await keep()).rehearsal).toBe(false)
  expect(readFileSync(path).equals(whole)).toBe(true)
  expect((await keep()).rehearsal).toBe(true)
  // What is spoilt here does not take the place of what is whole there.
  const here = join(desk.profile, 'blobs', content)
  writeFileSync(here, readFileSync(here).fill(9, 100, 200))
  desk.clock.time += 31 * DAY
  expect((await keep()).rehearsal).toBe(true)
  expect(readFileSync(path).equals(whole)).toBe(true)
})

test('the power goes once a copy has its name: it is sealed anew all the same, and goes in its turn', async () => {
  const folder = join(desk.profile, '..', 'second')
  mkdirSync(folder)
  await desk.rpc.safety.setSecondPlace({ folder: desk.engine.grant(folder) })
  await desk.rpc.users.add({ name: clerk.user, role: 'admin', passphrase: clerk.passphrase })
  const who = { user, passphrase }
  await save('一号院子')
  await keep()
  for (let moment = 1; copies(folder).length === 1; moment++) {
    await save(`${moment}号院子`)
    expect(await withPowerCut(desk, moment, () => keep(), who, folder)).toBe(true)
  }
  expect((await desk.rpc.users.remove({ name: clerk.user })).rekeyed).toBe(true)
  const open = (name: string, by: typeof clerk) =>
    desk.rpc.profile.previewBackup({ file: desk.engine.grant(join(folder, name)), ...by })
  for (const name of copies(folder)) {
    expect((await open(name, who)).unit).toBe('东街街道')
    expect((await refusal(open(name, clerk))).code).toBe('passphrase.wrong')
  }
  await save('三号院子')
  await keep()
  expect([copies().length, copies(folder).length]).toEqual([1, 1])
})

test('a backup that a person wrote to the same place keeps nothing there that need not be kept', async () => {
  const folder = join(desk.profile, '..', 'second')
  mkdirSync(folder)
  await desk.rpc.safety.setSecondPlace({ folder: desk.engine.grant(folder) })
  await desk.rpc.safety.backup({ folder: desk.engine.grant(folder) })
  const packs = (place: string) => {
    const [name = ''] = readdirSync(place).filter((one) => one.startsWith('yb-blobs'))
    return readdirSync(join(place, name)).length
  }
  for (let day = 0; day < 12; day++) {
    desk.clock.time += DAY
    await save(`${day}号院子`)
    await keep()
  }
  expect(packs(folder)).toBe(packs(own()))
})

test('before a copy takes the place of what is here it says what it holds and what would be lost', async () => {
  await save('十号院子')
  await keep()
  await save('十一号院子')
  await save('十二号院子')
  const [newest] = (await desk.rpc.profile.backups({})).backups
  await desk.rpc.session.lock({})
  const preview = await desk.rpc.profile.previewBackup({
    file: newest?.token ?? ('' as never),
    user,
    passphrase,
  })
  expect(preview).toMatchObject({ unit: '东街街道', lost: { changes: 2, records: 2 } })
  expect(preview.kinds).toContainEqual({ label: '院坝会', count: 1 })
  await restore({ user, passphrase })
  expect((await desk.rpc.records.count({ kind: 'courtyard-session' })).total).toBe(1)
})

describe('copies share the pages that they have alike', () => {
  const beside = () => {
    const [folder = ''] = readdirSync(own()).filter((name) => name.startsWith('yb-blobs'))
    return readdirSync(join(own(), folder)).map((name) => join(own(), folder, name))
  }
  const sizeOf = (paths: readonly string[]) => paths.reduce((sum, path) => sum + statSync(path).size, 0)
  /** What the newest copy says when it takes the place of what is here. */
  const total = async () => (await desk.rpc.records.count({ kind: 'courtyard-session' })).total
  const preview = async (at: number) => {
    const copy = (await desk.rpc.profile.backups({})).backups[at]
    return desk.rpc.profile.previewBackup({ file: copy?.token ?? ('' as never), user, passphrase })
  }
  const sessions = { label: '院坝会' }

  test('the second adds little, and each is restored whole', async () => {
    await save('一号院子')
    await keep()
    const first = sizeOf(beside())
    expect(first).toBeGreaterThan(statSync(join(desk.profile, 'profile.db')).size * 0.9)
    desk.clock.time += DAY
    await save('二号院子')
    await keep()
    expect(sizeOf(beside()) - first).toBeLessThan(first * 0.4)
    expect((await preview(0)).kinds).toContainEqual({ ...sessions, count: 2 })
    expect((await preview(1)).kinds).toContainEqual({ ...sessions, count: 1 })
    await restore({ user, passphrase })
    expect(await total()).toBe(2)
    expect((await desk.rpc.safety.verify({})).ok).toBe(true)
  })

  test('what is written meanwhile tears no copy', async () => {
    await save('零号院子')
    for (let round = 0; round < 4; round++) {
      const kept = keep()
      for (let n = 0; n < 4; n++) await save(`${round}-${n}号院子`)
      expect((await kept).problems).toEqual([])
      desk.clock.time += DAY
      expect((await preview(0)).kinds).toContainEqual({ ...sessions, count: expect.any(Number) })
    }
    await restore({ user, passphrase })
    expect((await desk.rpc.safety.verify({})).ok).toBe(true)
  })

  test('a pack that is gone is told and costs the copies that need it; the next one needs it not', async () => {
    await save('一号院子')
    await keep()
    const [base = ''] = beside()
    desk.clock.time += DAY
    await save('二号院子')
    await keep()
    rmSync(base)
    for (const at of [0, 1]) expect((await refusal(preview(at))).code).toBe('backup.incomplete')
    desk.clock.time += DAY
    await save('三号院子')
    await keep()
    expect((await preview(0)).kinds).toContainEqual({ ...sessions, count: 3 })
    expect((await refusal(preview(1))).code).toBe('backup.incomplete')
  })

  test('a page that was spoilt on the disk is told by the rehearsal, and no later copy rests on it', async () => {
    await save('一号院子')
    expect((await keep()).rehearsal).toBe(true)
    const [base = ''] = beside()
    const bytes = readFileSync(base)
    bytes.fill(9, bytes.length - 5000, bytes.length - 4000)
    writeFileSync(base, bytes)
    desk.clock.time += 31 * DAY
    await save('二号院子')
    expect((await keep()).rehearsal).toBe(false)
    expect((await refusal(preview(0))).code).toBe('backup.damaged')
    expect(await keep()).toMatchObject({ written: [expect.anything()], rehearsal: true })
    expect((await preview(0)).kinds).toContainEqual({ ...sessions, count: 2 })
    expect((await keep()).written).toEqual([])
  })

  test('after a removal the next copy shares nothing with those before', async () => {
    await desk.rpc.users.add({ name: clerk.user, role: 'admin', passphrase: clerk.passphrase })
    await save('一号院子')
    await keep()
    const first = sizeOf(beside())
    await desk.rpc.users.remove({ name: clerk.user })
    desk.clock.time += DAY
    await keep()
    expect(sizeOf(beside())).toBeGreaterThan(first * 1.9)
    for (const at of [0, 1]) expect((await preview(at)).kinds).toContainEqual({ ...sessions, count: 1 })
  })

  test('a copy that is being made while something is erased does not stay', async () => {
    await desk.close()
    desk = await openDistrict()
    const id = await save('一号院子')
    const kept = keep()
    // The pages were read by then, and the copy has no name yet.
    while (!existsSync(own()) || beside().every((path) => path.endsWith('.tmp')))
      await new Promise((resolve) => setImmediate(resolve))
    await desk.rpc.records.erase({ id, reason: '本人申请删除' })
    const { written } = await kept
    desk.clock.time += DAY
    await keep()
    expect(copies().filter((name) => written.includes(name))).toEqual([])
    expect(copies()).toHaveLength(1)
  })

  test('after an erasure no page from before is left', async () => {
    await desk.close()
    desk = await openDistrict()
    const id = await save('一号院子')
    await keep()
    const before = beside()
    await desk.rpc.records.erase({ id, reason: '本人申请删除' })
    desk.clock.time += DAY
    await keep()
    expect(beside().filter((path) => before.includes(path))).toEqual([])
    expect(copies()).toHaveLength(1)
    expect((await preview(0)).unit).toBe('示范区')
  })
})
