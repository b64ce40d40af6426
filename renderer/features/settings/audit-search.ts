import { isAction } from '../../../shared/audit/actions'
import type { Input } from '../../../shared/contract'
import { isDate } from '../../../shared/dates'
import { readPaperNumber } from '../../../shared/paper/paper-number'

/** What the audit log is searched by. */
export type AuditFilter = Omit<Input<'safety.audit'>, 'after' | 'limit'>

/** What is typed to search by: each field's text, or nothing. */
export interface AuditSearch {
  readonly number: string
  readonly user: string
  readonly action: string | null
  readonly from: string | null
  readonly to: string | null
}

export const emptySearch: AuditSearch = { number: '', user: '', action: null, from: null, to: null }

/** Field → why what is typed there can not be searched by. */
export function problemsIn({
  number,
  from,
  to,
}: AuditSearch): Partial<Record<'number' | 'from' | 'to', string>> {
  const day = '请写成日期，如 2026-11-03。'
  return {
    ...(number.trim() !== '' &&
      !readPaperNumber(number) && { number: '请写页脚“编号”后面的数字，数字前有字母的连字母一起写。' }),
    ...(from !== null && !isDate(from) && { from: day }),
    ...(to !== null && !isDate(to) && { to: day }),
  }
}

/** What a search without problems asks for; what is empty asks for nothing. */
export function auditFilterOf({ number, user, action, from, to }: AuditSearch): AuditFilter {
  const row = readPaperNumber(number)
  return {
    ...(row && { number: row.number }),
    ...(user.trim() !== '' && { user: user.trim() }),
    ...(action !== null && isAction(action) && { action }),
    ...(from !== null && { from }),
    ...(to !== null && { to }),
  }
}
