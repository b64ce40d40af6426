import type { Manifest } from '../../../shared/sync/manifest'
import { openBlobStore } from '../../engine/blobs/blob-store'
import { isoNow } from '../../engine/moment'
import type { Hub } from '../hub'
import { holdByName } from '../store/locks'
import type { Sql } from '../store/store'
import { keepFile, removeKeptFile } from './kept-files'

type Segments = Manifest['segments']

const erasedChanges = `erased e JOIN changes c ON c.district = e.district AND c.record = e.record
  JOIN branches b ON b.district = c.district AND b.branch = c.branch`
const touched = `SELECT 1 FROM ${erasedChanges}
  JOIN unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[]) AS s (site, scope, first, last)
    ON s.site = b.site AND s.scope = b.scope AND c.seq BETWEEN s.first AND s.last
  WHERE e.district = $1 LIMIT 1`
const addPlaces = `INSERT INTO kept_segments (site, scope, first, last, sha256)
  SELECT site, scope, first, last, $5 FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[]) AS s (site, scope, first, last)
  ON CONFLICT DO NOTHING`
const noteFile = 'INSERT INTO erased_files (sha256, at) VALUES ($1, $2) ON CONFLICT DO NOTHING'
const takePending = 'UPDATE erased SET cleaned = 1 WHERE cleaned = 0 RETURNING district, record'
const filesOf = `SELECT DISTINCT k.sha256 FROM ${erasedChanges}
  JOIN kept_segments k ON k.site = b.site AND k.scope = b.scope AND c.seq BETWEEN k.first AND k.last
  WHERE (e.district, e.record) IN (SELECT * FROM unnest($1::int[], $2::text[]))`
const forgetPlaces = 'DELETE FROM kept_segments WHERE sha256 = $1'
const takeContents = 'DELETE FROM erased_contents RETURNING district, hash'
/** Of the districts that have a content, and of the one that erased it, those changes that name it still. */
const namedStill = `SELECT 1 FROM changes WHERE district IN (
    SELECT district FROM owned_blobs WHERE hash = $1 UNION SELECT district FROM missing_blobs WHERE hash = $1 UNION SELECT $2::int
  ) AND salt IS NOT NULL AND strpos(fields, $1) > 0 LIMIT 1`
const forgetContent = ['DELETE FROM owned_blobs WHERE hash = $1', 'DELETE FROM missing_blobs WHERE hash = $1']

/** Whether a file carries changes of a record that was erased: whether with their values, its places do not tell. */
export async function reachesErased(sql: Sql, district: number, segments: Segments): Promise<boolean> {
  return (await sql.query(touched, [district, ...columnsOf(segments)])).length > 0
}

/** Keeps a file, and notes which places it carries. @throws AppError as `keepFile` */
export async function keepWithPlaces(
  { folder }: Hub,
  sql: Sql,
  { path, sha256, segments }: { readonly path: string; readonly sha256: string; readonly segments: Segments },
): Promise<void> {
  await keepFile(folder, path, sha256)
  await sql.query(addPlaces, [...columnsOf(segments), sha256])
}

/** Notes that a file was taken in and is not kept. @param at ISO 8601 */
export async function noteErasedFile(sql: Sql, sha256: string, at: string): Promise<void> {
  await sql.query(noteFile, [sha256, at])
}

/**
 * Removes what lies beside the database of records that were erased since: kept files that carry their changes, and contents that
 * nothing else names. Files go before the database says so; cut short, it is done again with the next pile.
 * @throws AppError `file.unwritable`
 */
export async function cleanErased(hub: Hub): Promise<void> {
  await hub.store.transaction(async (sql) => {
    await holdByName(sql, 'erasure')
    const pending = await sql.query<{ district: number; record: string }>(takePending)
    const contents = await sql.query<{ district: number; hash: string }>(takeContents)
    if (pending.length > 0) await dropFiles(hub, sql, pending)
    for (const { district, hash } of contents)
      if ((await sql.query(namedStill, [hash, district])).length === 0) await dropContent(hub, sql, hash)
  })
}

async function dropFiles(
  { folder, around }: Hub,
  sql: Sql,
  erased: readonly { readonly district: number; readonly record: string }[],
): Promise<void> {
  const found = await sql.query<{ sha256: string }>(filesOf, [
    erased.map(({ district }) => district),
    erased.map(({ record }) => record),
  ])
  for (const { sha256 } of found) {
    removeKeptFile(folder, sha256)
    await sql.query(forgetPlaces, [sha256])
    await noteErasedFile(sql, sha256, isoNow(around.clock))
  }
}

async function dropContent({ folder, keys, around }: Hub, sql: Sql, hash: string): Promise<void> {
  const dataKey = Buffer.from(keys.dataKey, 'base64')
  openBlobStore({ profile: folder, dataKey, formerKeys: [], random: around.random }).remove(hash)
  for (const text of forgetContent) await sql.query(text, [hash])
}

const columnsOf = (segments: Segments): readonly unknown[] => [
  segments.map(({ site }) => site),
  segments.map(({ scope }) => scope),
  segments.map(({ from }) => from),
  segments.map(({ to }) => to),
]
