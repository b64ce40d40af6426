import type { Kind } from '../definition/define'
import { kinds } from '../kinds'
import { formProblems } from './check'
import type { OfficialForm } from './define'
import { type Dossier, mediationDossier } from './dossier'
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

/** Every file that papers of one record are bound into. */
export const dossiers: readonly Dossier[] = [mediationDossier]

const byName = new Map(forms.map((form) => [form.name, form]))

for (const kind of kinds) for (const name of kind.forms ?? []) checkForm(kind, name)

for (const kind of kinds) checkDossier(kind)

/** @throws Error at start-up for a dossier that is not there, or of forms or fields that its kind has not */
function checkDossier(kind: Kind): void {
  if (kind.dossier === undefined) return
  const dossier = dossierOf(kind)
  if (!dossier) throw new Error(`${kind.name}: no dossier ${kind.dossier}`)
  const papers = dossier.parts.flatMap((part) => part.papers)
  for (const form of [...dossier.front, ...papers.map((paper) => paper.form)])
    if (!kind.forms?.includes(form)) throw new Error(`${kind.name}/${dossier.name}: no form ${form}`)
  for (const { when } of papers)
    if (when && !kind.fields[when.field])
      throw new Error(`${kind.name}/${dossier.name}: no field ${when.field}`)
}

/** The file that a kind's papers are bound into. */
export function dossierOf(kind: Kind): Dossier | undefined {
  return dossiers.find(({ name }) => name === kind.dossier)
}

/** The title of a form that comes with the program. */
export function formTitle(name: string): string {
  return byName.get(name)?.title ?? name
}

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
