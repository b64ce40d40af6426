import { closeSync, createReadStream, fsyncSync, openSync, writeSync } from 'node:fs'
import { Decrypter } from 'age-encryption'
import { chunksOf, webStreamOf } from '../bundle/web-streams'
import { readMeta, writeMeta } from '../db/meta'
import { openCopy, rekeyCopy } from '../db/open'
import { passphraseOf } from './contents'
import { PAGE_BYTES, type Pack, type PageList, pageMark } from './page-list'

interface Assembled {
  /** Where the database comes to lie. */
  readonly path: string
  /** What it is under then: the key of its backup. */
  readonly key: Uint8Array
  /** Where a pack lies, by its name. */
  readonly packAt: (name: string) => string
  readonly signal: AbortSignal
}

/**
 * Puts a database together out of packs of pages, and under the key of its backup, as if it had lain in it whole. Each page is held
 * against its mark. @throws Error where a pack is missing, does not open, or a page is another
 */
export async function assemble(list: PageList, { path, key, packAt, signal }: Assembled): Promise<void> {
  const file = openSync(path, 'wx', 0o600)
  try {
    let written = 0
    for (const [number, pack] of list.packs.entries())
      written += await spread(file, { list, number, pack, at: packAt(pack.name), signal })
    if (written !== list.places.length) throw new RangeError('not every page is there')
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  const live = Buffer.from(list.key, 'base64')
  const db = openCopy(path, live)
  try {
    db.transaction(() => {
      writeMeta(db, 'formerKeys', [list.key, ...(readMeta(db, 'formerKeys') ?? [])])
      // Nobody who opens one backup opens the others by it.
      writeMeta(db, 'copies', [])
    }).immediate()
    rekeyCopy(db, key)
  } finally {
    db.close()
  }
}

interface OnePack {
  readonly list: PageList
  readonly number: number
  readonly pack: Pack
  readonly at: string
  readonly signal: AbortSignal
}

/** Writes the pages that lie in one pack to their places. @returns how many */
async function spread(file: number, { list, number, pack, at, signal }: OnePack): Promise<number> {
  const targets = new Map<number, number[]>()
  for (const [page, { pack: of, place }] of list.places.entries())
    if (of === number) targets.set(place, [...(targets.get(place) ?? []), page])
  const decrypter = new Decrypter()
  decrypter.addPassphrase(passphraseOf(Buffer.from(pack.key, 'base64')))
  let [written, place, left] = [0, 0, Buffer.alloc(0)]
  for await (const chunk of chunksOf(await decrypter.decrypt(webStreamOf(createReadStream(at))))) {
    signal.throwIfAborted()
    left = Buffer.concat([left, chunk])
    let from = 0
    for (; left.length - from >= PAGE_BYTES; from += PAGE_BYTES, place++) {
      const content = left.subarray(from, from + PAGE_BYTES)
      for (const page of targets.get(place) ?? []) {
        if (pageMark(content) !== list.marks[page]) throw new RangeError('a page is another')
        writeSync(file, content, 0, PAGE_BYTES, page * PAGE_BYTES)
        written += 1
      }
    }
    left = left.subarray(from)
  }
  return written
}
