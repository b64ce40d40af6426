/** A table of the desk that the hub's database holds too, with the same columns. */
export interface Mirrored {
  /** Its name at the desk. */
  readonly table: string
  /** Its name in the hub's database. */
  readonly kept: string
  /** Its key at the desk. */
  readonly key: readonly string[]
  readonly columns: readonly string[]
  /** `hub`: one for the whole hub. `district`: its rows belong to the desk's district. `branch`: to the district of their branch. */
  readonly of: 'hub' | 'district' | 'branch'
}

const shown = 'id kind scope number body heads deleted conflicts created_at created_by updated_at last_change'

const listed = (table: string, of: Mirrored['of'], key: string, columns: string): Mirrored => ({
  table,
  kept: table,
  of,
  key: key.split(' '),
  columns: columns.split(' '),
})

/** What is brought to the desk and carried back, in the order in which it is written. `bundle_log` is written by itself. */
export const mirrored: readonly Mirrored[] = [
  { table: 'meta', kept: 'hub_meta', of: 'hub', key: ['key'], columns: ['key', 'value'] },
  listed(
    'sites',
    'hub',
    'id',
    'id own role scope unit unit_name letter sign_key recipient office revoked_at closing root',
  ),
  listed('joins', 'hub', 'id', 'id scope letter secret expires used_by'),
  listed('newcomers', 'hub', 'site', 'site sender introductions asked_at refused_at'),
  listed('waiting_files', 'hub', 'sha256', 'sha256 newcomer sender file serial created_at changes bytes'),
  listed('peers', 'hub', 'site', 'site vector sent_serial received confirmed_serial'),
  listed('peer_programs', 'hub', 'site', 'site app kinds clock_offset heard_at platform arch'),
  listed(
    'peer_agreement',
    'hub',
    'site',
    'site differs audit_count audit_head audit_changed own_count own_head',
  ),
  listed('sent_bundles', 'hub', 'peer serial', 'peer serial reach'),
  listed('wanted_blobs', 'hub', 'peer hash', 'peer hash'),
  listed('branches', 'branch', 'branch', 'branch site scope parent after seq hash counts_to introduces'),
  listed(
    'changes',
    'branch',
    'branch seq',
    'branch seq clock hash record kind kind_version author at reason salt fields',
  ),
  listed('checkpoints', 'branch', 'branch seq', 'branch seq signature'),
  listed('records', 'district', 'rid', `rid ${shown}`),
  listed('waiting_records', 'district', 'id', shown),
  listed('awaited', 'district', 'record id key', 'record id key'),
  listed('registers', 'district', 'scope record', 'scope record hash'),
  listed('erased', 'district', 'record redaction', 'record redaction at site reason cleaned scope'),
  listed('namesakes', 'district', 'local', 'local said site scope'),
  listed('missing_blobs', 'district', 'hash scope', 'hash scope'),
  listed('owned_blobs', 'district', 'hash scope', 'hash scope'),
  listed('erased_contents', 'district', 'hash', 'hash'),
]

/** One of them by its name. @throws RangeError */
export function mirroredTable(table: string): Mirrored {
  const found = mirrored.find((one) => one.table === table)
  if (!found) throw new RangeError(`${table} is not brought to the desk`)
  return found
}
