import { type Answer, type CallName, contract } from '../../../shared/contract'
import type { Call } from '../../../shared/contract/define'
import { AppError } from '../../../shared/errors'
import { requireRight } from '../../../shared/rights'
import type { AuditDetail } from '../../engine/audit'
import type { HubAccount } from '../accounts/accounts'
import { appendHubAudit } from '../accounts/audit'
import type { Serving } from '../reach/serving'
import type { Sql } from '../store/store'
import { hubFigureReads } from './figures'
import { hubFindReads, requireSeldom } from './find'
import { hubListReads } from './lists'
import { hubOverviewReads } from './overviews'
import type { HubReads, ReadContext } from './read'
import { hubReadinessReads } from './readiness'
import { hubRecordReads } from './records'

/** Every call that a hub answers; any other is `hub.not-here`. */
export const hubReads: HubReads = {
  ...hubRecordReads,
  ...hubListReads,
  ...hubFindReads,
  ...hubOverviewReads,
  ...hubFigureReads,
  ...hubReadinessReads,
}

/** Who asks, and when. */
export interface HubAsker {
  readonly account: HubAccount
  readonly token: string
  /** ms since 1970. */
  readonly now: number
  readonly today: string
}

/**
 * Answers one call from the hub's database. Its right is checked first. What the contract says is noted is noted then, and stays so when
 * the answer fails. The answer is read in a transaction of its own.
 */
export async function answerHubCall(
  serving: Serving,
  { account, token, now, today }: HubAsker,
  name: string,
  input: unknown,
): Promise<Answer<unknown>> {
  try {
    const [call, read] = readOf(name)
    requireRight(account.role, call.right)
    const parsed = call.input.safeParse(input)
    if (!parsed.success) throw new AppError('call.invalid', {}, { cause: parsed.error })
    const detail = notedOf(name, call, parsed.data)
    const deed = { account: account.name, action: name, now }
    const noted =
      detail === undefined
        ? null
        : await serving.door.transaction(async (sql) => {
            if (call.rated) await requireSeldom(sql, deed)
            return await appendHubAudit(sql, { ...deed, detail })
          })
    const work = (sql: Sql) => read({ sql, account, today, now, noted }, parsed.data)
    return { ok: await serving.reading(token, work) }
  } catch (error) {
    if (error instanceof AppError) return { error: error.toBody() }
    throw error
  }
}

type AnyRead = (ctx: ReadContext, input: unknown) => Promise<unknown>

/** @throws AppError `call.unknown`, `hub.not-here` */
function readOf(name: string): readonly [Call, AnyRead] {
  if (!Object.hasOwn(contract, name)) throw new AppError('call.unknown', { call: name.slice(0, 80) })
  const known = name as CallName
  // The map's type has bound each read to its own call's input, which is what is parsed for it.
  const read = hubReads[known] as AnyRead | undefined
  if (!read) throw new AppError('hub.not-here')
  return [contract[known], read]
}

/** What is noted like a write, by these texts of what was asked: what of a hub leaves it on paper, and questions for whole values. */
const noted: Readonly<Record<string, readonly string[]>> = {
  'waiting.printReminder': ['period', 'how'],
  'find.whole': [],
}

/** What a call notes of its input, where it notes anything: as a profile's audit does, never a field's value. */
function notedOf(name: string, call: Call, input: unknown): AuditDetail | undefined {
  const keys = noted[name] ?? (call.effect === 'write' && Array.isArray(call.notes) ? call.notes : undefined)
  if (keys === undefined) return undefined
  const given = Object.entries(Object(input)).filter(
    ([key, value]) => keys.includes(key) && (typeof value === 'string' || typeof value === 'number'),
  )
  return Object.fromEntries(given) as AuditDetail
}
