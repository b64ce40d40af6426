import { type Deadline, deadlineOf } from '../../../shared/deadlines/compute'
import { holidayNotices } from '../../../shared/deadlines/holidays'
import type { Rule } from '../../../shared/deadlines/rule'
import { ruleNamed } from '../../../shared/deadlines/rules'
import type { Json } from '../../../shared/json'
import { kindOf } from '../../../shared/kinds'
import type { Desk } from '../desks/engine'
import { filledPatch } from './filled'

/**
 * A record in a village of the desk's street with what its kind requires and these fields, and none of the dates that a form
 * would suggest; its id.
 */
export async function startedRecord(
  desk: Desk,
  kind: string,
  fields: Readonly<Record<string, Json>>,
): Promise<string> {
  const required = filledPatch(kindOf(kind), () => desk.units.peach, 'required')
  const { answeredOn, appliedOn, acceptedOn, ...patch } = required
  const saved = await desk.rpc.records.save({
    kind,
    patch: { ...patch, unit: desk.units.peach, ...fields },
    operation: desk.operation(),
  })
  return saved.id
}

/** A shipped rule that the test cannot do without. */
export function theRule(name: string): Rule {
  const rule = ruleNamed(name)
  if (!rule) throw new Error(`no rule ${name}`)
  return rule
}

/** A shipped rule applied by the shipped calendar. */
export function deadline(name: string, start: string): Deadline {
  return deadlineOf(theRule(name), start, holidayNotices)
}
