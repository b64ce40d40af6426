import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makePrivateFolder } from '../../engine/files/private-folder'
import { moveFileNow, removeNow } from '../../engine/files/rename'
import type { Hub } from '../hub'
import type { IngestedFile } from './ingest'
import { ingestPile, type PileRules } from './pile'

/** Where files go that were refused, each with its reason beside it. */
const REFUSED = 'refused'

/** What the looks before have seen of a folder. */
export interface SeenFolder {
  /** Bytes by name: a file is read once it has stopped growing between two looks. */
  readonly sizes: Map<string, number>
  /** Files that go on from something that has not come. They are read again once another file has come. */
  readonly left: Set<string>
}

/**
 * Takes in what lies in a folder. A file that came in, or that waits for its sender, is kept with the hub and leaves the folder: an
 * erasure must find every copy. One that is wrong goes to `refused`, with a text beside it that says why. What goes on from something
 * that has not come stays.
 * @param reasonOf the sentence for an error's code
 */
export async function takeFromFolder(
  hub: Hub,
  folder: string,
  rules: PileRules,
  seen: SeenFolder,
  reasonOf: (file: IngestedFile) => string,
): Promise<readonly IngestedFile[]> {
  const names = resting(folder, seen)
  if (names.every((name) => seen.left.has(name))) return []
  seen.left.clear()
  const files = await ingestPile(
    hub,
    names.map((name) => join(folder, name)),
    rules,
  )
  for (const [at, name] of names.entries()) {
    const file = files[at]
    if (!file) continue
    if (file.result === 'partial') seen.left.add(name)
    else putAway(folder, name, file, reasonOf)
  }
  return files
}

function resting(folder: string, { sizes }: SeenFolder): readonly string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.ybb'))
  const now = new Map(names.map((name) => [name, statSync(join(folder, name)).size]))
  const found = names.filter((name) => sizes.get(name) === now.get(name)).sort()
  sizes.clear()
  for (const [name, size] of now) sizes.set(name, size)
  return found
}

function putAway(
  folder: string,
  name: string,
  file: IngestedFile,
  reasonOf: (file: IngestedFile) => string,
): void {
  if (file.result !== 'refused') {
    removeNow(join(folder, name))
    return
  }
  const to = join(folder, REFUSED)
  makePrivateFolder(to)
  writeFileSync(join(to, `${name}.txt`), `${reasonOf(file)}\n`, { mode: 0o600 })
  moveFileNow(join(folder, name), join(to, name))
}
