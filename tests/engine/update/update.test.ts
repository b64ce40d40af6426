import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newestVersion } from '../../../electron/engine/db/migrations'
import { openForWriting } from '../../../electron/engine/db/open'
import { messageFor } from '../../../shared/messages'
import { factsHere, newReleaser, type Releaser, writePackage } from '../../support/bundles/updates'
import {
  type Computer,
  fixedClock,
  keptLog,
  openStreet,
  passphrase,
  refusal,
  seededRandom,
  startComputer,
  user,
} from '../../support/desks/engine'
import { dataKeyOf } from '../../support/desks/own-keys'
import { pair } from '../../support/desks/pair'

const releaser: Releaser = newReleaser()
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yuanba-update-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** The same profile with a program that knows this releaser, signed in. */
async function reopened(profile: string, seed = 3): Promise<Computer> {
  const parts = { profile, stick: folder, clock: fixedClock(), random: seededRandom(seed), log: keptLog() }
  const computer = startComputer({ ...parts, limits: { releaseKey: releaser.line } })
  await computer.rpc.session.unlock({ user, passphrase })
  return computer
}

/** A street's laptop that knows this releaser. */
async function laptop(): Promise<Computer & { close(): Promise<void> }> {
  const desk = await openStreet()
  await desk.engine.close()
  const computer = await reopened(desk.profile)
  return {
    ...computer,
    close: async () => {
      await computer.engine.close()
      await desk.close()
    },
  }
}

test('a package is looked at, backed up before, and its installer laid out as it was packed', async () => {
  const { rpc, engine, profile, close } = await laptop()
  const { path, sha256 } = await writePackage(folder, releaser)
  const file = engine.grant(path)
  expect(await rpc.update.read({ file })).toMatchObject({
    package: { version: '9.0.0', notes: factsHere.notes },
    refused: null,
  })
  expect((await refusal(rpc.update.prepare({ file }))).code).toBe('update.no-backup')
  await rpc.safety.keepCopies({ why: 'before' })
  const prepared = await rpc.update.prepare({ file })
  expect(prepared).toMatchObject({
    version: '9.0.0',
    path: join(profile, 'updates/ready', prepared.installer),
  })
  expect(createHash('sha256').update(readFileSync(prepared.path)).digest('hex')).toBe(sha256)
  expect((await rpc.safety.audit({})).entries.map(({ action }) => action)).toContain('update.prepare')
  await close()
})

test.each([
  ['for another system', { platform: 'win32', arch: 'arm64' }, 'update.other-system'],
  ['in the layout of the UOS store', { platform: 'linux', layout: 'uos' }, 'update.other-layout'],
  ['of the version that runs', { version: '0.0.0' }, 'update.not-newer'],
  ['that would not open the profile', { schema: newestVersion - 10 }, 'update.older-schema'],
] as const)('one %s is told, and lays nothing out', async (_, facts, code) => {
  const { rpc, engine, profile, close } = await laptop()
  const { path } = await writePackage(folder, releaser, facts)
  const file = engine.grant(path)
  const { refused } = await rpc.update.read({ file })
  expect(refused?.code).toBe(code)
  await rpc.safety.keepCopies({ why: 'before' })
  const error = await refusal(rpc.update.prepare({ file }))
  expect(error.code).toBe(code)
  expect(messageFor(error).title).not.toContain('{')
  expect(existsSync(join(profile, 'updates/ready'))).toBe(false)
  await close()
})

test('one that was spoilt on the stick leaves no installer, whatever was written of it before', async () => {
  const { rpc, engine, profile, close } = await laptop()
  const { path } = await writePackage(folder, releaser, {}, 500_000)
  const bytes = readFileSync(path)
  bytes[400_000] = (bytes[400_000] ?? 0) ^ 1
  writeFileSync(path, bytes)
  await rpc.safety.keepCopies({ why: 'before' })
  expect((await refusal(rpc.update.prepare({ file: engine.grant(path) }))).code).toBe('update.damaged')
  expect(readdirSync(join(profile, 'updates/ready'))).toEqual([])
  await close()
})

test('a profile that a newer version made lays the newer version out, though nothing can be saved in it', async () => {
  const desk = await openStreet()
  await desk.engine.close()
  const db = openForWriting(join(desk.profile, 'profile.db'), await dataKeyOf(desk))
  db.pragma(`user_version = ${newestVersion + 10}`)
  db.close()
  const { rpc, engine } = await reopened(desk.profile)
  const same = await writePackage(folder, releaser, { version: '8.0.0' })
  const file = engine.grant(same.path)
  expect((await rpc.update.read({ file })).refused?.code).toBe('update.older-schema')
  const newer = await writePackage(folder, releaser, { schema: newestVersion + 10 })
  const prepared = await rpc.update.prepare({ file: engine.grant(newer.path) })
  expect(existsSync(prepared.path)).toBe(true)
  await engine.close()
  await desk.close()
})

test('a district keeps packages, sees who is behind, and brings each the one that it asks for', async () => {
  const story = await pair()
  await story.district.take((await story.a.send()).file)
  await story.district.engine.close()
  const { rpc, engine, profile } = await reopened(story.district.profile, 77)
  const [first] = (await rpc.update.state({})).computers.filter(({ program }) => program !== null)
  const [other] = (await rpc.update.state({})).computers.filter(({ program }) => program === null)
  expect(first).toMatchObject({ behind: false, brings: null, program: { app: '0.0.0' } })
  for (const facts of [{ version: '8.0.0' }, {}, { platform: 'win32', arch: 'arm64' }] as const)
    await rpc.update.keep({ file: engine.grant((await writePackage(folder, releaser, facts)).path) })
  const { kept, computers } = await rpc.update.state({})
  expect(kept.map(({ version, platform }) => [version, platform])).toEqual([
    ['9.0.0', factsHere.platform],
    ['9.0.0', 'win32'],
  ])
  expect(computers.find(({ site }) => site === first?.site)).toMatchObject({ behind: true, brings: '9.0.0' })
  const stick = join(folder, 'stick')
  mkdirSync(stick)
  const bring = (site = '') => rpc.update.bring({ folder: engine.grant(stick), site })
  const brought = await bring(first?.site)
  expect(brought).toMatchObject({ version: '9.0.0', wasThere: false })
  const there = join(stick, brought?.file ?? '')
  expect(readFileSync(there)).toEqual(readFileSync(join(profile, 'updates', brought?.file ?? '')))
  expect(await bring(first?.site)).toMatchObject({ wasThere: true })
  writeFileSync(there, Buffer.alloc(readFileSync(there).length))
  expect(await bring(first?.site)).toMatchObject({ wasThere: false })
  expect(await bring(other?.site)).toBeNull()
  expect(readdirSync(stick)).toEqual([brought?.file])
  const { version, platform, arch, layout } = factsHere
  await rpc.update.drop({ version, platform, arch, layout })
  expect(await bring(first?.site)).toBeNull()
  await engine.close()
  await story.close()
})

test('a package that is not good is not kept', async () => {
  const { rpc, engine, profile, close } = await laptop()
  const { path } = await writePackage(folder, newReleaser())
  expect((await refusal(rpc.update.keep({ file: engine.grant(path) }))).code).toBe('update.other-signer')
  expect(readdirSync(join(profile, 'updates'))).toEqual([])
  expect((await rpc.update.state({})).kept).toEqual([])
  await close()
})

test('a computer with the package of the UOS store says so, and is brought that one', async () => {
  const story = await pair()
  const ran = process.execPath
  process.execPath = '/opt/apps/cn.yuanba.desktop/files/yuanba'
  const { file } = await story.a.send().finally(() => {
    process.execPath = ran
  })
  await story.district.take(file)
  await story.district.engine.close()
  const { rpc, engine } = await reopened(story.district.profile, 77)
  const behind = async () => (await rpc.update.state({})).computers.find(({ program }) => program !== null)
  expect((await behind())?.program).toMatchObject({ layout: 'uos' })
  const keep = async (layout: 'plain' | 'uos') =>
    rpc.update.keep({
      file: engine.grant((await writePackage(folder, releaser, { platform: 'linux', layout })).path),
    })
  await keep('plain')
  expect(await behind()).toMatchObject({ brings: null })
  await keep('uos')
  expect((await rpc.update.state({})).kept).toHaveLength(2)
  const site = (await behind())?.site ?? ''
  const brought = await rpc.update.bring({ folder: engine.grant(folder), site })
  expect(brought?.file).toMatch(/-uos\.ybu$/)
  await engine.close()
  await story.close()
})

test('beside what came from a stick the newest package for this computer is found, and no other', async () => {
  const { rpc, engine, close } = await laptop()
  const stick = join(folder, 'stick')
  mkdirSync(stick)
  const bundle = engine.grant(join(stick, 'yb-000001.ybb'))
  const { platform, arch } = factsHere
  const put = (name: string) => writeFileSync(join(stick, name), '')
  for (const name of [`yuanba-0.0.0-${platform}-${arch}.ybu`, 'yuanba-9.0.0-other-x64.ybu', '说明.ybu'])
    put(name)
  put(`yuanba-9.9.9-${platform}-${arch}-uos.ybu`)
  expect(await rpc.update.beside({ files: [bundle] })).toBeNull()
  for (const version of ['9.0.0', '10.0.0']) put(`yuanba-${version}-${platform}-${arch}.ybu`)
  const found = await rpc.update.beside({ files: [bundle] })
  expect(found).toMatchObject({ version: '10.0.0', name: `yuanba-10.0.0-${platform}-${arch}.ybu` })
  expect(await rpc.update.beside({ files: [bundle] })).toEqual(found)
  if (found) expect((await refusal(rpc.update.read({ file: found.token }))).code).toBe('update.not-a-package')
  await rpc.session.lock({})
  expect((await refusal(rpc.update.beside({ files: [bundle] }))).code).toBe('session.locked')
  await close()
})
