import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { introductionFor } from '../../../electron/engine/sites/introductions'
import { newSiteKeys } from '../../../electron/engine/sites/keys'
import { ownSiteOf } from '../../../electron/engine/sites/sites'
import { writeHubKeys } from '../../../electron/hub/keys'
import { openSeal, sealOf } from '../../../electron/hub/sealed/seal'
import type { Store } from '../../../electron/hub/store/store'
import { DISTRICT_SCOPE } from '../../../shared/sync/change'
import { seededRandom } from '../desks/engine'
import { testsFolder } from '../machine/tests-folder'

/** Of the keys of a hub that a test fills by hand. */
const testDataKey = Buffer.alloc(32, 9).toString('base64')

/** Under these keys. */
export const testSeal = sealOf({ dataKey: testDataKey }, seededRandom(5))

/** Somebody else's. */
export const otherSeal = openSeal(Buffer.alloc(32, 1), seededRandom(6))

/** Where the hub of a folder of keys is at home. */
interface Home {
  readonly store: Store
  /** The unit of its office. */
  readonly unit: string
}

/** A folder with the keys of a hub that a test fills by hand. @param home absent: of a hub elsewhere */
export async function testKeysFolder(home?: Home): Promise<string> {
  const folder = mkdtempSync(join(testsFolder(), 'keys-'))
  const signing = await newSiteKeys()
  const about = { role: 'city', scope: DISTRICT_SCOPE, unit: 'city', unitName: '示范市', letter: '' } as const
  const site = ownSiteOf(introductionFor(signing, about), signing)
  writeHubKeys(folder, { site, former: [], dataKey: testDataKey })
  if (home)
    await home.store.query('INSERT INTO districts (site, unit, name, region) VALUES ($1, $2, $3, $4)', [
      site.id,
      home.unit,
      about.unitName,
      [home.unit],
    ])
  return folder
}
