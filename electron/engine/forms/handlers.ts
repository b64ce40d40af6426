import type { Output, Parsed } from '../../../shared/contract'
import type { Disclosure } from '../../../shared/disclosure/printed-record'
import { formDocument } from '../../../shared/forms/document'
import type { DocumentModel } from '../../../shared/paper/document'
import { layOut } from '../../../shared/paper/layout'
import { formPagesMarkup } from '../../../shared/paper/markup'
import { type PaperNumber, paperNumberText } from '../../../shared/paper/paper-number'
import { standaloneHtml } from '../../../shared/paper/print-style'
import { type Variant, variantLabels } from '../../../shared/privacy/variant'
import type { OpenContext } from '../context'
import { dropPaper, findPaper, keepPaper, type PaperKey } from '../drafts/queries'
import { formsToDocx } from '../export/docx'
import type { Calls, Handlers } from '../handler'
import { handOut, handOutFile } from '../handout/hand-out'
import { isoNow } from '../moment'
import { disclosureOf } from '../records/pages'
import { filledText, subjectOf } from './fill'
import { offeredForm, offeredForms } from './forms'

/** The calls of 文书: official forms filled from a record. */
export const formHandlers = {
  'forms.list': (ctx, { record }) => ({
    forms: offeredForms(ctx, record).map(({ name, title, own }) => ({ form: name, title, own })),
  }),
  'forms.page': (ctx, { variant, ...which }) => pageOf(ctx, which, { variant }),
  'forms.wholePage': (ctx, which) => {
    const page = pageOf(ctx, which, { variant: 'internal', whole: true })
    ctx.audit('forms.wholePage', factsOf(which))
    return page
  },
  'forms.keep': keep,
  'forms.print': (ctx, input) => {
    const disclosure = disclosureOf(ctx, input)
    const made = formFor(ctx, input, disclosure)
    return handOut(ctx, 'forms.print', { ...handedOut(input), how: input.how }, ({ paper }) =>
      laidOut(made, disclosure, paper),
    )
  },
  'forms.write': write,
} satisfies Handlers<Calls<'forms'>>

interface Which {
  readonly record: string
  readonly form: string
  readonly text?: string | undefined
}

/** A form filled for a record, and its page. */
interface Made {
  readonly document: DocumentModel
  readonly text: string
  readonly keptAt: string | null
}

function formFor(ctx: OpenContext, which: Which, disclosure: Disclosure): Made {
  const form = offeredForm(ctx, which.record, which.form)
  const kept = which.text === undefined ? findPaper(ctx.drafts, keyOf(ctx, which, disclosure)) : undefined
  const text = filledText(form, subjectOf(ctx, which.record, disclosure), which.text ?? kept?.text)
  return { document: formDocument(form.title, text), text, keptAt: kept?.saved_at ?? null }
}

function pageOf(ctx: OpenContext, which: Which, disclosure: Disclosure): Output<'forms.page'> {
  return laidOut(formFor(ctx, which, disclosure), disclosure)
}

function laidOut(
  { document, text, keptAt }: Made,
  { variant }: Disclosure,
  paper?: PaperNumber,
): Output<'forms.page'> {
  const pages = layOut(document)
  const markup = formPagesMarkup(pages, { name: document.title, note: noteOf(variant, paper) })
  return { title: document.title, text, keptAt, markup, pages: pages.length }
}

/** A form goes to the people it names: no watermark, and at its foot no more than what leads back to the audit log. */
function noteOf(variant: Variant, paper?: PaperNumber): string {
  const number = paper === undefined ? '预览' : `编号 ${paperNumberText(paper)}`
  return variant === 'internal' ? number : `${variantLabels[variant]} ${number}`
}

function keep(
  ctx: OpenContext,
  { text, variant, whole, ...which }: Parsed<'forms.keep'>,
): Output<'forms.keep'> {
  const key = keyOf(ctx, which, { variant, whole })
  if (text === null) dropPaper(ctx.drafts, key)
  else keepPaper(ctx.drafts, key, text, isoNow(ctx.clock))
  return {}
}

/** Whole values are kept apart from shortened ones, and for the person who may see them. */
function keyOf(ctx: OpenContext, { record, form }: Which, { variant, whole }: Disclosure): PaperKey {
  return { user: ctx.user.name, record, form, variant: whole ? 'whole' : variant }
}

async function write(ctx: OpenContext, input: Parsed<'forms.write'>): Promise<Output<'forms.write'>> {
  const { format } = input
  const disclosure = disclosureOf(ctx, input)
  const made = formFor(ctx, input, disclosure)
  let pages = 0
  const file = await handOutFile(
    ctx,
    'forms.write',
    { ...handedOut(input), format },
    ctx.pathOf(input.file),
    async ({ paper }) => {
      const laid = laidOut(made, disclosure, paper)
      pages = laid.pages
      const { title } = laid
      return format === 'html'
        ? Buffer.from(standaloneHtml(title, laid.markup))
        : formsToDocx(title, [made.document], { note: noteOf(disclosure.variant, paper) })
    },
  )
  return { ...file, pages }
}

function factsOf({ record, form }: Which) {
  return { record, form }
}

/** What leaves the program, and for whom. */
function handedOut(input: Which & { readonly variant: Variant; readonly whole: boolean }) {
  return { variant: input.variant, ...(input.whole && { whole: 1 }), ...factsOf(input) }
}
