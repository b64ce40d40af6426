import { factTable } from '../../../shared/facts/tables'
import { reportingRule } from '../../../shared/kinds/reporting-rule'
import type { ReportingRule } from '../../../shared/readiness/month'
import { USUAL_RULE } from '../../../shared/readiness/month'
import { toBody } from '../../../shared/records/both-shapes'
import type { Body, Flat } from '../../../shared/shapes'
import type { OpenContext, ReadDb } from '../context'
import { prepared } from '../db/prepared'
import { remembered } from '../db/remembered'
import { today } from '../moment'

const stored = `SELECT r.body FROM ${factTable(reportingRule)} f CROSS JOIN records r ON r.rid = f.rid
  WHERE f.deleted = 0 ORDER BY r.id`

const rules: (db: ReadDb) => readonly Body[] = remembered((db) =>
  prepared<[], { body: string }>(db, stored)
    .all()
    .map(({ body }) => toBody(reportingRule, JSON.parse(body) as Flat)),
)

/** The rule in force today at this computer: the newest that binds its street, or of a district the newest that binds all. */
export function ruleInForce({ db, clock, site }: OpenContext): ReportingRule {
  const now = today(clock)
  const binds = ({ from, units }: Body): boolean => {
    const named = Array.isArray(units) ? units : []
    const isMine = named.length === 0 || (site.role === 'street' && named.includes(site.unit))
    return typeof from === 'string' && from <= now && isMine
  }
  const [newest] = rules(db)
    .filter(binds)
    .sort((a, b) => (String(a.from) < String(b.from) ? 1 : -1))
  return {
    firstDay: typeof newest?.firstDay === 'number' ? Math.max(1, newest.firstDay) : USUAL_RULE.firstDay,
    dueDays: typeof newest?.dueDays === 'number' ? newest.dueDays : USUAL_RULE.dueDays,
  }
}
