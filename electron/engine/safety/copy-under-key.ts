import type { ReadDb, WriteDb } from '../context'
import { openCopy, rekeyCopy } from '../db/open'

/**
 * Writes a copy of an open database as it is at this moment, encrypted under a key of its own. It is under the database's
 * own key until it is done, so it belongs into the profile's folder.
 */
export function copyUnderKey(
  db: ReadDb,
  path: string,
  { dataKey, key }: { readonly dataKey: Uint8Array; readonly key: Uint8Array },
  change: (copy: WriteDb) => void = () => undefined,
): void {
  db.prepare('VACUUM INTO ?').run(path)
  const copy = openCopy(path, dataKey)
  try {
    change(copy)
    rekeyCopy(copy, key)
  } finally {
    copy.close()
  }
}
