/**
 * A hub's process that takes files in as `hub ingest` does: `node ingest.cjs DATABASE FOLDER DIES FILE…`. It says what became of each. `DIES` as a number n: it is
 * killed where it would ask its database for the n-th time; 0: it is not.
 */
import { settleDerived, writeDerived } from '../../../electron/hub/derived'
import { resumeHub } from '../../../electron/hub/hub'
import { ingestPile } from '../../../electron/hub/ingest/pile'
import { readHubKeys } from '../../../electron/hub/keys'
import { openStore } from '../../../electron/hub/store/open-store'
import { systemClock, systemRandom } from '../../../electron/machine/surroundings'
import { mortal } from '../hub/mortal-store'

const [database = '', folder = '', dies = '0', ...files] = process.argv.slice(2)
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

async function work(): Promise<void> {
  const store = mortal(await openStore({ database }), Number(dies), () => {
    process.kill(process.pid, 'SIGKILL')
  })
  const around = {
    appVersion: '0.0.0',
    clock: systemClock,
    random: systemRandom,
    log: quiet,
    kdfCost: 2 ** 10,
  }
  const keys = readHubKeys(`${folder}/hub-keys.json`)
  const hub = await resumeHub({ store, folder, keys, around, writeDerived })
  for (const { file, result, reason } of await ingestPile(hub, files, { allowMassDelete: true, workers: 3 }))
    process.stdout.write(`${file} ${result} ${reason ?? ''}\n`)
  await settleDerived(store)
  await store.close()
}

void work()
