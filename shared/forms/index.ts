import type { Kind } from '../definition/define'
import { kinds } from '../kinds'
import { formProblems } from './check'
import type { OfficialForm } from './define'
import { legalAidForms } from './legal-aid'
import { mediationForms } from './mediation'
import { meetingForms } from './meetings'
import { publicForms } from './public'
import { serviceFormSheets } from './services'

/** Every form that comes with the program. Which kind has which says the kind (`forms`). */
export const forms: readonly OfficialForm[] = [
  ...mediationForms,
  ...legalAidForms,
  ...serviceFormSheets,
  ...meetingForms,
  ...publicForms,
]

const byName = new Map(forms.map((form) => [form.name, form]))

for (const kind of kinds) for (const name of kind.forms ?? []) checkForm(kind, name)

/** @throws Error at start-up for a form that is not there, or a placeholder that its kind has not */
function checkForm(kind: Kind, name: string): void {
  const form = byName.get(name)
  if (!form) throw new Error(`${kind.name}: no form ${name}`)
  const [problem] = formProblems(kind, form.text)
  if (problem) throw new Error(`${kind.name}/${name}: ${problem.reason} ${problem.name}`)
}

/** The forms of a kind that come with the program, in its order. */
export function formsOf(kind: Kind): readonly OfficialForm[] {
  return (kind.forms ?? []).flatMap((name) => byName.get(name) ?? [])
}
