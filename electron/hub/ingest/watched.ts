import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makePrivateFolder } from '../../engine/files/private-folder'
import { moveFileNow, removeNow } from '../../engine/files/rename'
import type { Hub } from '../hub'
import type { IngestedFile } from './ingest'
import { ingestPile, type PileRules } from './pile'
import { filesToTake, openTelling, TELL_MS } from './watch-told'

/** Where files go that were refused, each with its reason beside it. */
const REFUSED = 'refused'

/** What the looks before have seen of a folder. */
export interface SeenFolder {
  /** Bytes by name: a file is read once it has stopped growing between two looks. */
  readonly sizes: Map<string, number>
  /** Files that go on from something that has not come. They are read again once another file has come. */
  readonly left: Set<string>
}

/** What a folder is watched with. */
export interface Watching {
  readonly rules: PileRules
  /** The sentence for an error's code. */
  readonly reasonOf: (file: IngestedFile) => string
  /** Hears of the files of each look that found some. */
  readonly told: (files: readonly IngestedFile[]) => Promise<void>
  /** How long the folder rests between two looks, in milliseconds. */
  readonly rest: number
  /** Ends it after the look at hand. */
  readonly until: AbortSignal
}

/** Looks after a folder until somebody ends it, and says in the hub's database how it stands. */
export async function watchFolder(hub: Hub, folder: string, watching: Watching): Promise<void> {
  const { rules, reasonOf, told, rest, until } = watching
  const seen: SeenFolder = { sizes: new Map(), left: new Set() }
  const telling = openTelling(hub, folder, () => seen.left.size)
  await telling.tell()
  // While a large pile is taken in, too.
  const beat = setInterval(() => {
    telling.tell().catch((error: unknown) => {
      // Where the database went away the next file says so.
      hub.around.log.warn('watched folder not told', { error: error instanceof Error ? error.name : '' })
    })
  }, TELL_MS)
  try {
    while (!until.aborted) {
      const files = await takeFromFolder(hub, folder, rules, seen, reasonOf)
      if (files.length > 0) {
        await told(files)
        await telling.tell()
      }
      await resting(rest, until)
    }
  } finally {
    clearInterval(beat)
  }
  await telling.end()
}

function resting(milliseconds: number, until: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (until.aborted) return resolve()
    const timer = setTimeout(done, milliseconds)
    until.addEventListener('abort', done, { once: true })
    function done(): void {
      clearTimeout(timer)
      until.removeEventListener('abort', done)
      resolve()
    }
  })
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
  const names = restingIn(folder, seen)
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

function restingIn(folder: string, { sizes }: SeenFolder): readonly string[] {
  const names = filesToTake(folder)
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
