import { type Answer, type CallName, contract } from '../../../shared/contract'
import type { Call } from '../../../shared/contract/define'
import { AppError } from '../../../shared/errors'
import { requireRight } from '../../../shared/rights'
import type { AuditDetail } from '../../engine/audit'
import type { HubAccount } from '../accounts/accounts'
import { appendHubAudit } from '../accounts/audit'
import type { Serving } from '../reach/serving'
import type { Sql } from '../store/store'
import { hubChainReads } from './chain'
import { hubDeadlineReads } from './deadlines'
import { hubFigureReads } from './figures'
import { hubFindReads, requireSeldom } from './find'
import { type Noted, notedAs, requireHandOut } from './hand-out'
import { hubHistoryReads } from './history'
import { hubLedgerReads } from './ledgers'
import { hubListReads } from './lists'
import { hubOptionReads } from './options'
import { hubOverviewReads } from './overviews'
import type { HandedFiles, HubReads, ReadContext } from './read'
import { hubReadinessReads } from './readiness'
import { hubRecordReads } from './records'
import { hubReportReads } from './reports'
import { hubStatisticsReads } from './statistics'

/** Every call that a hub answers; any other is `hub.not-here`. */
export const hubReads: HubReads = {
  ...hubRecordReads,
  ...hubHistoryReads,
  ...hubChainReads,
  ...hubListReads,
  ...hubOptionReads,
  ...hubFindReads,
  ...hubOverviewReads,
  ...hubDeadlineReads,
  ...hubFigureReads,
  ...hubReadinessReads,
  ...hubStatisticsReads,
  ...hubReportReads,
  ...hubLedgerReads,
}

/** Who asks, and when. */
export interface HubAsker {
  readonly account: HubAccount
  readonly token: string
  /** ms since 1970. */
  readonly now: number
  readonly today: string
  readonly files: HandedFiles
}

/**
 * Answers one call from the hub's database. Its right is checked first. What the contract says is noted is noted then, and stays so when
 * the answer fails; of what was to leave, a second row says then that nothing left. The answer is read in a transaction of its own.
 */
export async function answerHubCall(
  serving: Serving,
  { account, token, now, today, files }: HubAsker,
  name: string,
  input: unknown,
): Promise<Answer<unknown>> {
  try {
    const [known, call, read] = readOf(name)
    requireRight(account.role, call.right)
    const parsed = call.input.safeParse(input)
    if (!parsed.success) throw new AppError('call.invalid', {}, { cause: parsed.error })
    const own = notedAs(known, parsed.data)
    const detail = notedOf(call, parsed.data, own)
    if (own?.leaves && detail) requireHandOut(account, detail)
    const note = (action: string, detail: AuditDetail): Promise<number> =>
      serving.door.transaction(async (sql) => {
        const deed = { account: account.name, action, now }
        if (call.rated) await requireSeldom(sql, deed)
        return await appendHubAudit(sql, { ...deed, detail })
      })
    const noted = detail === undefined ? null : await note(own?.action ?? name, detail)
    const work = (sql: Sql) =>
      read({ sql, seal: serving.seal, account, today, now, noted, files }, parsed.data)
    const answer = serving.reading(token, work)
    if (own?.leaves && noted !== null) await answer.catch(() => note('export.not-written', { number: noted }))
    return { ok: await answer }
  } catch (error) {
    if (error instanceof AppError) return { error: error.toBody() }
    throw error
  }
}

type AnyRead = (ctx: ReadContext, input: unknown) => Promise<unknown>

/** @throws AppError `call.unknown`, `hub.not-here` */
function readOf(name: string): readonly [CallName, Call, AnyRead] {
  if (!Object.hasOwn(contract, name)) throw new AppError('call.unknown', { call: name.slice(0, 80) })
  const known = name as CallName
  // The map's type has bound each read to its own call's input, which is what is parsed for it.
  const read = hubReads[known] as AnyRead | undefined
  if (!read) throw new AppError('hub.not-here')
  return [known, contract[known], read]
}

/** What a call notes of its input, where it notes anything: as a profile's audit does, never a field's value. */
function notedOf(call: Call, input: unknown, own: Noted | undefined): AuditDetail | undefined {
  const ofWrite = call.effect === 'write' && Array.isArray(call.notes) ? call.notes : undefined
  const keys = own?.keys ?? (call.rated ? [] : ofWrite)
  if (keys === undefined) return undefined
  const given = Object.entries(Object(input)).flatMap(([key, value]): [string, string | number][] => {
    if (!keys.includes(key)) return []
    if (typeof value === 'string' || typeof value === 'number') return [[key, value]]
    return value === true ? [[key, 1]] : []
  })
  return Object.fromEntries(given)
}
