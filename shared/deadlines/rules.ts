import type { Rule } from './rule'
import { laborRules } from './rules-labor'
import { legalServiceRules } from './rules-legal-service'

/** Every rule the app ships. */
export const rules: readonly Rule[] = [...legalServiceRules, ...laborRules]

/** A rule by name, or `undefined` for one that a newer version may know. */
export function ruleNamed(name: string): Rule | undefined {
  return rules.find((rule) => rule.name === name)
}
