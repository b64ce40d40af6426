import { readdirSync } from 'node:fs'
import { hostname } from 'node:os'
import { isoNow } from '../../engine/moment'
import type { Hub } from '../hub'
import type { Sql } from '../store/store'

/** How a folder stands that a process watches, or watched. */
export interface WatchedFolder {
  readonly computer: string
  readonly folder: string
  /** Files in it that have not been taken in, as of the last word. */
  readonly files: number
  /** When a watching process saw the oldest of them first, ISO 8601: dates of files decide nothing. */
  readonly oldest: string | null
  /** Those of them that go on from something that has not come. */
  readonly behind: number
  /** The last word, ISO 8601. */
  readonly heardAt: string
  /** `silent`: the process has died, or hangs; `stopped`: somebody ended it. */
  readonly state: 'watching' | 'stopped' | 'silent'
}

/** Says in the hub's database how a watched folder stands. */
export interface WatchTelling {
  /** Says it once more. Called again before it is said: once. */
  tell(): Promise<void>
  /** Says it for the last time: the process ends, and not by itself. */
  end(): Promise<void>
}

/** A process says every half minute how its folder stands; one that takes in a large file may be busy for minutes. */
export const TELL_MS = 30_000
const SILENT_MS = 10 * 60_000
/** So long a folder is told that nobody watches any more. */
const FORGOTTEN_MS = 30 * 24 * 3600_000

const said = `INSERT INTO watched_folders (computer, folder, files, oldest, behind, heard_at, stopped_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (computer, folder) DO UPDATE SET files = excluded.files, oldest = excluded.oldest, behind = excluded.behind,
    heard_at = excluded.heard_at, stopped_at = excluded.stopped_at`

/** @see WatchTelling. @param behind how many files wait for another. */
export function openTelling(
  { store, around }: Pick<Hub, 'store' | 'around'>,
  folder: string,
  behind: () => number,
): WatchTelling {
  let telling: Promise<void> | undefined
  /** When each file was seen first, ISO 8601. */
  let since: ReadonlyMap<string, string> | undefined
  async function say(isEnd: boolean): Promise<void> {
    const now = isoNow(around.clock)
    // What the process before knew of the oldest goes on: nobody else takes files from here.
    const first = since ? now : ((await oldestSaid(store, folder)) ?? now)
    since = new Map(filesToTake(folder).map((name) => [name, since?.get(name) ?? first]))
    const oldest = [...since.values()].sort()[0] ?? null
    await store.query(said, [hostname(), folder, since.size, oldest, behind(), now, isEnd ? now : null])
    const forgotten = new Date(around.clock.now() - FORGOTTEN_MS).toISOString()
    await store.query('DELETE FROM watched_folders WHERE heard_at < $1', [forgotten])
  }
  return {
    tell() {
      telling ??= say(false).finally(() => {
        telling = undefined
      })
      return telling
    },
    async end() {
      await telling
      await say(true)
    },
  }
}

async function oldestSaid(sql: Sql, folder: string): Promise<string | null | undefined> {
  const [row] = await sql.query<{ oldest: string | null }>(
    'SELECT oldest FROM watched_folders WHERE computer = $1 AND folder = $2',
    [hostname(), folder],
  )
  return row?.oldest
}

/** The names of the files in a folder that are taken in. */
export const filesToTake = (folder: string): readonly string[] =>
  readdirSync(folder).filter((name) => name.endsWith('.ybb'))

type Row = Omit<WatchedFolder, 'state'> & { readonly stopped: boolean }

/** Every folder of which a watching process has ever said something lately. @param now milliseconds */
export async function watchedFoldersIn(sql: Sql, now: number): Promise<readonly WatchedFolder[]> {
  const rows = await sql.query<Row>(
    `SELECT computer, folder, files, oldest, behind, heard_at AS "heardAt", stopped_at IS NOT NULL AS stopped
     FROM watched_folders ORDER BY computer, folder`,
  )
  return rows.map(({ stopped, ...row }) => ({ ...row, state: stateOf(row.heardAt, stopped, now) }))
}

/** What of them tells no name: for whoever serves. */
export interface WatchedSums {
  readonly files: number
  /** Since when the oldest file of all lies there, ISO 8601. */
  readonly oldest: string | null
  readonly behind: number
  readonly states: Readonly<Record<WatchedFolder['state'], number>>
}

/** @see WatchedSums. Names neither a computer nor a folder, which the one who asks may not read. @param now milliseconds */
export async function watchedSums(sql: Sql, now: number): Promise<WatchedSums> {
  const rows = await sql.query<Pick<Row, 'files' | 'oldest' | 'behind' | 'heardAt' | 'stopped'>>(
    `SELECT files, oldest, behind, heard_at AS "heardAt", stopped_at IS NOT NULL AS stopped FROM watched_folders`,
  )
  const states = { watching: 0, stopped: 0, silent: 0 }
  for (const { heardAt, stopped } of rows) states[stateOf(heardAt, stopped, now)] += 1
  const oldest = rows.flatMap((row) => row.oldest ?? []).sort()
  return {
    files: rows.reduce((sum, row) => sum + row.files, 0),
    oldest: oldest[0] ?? null,
    behind: rows.reduce((sum, row) => sum + row.behind, 0),
    states,
  }
}

function stateOf(heardAt: string, stopped: boolean, now: number): WatchedFolder['state'] {
  if (stopped) return 'stopped'
  return now - Date.parse(heardAt) > SILENT_MS ? 'silent' : 'watching'
}
