import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { reconcileHubFacts } from '../../../electron/hub/facts/reconcile'
import { migrate } from '../../../electron/hub/store/migrate'
import { openStore } from '../../../electron/hub/store/open-store'
import { runHere } from '../../support/desks/cli'
import { fillHub } from '../../support/hub/filled-hub'
import { onPostgres } from '../../support/hub/stores'
import { testsFolder } from '../../support/machine/tests-folder'

const folder = mkdtempSync(join(testsFolder(), 'hub-figures-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

onPostgres(({ place }) => {
  test('the command line tells figures of all districts and writes their papers', async () => {
    const database = await place()
    const store = await openStore({ database })
    await migrate(store)
    await reconcileHubFacts(store)
    const body = { date: '2026-11-05', unit: 'peach', leaflets: 31, attendance: 10 }
    await fillHub(store, [
      { unit: 'district', records: [{ id: 'a', kind: 'activity', body, deleted: false }] },
    ])
    await store.close()

    const which = ['--database', database, '--period', '2026-11']
    const told = await runHere(['hub', 'figures', ...which, '--measures', 'leaflets', '--json'])
    expect([told.code, JSON.parse(told.stdout).figures[0].value]).toEqual([0, 31])
    const unknown = await runHere(['hub', 'figures', ...which, '--unit', 'nobody'])
    expect(unknown.code).not.toBe(0)
    for (const name of ['statistics', 'monthly']) {
      const out = join(folder, `${name}.html`)
      const written = await runHere(['hub', 'report', name, ...which, '--format', 'html', '--out', out])
      expect([name, written.code]).toEqual([name, 0])
      expect(readFileSync(out, 'utf8')).toContain('31')
    }
  })
})
