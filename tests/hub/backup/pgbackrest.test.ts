import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { resumeHub } from '../../../electron/hub/hub'
import { ingestPile } from '../../../electron/hub/ingest/pile'
import { openStore } from '../../../electron/hub/store/open-store'
import { verifyHub } from '../../../electron/hub/upkeep/verify-hub'
import { pair, session } from '../../support/desks/pair'
import { startCluster } from '../../support/hub/cluster'
import { broughtToHub } from '../../support/hub/compared'
import { admitAll, joinHub, newHub } from '../../support/hub/hubs'
import { fileNeeds } from '../../support/machine/needs'
import { testsFolder } from '../../support/machine/tests-folder'

fileNeeds('postgres', 'pgbackrest')

const rules = { allowMassDelete: false }
const stanza = 'hub'

/** The settings of README's section, for a repository below the server's own folder. */
const configuration = (folder: string, port: number): string => `[global]
repo1-path=${folder}/repository
log-path=${folder}
lock-path=${folder}
log-level-file=off
log-level-console=warn
start-fast=y
compress-type=none

[${stanza}]
pg1-path=${folder}/data
pg1-port=${port}
pg1-socket-path=${folder}
pg1-user=postgres
pg1-database=postgres
`

test('a hub whose server lost its disk is restored by pgBackRest to its last archived word, its files beside it', async () => {
  const cluster = await startCluster({
    settings: (folder) => [
      `unix_socket_directories=${folder}`,
      'archive_mode=on',
      `archive_command=pgbackrest --config=${folder}/pgbackrest.conf --stanza=${stanza} archive-push %p`,
    ],
  })
  const backrest = (...words: readonly string[]): string =>
    cluster.run('pgbackrest', [
      `--config=${join(cluster.folder, 'pgbackrest.conf')}`,
      `--stanza=${stanza}`,
      ...words,
    ])
  writeFileSync(join(cluster.folder, 'pgbackrest.conf'), configuration(cluster.folder, cluster.port))
  const story = await pair()
  const database = await cluster.newDatabase()
  let store = await openStore({ database })
  try {
    backrest('stanza-create')
    const hub = await newHub(store)
    await joinHub(hub, story.district, story.stick)
    const handedIn = async (people: number) => {
      await story.a.save('courtyard-session', session(story.units.peach, { people }))
      await story.district.take((await story.a.send()).file)
      return await ingestPile(hub, [join(story.stick, (await story.district.send('示范市')).file)], rules)
    }
    await handedIn(45)
    await admitAll(hub)
    backrest('--type=full', 'backup')
    // After the backup the archive alone knows of it.
    expect(await handedIn(46)).toMatchObject([{ result: 'applied', added: 1 }])
    const before = await broughtToHub(hub)
    await store.query('SELECT pg_switch_wal()')
    const beside = mkdtempSync(join(testsFolder(), 'beside-'))
    cpSync(hub.folder, beside, { recursive: true })

    await store.close()
    await cluster.whileStopped(() => {
      rmSync(join(cluster.folder, 'data'), { recursive: true })
      rmSync(hub.folder, { recursive: true })
      backrest('restore')
    })
    mkdirSync(hub.folder, { recursive: true })
    cpSync(beside, hub.folder, { recursive: true })
    store = await openStore({ database })
    const restored = await resumeHub({ ...hub, store })
    expect(await broughtToHub(restored)).toEqual(before)
    expect((await verifyHub(restored)).ok).toBe(true)
    expect(backrest('info')).toContain('status: ok')
  } finally {
    await store.close()
    await story.close()
    await cluster.stop()
  }
}, 120_000)
