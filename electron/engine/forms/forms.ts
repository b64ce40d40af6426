import type { Kind } from '../../../shared/definition/define'
import { AppError } from '../../../shared/errors'
import { dossierOf, formsOf } from '../../../shared/forms'
import { formProblems } from '../../../shared/forms/check'
import type { OfficialForm } from '../../../shared/forms/define'
import type { Dossier } from '../../../shared/forms/dossier'
import { kindOf, kinds } from '../../../shared/kinds'
import type { Flat } from '../../../shared/shapes'
import type { OpenContext, ReadDb } from '../context'
import { recordRow } from '../records/papers'
import { livingForms } from './queries'

/** A form that a record may fill; `own` ones are the district's. */
export interface OfferedForm extends OfficialForm {
  readonly own: boolean
  /** Nothing fills it: its placeholders stand as they are typed. */
  readonly unfilled?: true
  /** All papers of the record bound together: its text is the list of what is put in. */
  readonly dossier?: Dossier
}

/** The forms of a record: those of its kind, then the district's own; of a record that is a form itself, that form. */
export function offeredForms(ctx: OpenContext, record: string): readonly OfferedForm[] {
  const row = recordRow(ctx, record)
  const kind = kindOf(row.kind)
  if (kind.formFields) {
    const form = formIn(kind, row.id, row.body)
    return form ? [{ ...form, own: true, unfilled: true }] : []
  }
  const dossier = dossierOf(kind)
  return [
    ...(dossier ? [{ name: dossier.name, title: dossier.title, text: '', own: false, dossier }] : []),
    ...formsOf(kind).map((form) => ({ ...form, own: false })),
    ...ownForms(ctx.db, kind),
  ]
}

/** @throws AppError `record.not-found`, `form.unknown` */
export function offeredForm(ctx: OpenContext, record: string, name: string): OfferedForm {
  const form = offeredForms(ctx, record).find((one) => one.name === name)
  if (!form) throw new AppError('form.unknown', { form: name })
  return form
}

/** What a district wrote for a kind. A form whose placeholders a newer version knows is left out until then. */
function ownForms(db: ReadDb, kind: Kind): OfferedForm[] {
  return kinds.flatMap((of) => {
    const { formFields } = of
    if (!formFields) return []
    return livingForms(db, of).flatMap(({ id, body }) => {
      const flat = JSON.parse(body) as Flat
      const form = flat[formFields.kind] === kind.name ? formIn(of, id, body) : undefined
      return form && formProblems(kind, form.text).length === 0 ? [{ ...form, own: true }] : []
    })
  })
}

function formIn({ formFields }: Kind, id: string, body: string): OfficialForm | undefined {
  const flat = JSON.parse(body) as Flat
  const title = formFields && flat[formFields.title]
  const text = formFields && flat[formFields.text]
  return typeof title === 'string' && typeof text === 'string' ? { name: id, title, text } : undefined
}
