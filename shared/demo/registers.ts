import { consultations } from './consultations'
import { counselContracts, counselVisits } from './counsel-services'
import { type Lead, leadOf, type RegisterWork, take } from './journey'
import { legalAidCases } from './legal-aid'
import { mediations } from './mediations'
import type { DemoRecord } from './record'
import { wageLeads } from './wage-leads'

/** Of each kind that follows another, how many in a hundred of its plan do. */
const FOLLOWING = 10

/**
 * The registers behind the meetings: consultations, leads, mediations, legal aid, counsel, in order of date inside each kind.
 * Some follow a demand out of a courtyard or one another; whatever follows is one of its own kind's planned number, so no
 * figure grows by it. Nothing happens after the period's last day.
 */
export function demoRegisters(work: RegisterWork, demands: readonly Lead[]): readonly DemoRecord[] {
  const { plan, teams, advisers, days } = work
  if (teams.length === 0 || advisers.length === 0 || days.length === 0) return []
  const pool = [...demands]
  const some = (of: number): number => Math.ceil((of * FOLLOWING) / 100)

  const asked = consultations(
    work,
    take(pool, ['welfare', 'village', 'labour', 'consumer', 'other'], some(plan.consultations)),
  )
  const answers = asked.filter(isReviewed).map(leadOf)
  const owed = [
    ...take(pool, ['wages'], some(plan.leads)),
    ...take(answers, ['wages'], Math.floor(some(plan.leads) / 4)),
  ]
  const leads = wageLeads(work, owed)
  const quarrels = [
    ...take(pool, ['family', 'neighbours', 'housing', 'forestLand', 'damages'], some(plan.mediations)),
    ...take(answers, ['family', 'neighbours', 'contract'], Math.floor(some(plan.mediations) / 10)),
  ]
  const helped = [
    ...take(answers, ['labour', 'injury'], Math.floor(some(plan.consultations) / 4)),
    ...leads.filter(({ body }) => body.conclusion === 'legalAid' && isEarly(work, body.date)).map(leadOf),
  ].filter(({ date }) => isEarly(work, date))
  const cases = legalAidCases(work, helped)
  return [
    ...asked,
    ...leads,
    ...mediations(work, quarrels),
    ...cases,
    ...counselContracts(work),
    ...counselVisits(work),
  ]
}

const isReviewed = ({ body }: DemoRecord): boolean => body.status === 'reviewed'

/** Early enough in the period for a case to run its whole course. */
function isEarly({ days }: RegisterWork, date: unknown): boolean {
  return typeof date === 'string' && date <= (days[Math.floor(days.length * 0.7)]?.date ?? '')
}
