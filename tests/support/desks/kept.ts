import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Json } from '../../../shared/json'

/**
 * A folder that many tests begin with: made once a run of jest, and copied for each. Whoever makes it leaves it closed, and
 * answers what has to be known of it.
 * @param into where the copy comes to lie
 */
export async function keptCopy<Facts extends Json>(
  name: string,
  into: string,
  make: (folder: string) => Promise<Facts>,
): Promise<Facts> {
  const run = process.env.YUANBA_TESTS_FOLDER
  if (run === undefined) return make(into)
  const kept = join(run, 'kept', name)
  if (!existsSync(kept)) await keep(run, kept, make)
  cpSync(join(kept, 'files'), into, { recursive: true })
  return JSON.parse(readFileSync(join(kept, 'facts.json'), 'utf8')) as Facts
}

/** Two workers may come to this at once: both make it, one stays. */
async function keep(run: string, kept: string, make: (folder: string) => Promise<Json>): Promise<void> {
  const fresh = mkdtempSync(join(run, 'making-'))
  const facts = await make(join(fresh, 'files'))
  writeFileSync(join(fresh, 'facts.json'), JSON.stringify(facts))
  mkdirSync(join(run, 'kept'), { recursive: true })
  try {
    renameSync(fresh, kept)
  } catch (error) {
    if (!existsSync(kept)) throw error
    rmSync(fresh, { recursive: true })
  }
}
