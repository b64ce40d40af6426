import { isoOfDay } from '../facts/days'
import { readFact, readFacts } from '../facts/domain'
import { reportingRule } from '../kinds/reporting-rule'
import type { Flat } from '../shapes'
import type { ReportingRule } from './month'

/** What a record of 报送规则 says: the rule, the day from which it holds, and the units that it names. */
export interface SaidRule extends ReportingRule {
  /** `YYYY-MM-DD`. */
  readonly from: string
  readonly named: readonly string[]
}

/**
 * Reads a record of 报送规则. Undefined where it says too little, or where a value lies outside its field's domain: 异常数据 tells such a
 * record, and no month is made of it.
 */
export function saidRule(flat: Flat): SaidRule | undefined {
  const { fields } = reportingRule
  const [from, firstDay, dueDays] = [
    readFact(fields.from, flat.from),
    readFact(fields.firstDay, flat.firstDay) ?? 1,
    readFact(fields.dueDays, flat.dueDays),
  ]
  if (typeof from !== 'number' || typeof firstDay !== 'number' || typeof dueDays !== 'number')
    return undefined
  const named = readFacts(fields.units, flat.units).facts.filter((id) => typeof id === 'string')
  return { from: isoOfDay(from), firstDay: Math.max(1, firstDay), dueDays, named }
}
