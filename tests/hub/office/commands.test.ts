import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runHere } from '../../support/desks/cli'
import { type Pair, pair, session } from '../../support/desks/pair'
import { eachStore } from '../../support/hub/stores'
import { testsFolder } from '../../support/machine/tests-folder'

const json = async (...words: readonly string[]) => {
  const { code, stdout } = await runHere([...words, '--json'])
  return { code, told: JSON.parse(stdout) }
}

eachStore(({ engine, place }) => {
  let story: Pair
  let folder: string
  let at: readonly string[]
  beforeEach(async () => {
    story = await pair()
    folder = mkdtempSync(join(testsFolder(), 'hub-'))
    at = engine === 'pglite' ? ['--embedded', folder] : ['--database', await place(), '--folder', folder]
    const city = ['--role', 'city', '--unit', '示范市', '--recovery-out', `${folder}-recovery.txt`]
    expect(await hub('init', ...city)).toMatchObject({ code: 0 })
    const [words, out] = [join(story.stick, 'words.txt'), join(story.stick, 'join.ybj')]
    await hub('join-file', '--out', out, '--join-passphrase-file', words)
    await story.district.rpc.sites.joinCity({
      file: story.district.engine.grant(out),
      joinPassphrase: readFileSync(words, 'utf8').trim(),
    })
    expect((await hub('ingest', await send())).told.files).toMatchObject([{ result: 'waiting' }])
  }, 120_000)
  afterEach(() => story.close())

  const hub = (command: string, ...words: readonly string[]) => json('hub', command, ...words, ...at)
  const send = async () => join(story.stick, (await story.district.send('示范市')).file)
  const waiting = async () => (await hub('newcomers')).told.newcomers
  const admit = async (): Promise<string> => {
    const [{ site, fingerprint }] = await waiting()
    expect((await hub('admit', '--site', site, '--fingerprint', fingerprint.join(' '))).code).toBe(0)
    return site
  }

  test('hub refuse sends a newcomer away with its files; whoever is not there is no newcomer', async () => {
    const [{ site }] = await waiting()
    expect(await hub('refuse', '--site', site)).toMatchObject({ code: 0, told: { name: '示范区' } })
    expect(await waiting()).toEqual([])
    const again = await hub('refuse', '--site', site)
    expect(again.told).toMatchObject({ error: { code: 'join.nobody' } })
    expect(again.code).toBeGreaterThan(0)
    expect((await hub('ingest', await send())).told.files).toMatchObject([{ result: 'refused' }])
    const { told } = await hub('status')
    expect(told.waiting).toEqual({ newcomers: 0, files: 0 })
    expect(told.refusals).toHaveLength(1)
  }, 120_000)

  test('hub end keeps what came and takes nothing more; it wants a reason and a computer that it knows', async () => {
    const site = await admit()
    expect(await hub('end', '--site', site)).toMatchObject({ code: 2, told: { error: { code: 'usage' } } })
    expect((await hub('end', '--site', 'nobody', '--reason', '遗失')).told).toMatchObject({
      error: { code: 'peer.unknown' },
    })
    const before = (await hub('status')).told.districts[0]
    expect(await hub('end', '--site', site, '--reason', '电脑遗失')).toMatchObject({
      code: 0,
      told: { name: '示范区' },
    })
    await story.a.save('courtyard-session', session(story.units.peach))
    await story.district.take((await story.a.send()).file)
    const later = await hub('ingest', await send())
    expect(later).toMatchObject({ code: 5, told: { files: [{ result: 'refused' }] } })
    expect((await hub('status')).told.districts[0]).toMatchObject({ records: before.records, anomalies: 0 })
    expect((await hub('verify')).told.ok).toBe(true)
  }, 120_000)

  test('hub renew gives the hub another self: the old keys open nothing, what masks hide opens still', async () => {
    await admit()
    await story.a.save('demonstration-household', {
      name: '周公开',
      unit: story.units.peach,
      from: '2026-01-01',
      phone: '13912345678',
    })
    await story.district.take((await story.a.send()).file)
    expect((await hub('ingest', await send())).told.files).toMatchObject([{ result: 'applied' }])
    const keys = join(folder, 'hub-keys.json')
    const old = readFileSync(keys, 'utf8')
    const renewed = await hub('renew')
    expect(renewed).toMatchObject({ code: 0, told: { folder } })
    const { site, former, dataKey } = JSON.parse(readFileSync(keys, 'utf8'))
    expect([site.id, former.map(({ id }: { id: string }) => id)]).toEqual([
      renewed.told.site,
      [JSON.parse(old).site.id],
    ])
    expect(dataKey).toBe(JSON.parse(old).dataKey)
    expect((await hub('verify')).told.ok).toBe(true)
    writeFileSync(keys, old)
    expect((await hub('status')).told).toMatchObject({ error: { code: 'hub.keys-old' } })
  }, 120_000)
})
