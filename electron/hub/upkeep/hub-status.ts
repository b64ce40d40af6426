import { missingBefore, newestSerial, type Ranges } from '../../engine/exchange/serials'
import type { Hub } from '../hub'
import { type WatchedFolder, watchedFoldersIn } from '../ingest/watch-told'

/** How one district or city stands with the hub. */
export interface DistrictStatus {
  readonly district: string
  /** Its unit's id: what an account's region is named by. */
  readonly unit: string
  readonly site: string
  /** When its last file was taken in, ISO 8601; null before the first. */
  readonly lastFile: string | null
  /** Days since then, by the hub's clock. */
  readonly lagDays: number | null
  /** The number of its newest file, and of earlier ones those that have not come. */
  readonly serial: number | null
  readonly gaps: readonly number[]
  readonly records: number
  readonly changes: number
  /** Values of its living records that are none of their field (异常数据). */
  readonly anomalies: number
}

export interface HubStatus {
  readonly districts: readonly DistrictStatus[]
  /** Computers that wait until somebody lets them in, and their files. */
  readonly waiting: { readonly newcomers: number; readonly files: number }
  /** Folders that `hub ingest --watch` looks after, and the files that wait in them. */
  readonly watched: readonly WatchedFolder[]
  /** Files that were refused lately, the newest first: never what stands in them. */
  readonly refusals: readonly {
    readonly at: string
    readonly file: string
    readonly from: string
    readonly reason: string
  }[]
}

const DAY_MS = 24 * 3600 * 1000
const REFUSALS = 50

/** What a person looks at every morning: who has handed in, what waits and what was refused. */
export async function hubStatus({ store, home, around }: Hub): Promise<HubStatus> {
  const rows = await store.query<{ district: number; unit: string; name: string; site: string }>(
    'SELECT district, unit, name, site FROM districts WHERE district <> $1 ORDER BY name, site',
    [home],
  )
  const districts: DistrictStatus[] = []
  for (const { district, unit, name, site } of rows) {
    const [last] = await store.query<{ at: string; peer: string }>(
      `SELECT l.at, l.peer FROM bundle_log l JOIN sites s ON s.id = l.peer
       WHERE l.direction = 'import' AND l.result IN ('ok', 'partial') AND s.root = $1 ORDER BY l.entry DESC LIMIT 1`,
      [site],
    )
    const [peer] = await store.query<{ received: string }>('SELECT received FROM peers WHERE site = $1', [
      last?.peer ?? '',
    ])
    const received = JSON.parse(peer?.received ?? '[]') as Ranges
    const serial = newestSerial(received)
    districts.push({
      district: name,
      unit,
      site,
      lastFile: last?.at ?? null,
      lagDays: last ? Math.floor((around.clock.now() - Date.parse(last.at)) / DAY_MS) : null,
      serial,
      gaps: serial === null ? [] : missingBefore(received, serial),
      records: await counted(store, 'records', district),
      changes: await counted(store, 'changes', district),
      anomalies: await counted(store, 'anomalies', district),
    })
  }
  const refusals = await store.query<HubStatus['refusals'][number]>(
    `SELECT at, file, peer AS "from", reason FROM bundle_log WHERE direction = 'import' AND result = 'refused'
     ORDER BY entry DESC LIMIT ${REFUSALS}`,
  )
  const [newcomers] = await store.query<{ n: number }>(
    'SELECT count(*) AS n FROM newcomers WHERE refused_at IS NULL',
  )
  const [files] = await store.query<{ n: number }>('SELECT count(*) AS n FROM waiting_files')
  return {
    districts,
    waiting: { newcomers: newcomers?.n ?? 0, files: files?.n ?? 0 },
    watched: await watchedFoldersIn(store, around.clock.now()),
    refusals,
  }
}

async function counted(
  store: Hub['store'],
  table: 'records' | 'changes' | 'anomalies',
  district: number,
): Promise<number> {
  const [row] = await store.query<{ n: number }>(`SELECT count(*) AS n FROM ${table} WHERE district = $1`, [
    district,
  ])
  return row?.n ?? 0
}
