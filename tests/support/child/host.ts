/** The app for a browser, over a profile: `node host.cjs PROFILE`. It says its one-time address. A test kills it. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEngine } from '../../../electron/engine/create-engine'
import { serveLoopback } from '../../../electron/hosts/http'
import { openPassingFolder } from '../../../electron/hosts/passing-folder'
import { systemClock, systemRandom } from '../../../electron/machine/surroundings'
import { kdfCost } from '../desks/engine'

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
const around = { clock: systemClock, random: systemRandom, log: quiet }

async function serve(profile: string): Promise<void> {
  const passing = openPassingFolder(systemRandom)
  const engine = createEngine({
    checksAnswers: true,
    profile,
    appVersion: '0.0.0',
    kdfCost,
    passing,
    ...around,
  })
  const assets = mkdtempSync(join(tmpdir(), 'page-'))
  writeFileSync(join(assets, 'index.html'), '<!doctype html><head></head>')
  const { address } = await serveLoopback({ engine, assets, ...around })
  process.stdout.write(`${address}\n`)
}

void serve(process.argv[2] ?? '')
