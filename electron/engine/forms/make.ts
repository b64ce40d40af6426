import type { Disclosure } from '../../../shared/disclosure/printed-record'
import { dossierOf, formsOf, formTitle } from '../../../shared/forms'
import { FORM_HELP, formDocument } from '../../../shared/forms/document'
import { contentsOf, DOSSIER_HELP, dossierText, numbered, readDossier } from '../../../shared/forms/dossier'
import type { FormSubject } from '../../../shared/forms/fill'
import type { DocumentModel } from '../../../shared/paper/document'
import { layOut } from '../../../shared/paper/layout'
import { requireRight } from '../../../shared/rights'
import type { OpenContext } from '../context'
import { findPaper, type PaperKey } from '../drafts/queries'
import type { BoundPaper } from '../export/docx'
import { filledText, subjectOf } from './fill'
import { type OfferedForm, offeredForm } from './forms'

/** AskedForm form of which record, and its text where somebody has just changed it. */
export interface AskedForm {
  readonly record: string
  readonly form: string
  readonly text?: string | undefined
}

/** A form filled for a record, or all papers of its dossier. */
export interface MadeForm {
  readonly title: string
  readonly text: string
  readonly help: string
  readonly keptAt: string | null
  /** Bound into a file each with the number of its first page. */
  readonly papers: readonly BoundPaper[]
}

/** Whole values are kept apart from shortened ones, and for the person who may see them. */
export function keyOf(
  ctx: OpenContext,
  { record, form }: Pick<AskedForm, 'record' | 'form'>,
  { variant, whole }: Disclosure,
): PaperKey {
  return { user: ctx.user.name, record, form, variant: whole ? 'whole' : variant }
}

/**
 * Outside the office, typed words lose what the record masks: what is lost tells what stands there. @throws AppError
 * `right.missing` for words of somebody who may not see that
 */
export function requireTyping(ctx: OpenContext, { variant }: Disclosure): void {
  if (variant !== 'internal') requireRight(ctx.user.role, 'record.unmask')
}

/** Fills a form as it was kept, or anew. @throws AppError `record.not-found`, `form.unknown`, as `requireTyping` */
export function makeForm(ctx: OpenContext, which: AskedForm, disclosure: Disclosure): MadeForm {
  if (which.text !== undefined) requireTyping(ctx, disclosure)
  const form = offeredForm(ctx, which.record, which.form)
  const { textOf, bound } = fillerOf(ctx, which, disclosure)
  const { text, keptAt } = textOf(form, which.text)
  if (form.dossier) return { title: form.title, text, help: DOSSIER_HELP, keptAt, papers: bound(text) }
  const document = formDocument(form.title, text)
  return { title: document.title, text, help: FORM_HELP, keptAt, papers: [{ document }] }
}

/** What fills the forms of one record; a paper that several ask for is laid out once. */
function fillerOf(ctx: OpenContext, which: Pick<AskedForm, 'record'>, disclosure: Disclosure) {
  const subject: FormSubject = { ...subjectOf(ctx, which.record, disclosure), contents }
  const { kind, printed } = subject
  const dossier = dossierOf(kind)
  const made = new Map<string, { readonly document: DocumentModel; readonly pages: number }>()

  /** As it was typed just now, as it was kept, or as the record fills it. */
  function textOf(form: OfferedForm, typed?: string): Pick<MadeForm, 'text' | 'keptAt'> {
    const key = keyOf(ctx, { ...which, form: form.name }, disclosure)
    const kept = typed === undefined ? findPaper(ctx.drafts, key) : undefined
    const changed = typed ?? kept?.text
    const text =
      form.dossier && changed === undefined
        ? dossierText(form.dossier, printed.body, formTitle)
        : filledText(form, subject, changed)
    return { text, keptAt: kept?.saved_at ?? null }
  }

  function paperOf(name: string) {
    const known = made.get(name)
    if (known) return known
    const form = formsOf(kind).find((one) => one.name === name)
    if (!form) throw new Error(`${kind.name}: no form ${name}`)
    const document = formDocument(form.title, textOf({ ...form, own: false }).text)
    const paper = { document, pages: layOut(document).length }
    made.set(name, paper)
    return paper
  }
  const pagesOf = (form: string): number => paperOf(form).pages

  /** What is put in by a list, or by the one that was kept. */
  function entriesIn(text?: string) {
    if (!dossier) return []
    const { name, title } = dossier
    const list = text ?? textOf({ name, title, text: '', own: false, dossier }).text
    return readDossier(dossier, list, formTitle)
  }

  function contents() {
    return dossier ? contentsOf(dossier, entries ?? entriesIn(), pagesOf) : []
  }

  let entries: ReturnType<typeof entriesIn> | undefined

  /** All papers in the order of a list, the front ones unnumbered. */
  function bound(text: string): readonly BoundPaper[] {
    entries = entriesIn(text)
    const front = dossier?.front.map((name) => ({ document: paperOf(name).document, from: null })) ?? []
    const papers = numbered(entries, pagesOf).flatMap(({ entry, from }) =>
      'form' in entry ? [{ document: paperOf(entry.form).document, from }] : [],
    )
    return [...front, ...papers]
  }

  return { textOf, bound }
}
