import { actionLabel } from '../../shared/audit/actions'
import { type AuditFacts, factsInWords, holdsId } from '../../shared/audit/facts'
import type { Output, Parsed } from '../../shared/contract'
import type { AuditEntry } from '../../shared/contract/audit'
import { knownKind } from '../../shared/kinds'
import type { AuditRow } from './audit'
import type { OpenContext, ReadDb } from './context'
import { prepared } from './db/prepared'
import type { Handlers } from './handler'
import { startOfDay } from './moment'
import { type FindName, nameFinder, nameOrId } from './records/names'
import { findView, siteNames } from './records/queries'

export const auditLogHandlers = {
  'safety.audit': readAudit,
} satisfies Handlers<'safety.audit'>

interface Wanted {
  readonly low: number
  readonly high: number
  readonly user: string
  readonly action: string
  readonly from: string
  readonly before: string
  readonly limit: number
}

type Row = Pick<AuditRow, 'seq' | 'at' | 'user' | 'action' | 'detail'>

const matching = `SELECT seq, at, user, action, detail FROM audit
  WHERE seq BETWEEN @low AND @high AND (@user = '' OR user = @user) AND (@action = '' OR action = @action)
    AND at >= @from AND at < @before
  ORDER BY seq DESC LIMIT @limit`

/** Later than any instant that is written as ISO 8601. */
const endOfTime = '~'

/** One page by keyset: the number of a row is its key. */
function readAudit(ctx: OpenContext, input: Parsed<'safety.audit'>): Output<'safety.audit'> {
  const { number, after, from, to, limit } = input
  const wanted: Wanted = {
    low: number ?? 1,
    high: Math.min(number ?? Number.MAX_SAFE_INTEGER, (after ?? Number.MAX_SAFE_INTEGER) - 1),
    user: input.user ?? '',
    action: input.action ?? '',
    from: from === undefined ? '' : startOfDay(from),
    before: to === undefined ? endOfTime : startOfDay(to, 1),
    limit: limit + 1,
  }
  const found = prepared<[Wanted], Row>(ctx.db, matching).all(wanted)
  const rows = found.slice(0, limit)
  const read = reader(ctx.db)
  return { entries: rows.map(read), next: found.length > limit ? (rows.at(-1)?.seq ?? null) : null }
}

/** Facts that name records; several are written with a blank between. */
const naming = ['id', 'record', 'keep', 'drop', 'other', 'ids']

function reader(db: ReadDb): (row: Row) => AuditEntry {
  const find = nameFinder(db)
  const sites = siteNames(db)
  return ({ seq, at, user, action, detail }) => {
    const facts = JSON.parse(detail) as AuditFacts
    const ids = new Set(naming.flatMap((key) => String(facts[key] ?? '').split(' ')))
    const records = [...ids].flatMap((id) => recordOf(db, find, id))
    const [first] = records
    const kind = knownKind(first?.kind ?? String(facts.kind ?? ''))
    const names = { kind, unit: nameOrId(find), site: (id: string) => sites.get(id) ?? id }
    return {
      number: seq,
      at,
      user,
      action,
      label: actionLabel(action),
      facts: factsInWords(facts, names),
      records,
    }
  }
}

/** A record as lists name it: by its number, or as the screen does, shortened. */
function recordOf(db: ReadDb, find: FindName, id: string): AuditEntry['records'] {
  const row = id === '' ? undefined : findView(db, id)
  if (!row) return []
  const kind = knownKind(row.kind)
  return [{ id, kind: kind?.name ?? null, name: row.number ?? nameOf(find, id) ?? kind?.label ?? '记录' }]
}

/** The name of a record, unless it says no more than the id of another one that is not known here. */
function nameOf(find: FindName, id: string): string | undefined {
  const name = find(id)?.trim()
  return name === undefined || name === '' || holdsId(name) ? undefined : name
}
