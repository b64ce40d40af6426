import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runCli as runCommand } from '../../../electron/hosts/cli/run'
import { version } from '../../../package.json'
import { type Desk, openDesk, passphrase, peakMemory, runCli, runHere } from '../../support/desks/cli'
import { addStreet, type Exported, startDistrict } from '../../support/desks/cli-story'

const MiB = 1024 * 1024

let desk: Desk
beforeAll(async () => {
  desk = openDesk()
  desk.write('notes.txt', '新增：催报单可以按街道分开打印。\n')
  for (const key of ['first', 'second']) await ok('key', '--out', desk.path(key))
})
afterAll(() => desk.clear())

async function ok(...args: readonly string[]) {
  const run = await runHere(['update', ...args, '--json'])
  expect([run.code, run.stderr]).toEqual([0, ''])
  return JSON.parse(run.stdout)
}

/** Packs an installer of this size. @returns where the package lies */
async function packed(bytes: number, key: string, ...more: readonly string[]): Promise<string> {
  const installer = desk.path(`yuanba_9.0.0_amd64.deb`)
  writeFileSync(installer, Buffer.alloc(bytes, 7))
  const out = desk.path(`${bytes}-${key}.ybu`)
  const named = ['--key', desk.path(key), '--notes', desk.path('notes.txt'), '--out', out]
  await ok('make', installer, ...named, ...more)
  return out
}

test('whoever releases makes keys, packs an installer, and lets another key take over', async () => {
  const mine = await packed(1000, 'first', '--app-version', '9.0.0')
  const first = ['--release-key', desk.path('first.pub')]
  const found = await ok('verify', mine, ...first)
  expect(found).toMatchObject({ version: '9.0.0', platform: 'linux', arch: 'x64', installer: { size: 1000 } })
  expect(found.signer).toMatch(/^SHA256:/)
  const keys = ['--keys', desk.path('keys')]
  const other = await packed(1000, 'second')
  const refused = await runHere(['update', 'verify', other, ...first, '--json'])
  expect([refused.code, JSON.parse(refused.stdout).error.code]).toEqual([5, 'update.other-signer'])
  await ok('succeed', '--key', desk.path('first'), '--successor', desk.path('second.pub'), ...keys)
  expect(await ok('verify', await packed(1000, 'second', ...keys), ...first)).toMatchObject({ version })
})

test('a private key is for nobody else to read, and is never written over', async () => {
  const before = readFileSync(desk.path('first'), 'utf8')
  expect((await runHere(['update', 'key', '--out', desk.path('first')])).code).toBe(2)
  expect(readFileSync(desk.path('first'), 'utf8')).toBe(before)
})

test('memory does not grow with the package', async () => {
  const peaks = []
  for (const size of [MiB, 128 * MiB]) {
    const path = await packed(size, 'first')
    const args = ['update', 'verify', path, '--release-key', desk.path('first.pub'), '--json']
    const run = await runCli(args, { YUANBA_DEBUG_MEMORY: '1' })
    expect(run.code).toBe(0)
    peaks.push(peakMemory(run))
  }
  const [small = 0, large = Number.NaN] = peaks
  expect(large - small).toBeLessThan(64 * MiB)
})

test('a package of somebody else is not applied, and the list says what runs here', async () => {
  const district = desk.laptop('district')
  await district.json('init', '--role', 'district', '--unit', '示范区', '--recovery-out', desk.path('r.key'))
  const { error } = await district.refused('update', 'apply', await packed(2000, 'first'))
  expect(error).toMatchObject({ code: 'update.other-signer' })
  expect(await district.json('update', 'list')).toMatchObject({ app: version, kept: [], computers: [] })
})

test('an export puts the package beside the bundle for the laptop that asks for it, and the laptop is told how to install it', async () => {
  const releaseKey = readFileSync(desk.path('first.pub'), 'utf8')
  const story = await startDistrict()
  const street = await addStreet(story, '云锦街道', '001', 'A')
  const sent = await street.laptop.json<Exported>('export', '--to', story.stick)
  await story.district.json('import', sent.file)
  const path = await packed(
    3000,
    'first',
    '--app-version',
    '9.0.0',
    '--platform',
    process.platform,
    '--arch',
    process.arch,
  )
  const on = async (profile: string, ...args: readonly string[]) => {
    const lines: string[] = []
    const answer = (line: string) => void lines.push(line)
    const terminal = {
      env: { YUANBA_PASSPHRASE: passphrase },
      answer,
      notice: answer,
      isWatched: false,
      releaseKey,
    }
    const code = await runCommand([...args, '--json', '--profile', profile], { ...terminal, kdfCost: 1024 })
    expect([code, lines]).toEqual([0, [expect.any(String)]])
    return JSON.parse(lines[0] ?? '')
  }
  await on(story.district.profile, 'update', 'keep', path)
  expect(await on(story.district.profile, 'update', 'list')).toMatchObject({
    computers: [{ behind: true, brings: '9.0.0', program: { app: version } }],
  })
  const { update } = await on(story.district.profile, 'export', '--to', story.stick)
  expect(update).toMatchObject({ version: '9.0.0', wasThere: false })
  const brought = join(story.stick, update.file)
  expect(await on(street.laptop.profile, 'update', 'check', brought)).toMatchObject({ version: '9.0.0' })
  const applied = await on(street.laptop.profile, 'update', 'apply', brought)
  expect(applied.command).toContain(applied.path)
  expect(readFileSync(applied.path)).toEqual(Buffer.alloc(3000, 7))
  story.desk.clear()
})
