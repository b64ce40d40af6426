import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { moveFileNow } from '../../engine/files/rename'
import type { Hub } from '../hub'
import type { IngestedFile } from './ingest'
import { ingestPile, type PileRules } from './pile'

/** A file that somebody still writes is left alone until it has rested so long, in ms. */
export const RESTED_MS = 10_000

/** Where files go that were taken, and those that were refused, each with its reason beside it. */
export const [TAKEN, REFUSED] = ['taken', 'refused'] as const

/**
 * Takes in what lies in a folder. A file that came in, or that waits for its sender, goes to `taken`. One that is wrong goes to
 * `refused`, with a text beside it that says why. What goes on from something that has not come stays. @param now ms since 1970
 * @param left the files that stayed the last time: they are read again once another one has come
 * @param reasonOf the sentence for an error's code
 */
export async function takeFromFolder(
  hub: Hub,
  folder: string,
  rules: PileRules,
  now: number,
  left: Set<string>,
  reasonOf: (file: IngestedFile) => string,
): Promise<readonly IngestedFile[]> {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.ybb') && now - statSync(join(folder, name)).mtimeMs >= RESTED_MS)
    .sort()
  if (names.every((name) => left.has(name))) return []
  left.clear()
  const files = await ingestPile(
    hub,
    names.map((name) => join(folder, name)),
    rules,
  )
  for (const [at, name] of names.entries()) {
    const file = files[at]
    if (file?.result === 'partial') left.add(name)
    if (!file || file.result === 'partial') continue
    const to = join(folder, file.result === 'refused' ? REFUSED : TAKEN)
    mkdirSync(to, { recursive: true, mode: 0o700 })
    if (file.result === 'refused')
      writeFileSync(join(to, `${name}.txt`), `${reasonOf(file)}\n`, { mode: 0o600 })
    moveFileNow(join(folder, name), join(to, name))
  }
  return files
}
