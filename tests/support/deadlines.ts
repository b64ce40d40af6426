import { type Deadline, deadlineOf } from '../../shared/deadlines/compute'
import { holidayNotices } from '../../shared/deadlines/holidays'
import type { Rule } from '../../shared/deadlines/rule'
import { ruleNamed } from '../../shared/deadlines/rules'

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
