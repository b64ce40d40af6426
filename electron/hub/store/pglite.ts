import type { PGliteInterface, Transaction } from '@electric-sql/pglite'
import { lockProfile, type ProfileLock } from '../../engine/db/lock'
import { makePrivateFolder } from '../../engine/files/private-folder'
import { copyStatement, copyText } from './copy-text'
import { parsers } from './parsers'
import type { CopiedRows, EmbeddedPlace, Store } from './store'

/** COPY takes a whole piece at a time here. */
const PIECE_BYTES = 4 * 1024 * 1024

/**
 * Opens PGlite: PostgreSQL inside this process, which nobody else may open meanwhile. It runs without fsync: a power cut may
 * cost what was just written. @throws AppError `profile.in-use`, `file.no-space`
 */
export async function openPglite({ embedded: folder, copyOf }: EmbeddedPlace): Promise<Store> {
  const { PGlite } = await import('@electric-sql/pglite')
  if (folder !== null) makePrivateFolder(folder)
  const lock: ProfileLock | undefined = folder === null ? undefined : lockProfile(folder)
  const db = await PGlite.create(folder === null ? 'memory://' : `${folder}/data`, {
    parsers,
    ...(copyOf && { loadDataDir: copyOf }),
  }).catch((error: unknown) => {
    lock?.release()
    throw error
  })
  const transaction: Store['transaction'] = (work) =>
    db.transaction((tx) =>
      work({
        query: (text, values = []) => rowsOf(tx, text, values),
        copyInto: (table, columns, rows) => copied(tx, copyStatement(table, columns, "'/dev/blob'"), rows),
      }),
    )
  return {
    engine: 'pglite',
    query: (text, values = []) => rowsOf(db, text, values),
    copyInto: (table, columns, rows) => transaction((sql) => sql.copyInto(table, columns, rows)),
    transaction,
    async close() {
      await db.close()
      lock?.release()
    },
  }
}

async function copied(tx: Transaction, statement: string, rows: CopiedRows): Promise<number> {
  let count = 0
  let pieces: string[] = []
  let length = 0
  const take = async (): Promise<void> => {
    if (length === 0) return
    await tx.query(statement, [], { blob: new Blob(pieces) })
    pieces = []
    length = 0
  }
  const text = copyText(rows, () => {
    count += 1
  })
  for await (const piece of text) {
    pieces.push(piece)
    length += piece.length
    if (length >= PIECE_BYTES) await take()
  }
  await take()
  return count
}

async function rowsOf<Row>(
  db: Pick<PGliteInterface, 'query'>,
  text: string,
  values: readonly unknown[],
): Promise<readonly Row[]> {
  return (await db.query<Row>(text, [...values])).rows
}
