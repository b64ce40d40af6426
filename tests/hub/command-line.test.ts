import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { resumeHub } from '../../electron/hub/hub'
import { openTelling } from '../../electron/hub/ingest/watch-told'
import { takeFromFolder } from '../../electron/hub/ingest/watched'
import { readHubKeys } from '../../electron/hub/keys'
import { tablesOfDistricts } from '../../electron/hub/reach/roles'
import { openStore } from '../../electron/hub/store/open-store'
import { systemClock } from '../../electron/machine/surroundings'
import { runHere } from '../support/desks/cli'
import { type Pair, pair, session } from '../support/desks/pair'
import { hubParts } from '../support/hub/hubs'
import { testKeysFolder } from '../support/hub/sealed'
import { onPostgres } from '../support/hub/stores'

const json = async (...words: string[]) => {
  const { code, stdout, stderr } = await runHere([...words, '--json'])
  return { code, told: JSON.parse(stdout), stderr }
}

onPostgres(({ place }) => {
  let story: Pair
  beforeEach(async () => {
    story = await pair()
  })
  afterEach(() => story.close())

  test('a district joins a hub, hands in, gets its receipt; a wrong file is told by exit code 5, and everything can be proved', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hub-cli-'))
    const at = ['--database', await place(), '--folder', join(folder, 'hub')]
    const recovery = ['--recovery-out', join(folder, 'recovery.txt')]
    const made = await json('hub', 'init', ...at, '--role', 'city', '--unit', '示范市', ...recovery)
    expect(made).toMatchObject({ code: 0, told: { site: expect.any(String), unit: expect.any(String) } })
    expect(statSync(join(folder, 'hub/hub-keys.json')).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(folder, 'recovery.txt'), 'utf8')).toContain('AGE-SECRET-KEY-')
    const again = await json(
      'hub',
      'init',
      ...at,
      '--role',
      'city',
      '--unit',
      '示范市',
      '--recovery-out',
      join(folder, 'r2'),
    )
    expect(again).toMatchObject({ code: 3, told: { error: { code: 'hub.exists' } } })

    const words = join(folder, 'words.txt')
    const out = join(story.stick, 'join.ybj')
    expect((await json('hub', 'join-file', ...at, '--out', out, '--join-passphrase-file', words)).code).toBe(
      0,
    )
    const { district } = story
    await district.rpc.sites.joinCity({
      file: district.engine.grant(out),
      joinPassphrase: readFileSync(words, 'utf8').trim(),
    })
    const id = await story.a.save('courtyard-session', session(story.units.peach))
    await district.take((await story.a.send()).file)
    const send = async () => join(story.stick, (await district.send('示范市')).file)
    const first = await send()
    expect(await json('hub', 'ingest', first, ...at)).toMatchObject({
      code: 0,
      told: { files: [{ result: 'waiting' }] },
    })
    const { told } = await json('hub', 'newcomers', ...at)
    const [{ site, fingerprint }] = told.newcomers
    const wrong = await json(
      'hub',
      'admit',
      ...at,
      '--site',
      site,
      '--fingerprint',
      '一 二 三 四 五 六 七 八',
    )
    expect(wrong).toMatchObject({ told: { error: { code: 'join.other-fingerprint' } } })
    const admitted = await json('hub', 'admit', ...at, '--site', site, '--fingerprint', fingerprint.join(' '))
    expect(admitted).toMatchObject({ code: 0, told: { files: [{ result: 'applied' }] } })

    await story.a.save('courtyard-session', { people: 46 }, id)
    await district.take((await story.a.send()).file)
    const second = await send()
    const bytes = readFileSync(second)
    bytes[bytes.length - 5] = (bytes[bytes.length - 5] ?? 0) ^ 1
    const broken = join(story.stick, 'broken.ybb')
    writeFileSync(broken, bytes)
    expect(await json('hub', 'ingest', broken, second, ...at)).toMatchObject({
      code: 5,
      told: {
        files: [
          { result: 'refused', reason: 'bundle.damaged' },
          { result: 'applied', added: 1 },
        ],
      },
    })
    const status = await json('hub', 'status', ...at)
    expect(status.told).toMatchObject({
      districts: [{ district: '示范区', serial: 2, gaps: [], lagDays: 0 }],
      waiting: { newcomers: 0, files: 0 },
      refusals: [{ file: 'broken.ybb', reason: 'bundle.damaged' }],
    })
    const back = await json('hub', 'export', ...at, '--to', story.stick, '--peer', site)
    expect(back).toMatchObject({ code: 0, told: { serial: 1, changes: 0 } })
    expect((await district.take(back.told.file))[0]).toMatchObject({ from: '示范市', confirmed: 8 })
    const peer = (await district.rpc.sync.status({})).peers.find(({ role }) => role === 'city')
    expect(peer).toMatchObject({ pending: 0 })
    const facts = await openStore({ database: at[1] ?? '' })
    expect(await facts.query('SELECT district, f_people AS people FROM facts_courtyard_session')).toEqual([
      { district: 2, people: 46 },
    ])
    // Nothing is left for the first reader to add up.
    expect(await facts.query('SELECT count(*) AS n FROM stale_months')).toEqual([{ n: 0 }])
    await facts.close()
    const verified = await json('hub', 'verify', ...at)
    expect(
      verified.told.districts.flatMap(({ checks }: { checks: { ok: boolean }[] }) =>
        checks.filter(({ ok }) => !ok),
      ),
    ).toEqual([])
    expect(verified).toMatchObject({ code: 0, told: { ok: true, files: { wrong: [] }, auditBreaks: null } })
    expect(verified.told.districts.map(({ district: name }: { district: string }) => name)).toEqual([
      '示范市',
      '示范区',
    ])

    const store = await openStore({ database: at[1] ?? '' })
    await store.query(`UPDATE records SET body = jsonb_set(body, '{people}', '99') WHERE id = $1`, [id])
    await store.query(`UPDATE changes SET author = '别人' WHERE record = $1 AND seq > 1`, [id])
    await store.query(`INSERT INTO hub_audit VALUES (1, '', '王五', 'session.unlock', '{}', '', '')`)
    const spoilt = await json('hub', 'verify', ...at)
    expect([spoilt.code, spoilt.told.ok, spoilt.told.auditBreaks]).toEqual([1, false, 1])
    expect(
      spoilt.told.districts[1].checks.filter(({ ok }: { ok: boolean }) => !ok).length,
    ).toBeGreaterThanOrEqual(2)
    await store.close()
  }, 300_000)

  test('a folder that is watched is emptied: what is refused lies aside with its reason', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hub-cli-'))
    const database = await place()
    const at = ['--database', database, '--folder', folder]
    await json(
      'hub',
      'init',
      ...at,
      '--role',
      'city',
      '--unit',
      '示范市',
      '--recovery-out',
      join(folder, 'r'),
    )
    const parts = { ...hubParts(await openStore({ database })), folder }
    const hub = await resumeHub({ ...parts, keys: readHubKeys(join(folder, 'hub-keys.json')) })
    const watched = mkdtempSync(join(tmpdir(), 'watched-'))
    writeFileSync(join(watched, 'bad.ybb'), '不是交换文件')
    writeFileSync(join(watched, 'fresh.ybb'), '还在')
    const seen = { sizes: new Map<string, number>(), left: new Set<string>() }
    const look = () =>
      takeFromFolder(hub, watched, { allowMassDelete: false }, seen, ({ reason }) => `原因：${reason}`)
    expect(await look()).toEqual([])
    writeFileSync(join(watched, 'fresh.ybb'), '还在写')
    const files = await look()
    expect(files).toMatchObject([{ file: 'bad.ybb', result: 'refused', reason: 'bundle.not-a-bundle' }])
    expect(readFileSync(join(watched, 'refused/bad.ybb.txt'), 'utf8')).toBe('原因：bundle.not-a-bundle\n')
    expect(readFileSync(join(watched, 'refused/bad.ybb'), 'utf8')).toBe('不是交换文件')
    expect(readFileSync(join(watched, 'fresh.ybb'), 'utf8')).toBe('还在写')
    await openTelling({ ...hub, around: { ...hub.around, clock: systemClock } }, watched, () => 0).tell()
    expect(await json('hub', 'status', ...at)).toMatchObject({
      told: { watched: [{ folder: watched, files: 1, behind: 0, state: 'watching' }] },
    })
    const told = (await runHere(['hub', 'status', ...at])).stdout
    expect(told).toContain(`${watched}：正在看，1 个文件等待导入，最早的从 `)
    await hub.store.close()
  })
})

onPostgres(({ place }) => {
  /** A hub that was made just now, and `hub roles` for it. */
  async function madeHub() {
    const folder = mkdtempSync(join(tmpdir(), 'hub-roles-'))
    const [database, out] = [await place(), join(folder, 'roles.json')]
    const made = ['--role', 'city', '--unit', '示范市', '--recovery-out', join(folder, 'recovery.txt')]
    await json('hub', 'init', '--database', database, '--folder', folder, ...made)
    const roles = (address: string) =>
      json('hub', 'roles', '--database', address, '--folder', folder, '--out', out)
    return { database, folder, out, roles }
  }

  test('the two roles connect under their own names, however the owner’s address says who that is', async () => {
    const { database, out, roles } = await madeHub()
    const nowhere = await roles('postgres:///hub?host=/var/run/postgresql')
    expect(nowhere).toMatchObject({ code: 2, told: { error: { code: 'usage' } } })
    expect(await roles(`${database}?user=postgres&password=none`)).toMatchObject({ code: 0 })
    const { door, reader } = JSON.parse(readFileSync(out, 'utf8'))
    for (const [name, address] of Object.entries({ door, reader }))
      expect(new URL(address)).toMatchObject({
        username: expect.stringContaining(`yuanba_${name}_`),
        search: '',
      })
  })

  test('keys of another hub open nothing of a database: no file of roles is left of them', async () => {
    const { database, out } = await madeHub()
    const folder = await testKeysFolder()
    const other = await json('hub', 'roles', '--database', database, '--folder', folder, '--out', out)
    expect(other).toMatchObject({ code: 3, told: { error: { code: 'hub.not-begun' } } })
    expect(existsSync(out)).toBe(false)
  })

  test('a hub whose roles are there is guarded and granted anew when a migration ran, by whichever command', async () => {
    const { database, folder, out, roles } = await madeHub()
    await roles(database)
    const { door } = JSON.parse(readFileSync(out, 'utf8'))
    const store = await openStore({ database })
    for (const text of ['DROP TABLE watched_folders', 'DROP POLICY session_reaches ON records'])
      await store.query(text)
    await store.query('DELETE FROM migrations WHERE id = 470')
    expect(await json('hub', 'status', '--database', database, '--folder', folder)).toMatchObject({ code: 0 })
    const may = (column: string) =>
      store.query(`SELECT has_column_privilege($1, 'watched_folders', $2, 'SELECT') AS may`, [
        new URL(door).username,
        column,
      ])
    expect([await may('files'), await may('folder')]).toEqual([[{ may: true }], [{ may: false }]])
    expect((await tablesOfDistricts(store)).filter(({ guarded }) => !guarded)).toEqual([])
    await store.close()
  })
})

test('a hub that is open to other computers is told the address that people type', async () => {
  const words = ['--embedded', join(tmpdir(), 'no-hub'), '--cert', 'c.pem', '--key', 'k.pem']
  const served = await json('hub', 'serve', ...words, '--host', '0.0.0.0')
  expect(served).toMatchObject({ code: 2, told: { error: { code: 'usage' } } })
  expect(JSON.stringify(served.told)).toContain('--origin')
})

test('the built-in database says that it does not wait for the disk', async () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'hub-cli-')), 'hub')
  const out = `${folder}-recovery.txt`
  const made = await json(
    'hub',
    'init',
    '--embedded',
    folder,
    '--role',
    'city',
    '--unit',
    '示范市',
    '--recovery-out',
    out,
  )
  expect(made).toMatchObject({ code: 0, stderr: expect.stringContaining('fsync') })
  expect(await json('hub', 'status', '--embedded', folder)).toMatchObject({
    code: 0,
    told: { districts: [] },
  })
})
