import type { Output, Parsed } from '../../../shared/contract'
import type { Disclosure } from '../../../shared/disclosure/printed-record'
import { layOut } from '../../../shared/paper/layout'
import { formPagesMarkup } from '../../../shared/paper/markup'
import { type PaperNumber, paperNumberText } from '../../../shared/paper/paper-number'
import { standaloneHtml } from '../../../shared/paper/print-style'
import { type Variant, variantLabels } from '../../../shared/privacy/variant'
import type { OpenContext } from '../context'
import { dropPaper, keepPaper } from '../drafts/queries'
import type { Calls, Handlers } from '../handler'
import { handOut, handOutFile } from '../handout/hand-out'
import { isoNow } from '../moment'
import { disclosureOf } from '../records/pages'
import { offeredForms } from './forms'
import { type AskedForm, keyOf, type MadeForm, makeForm, requireTyping } from './make'

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
    const made = makeForm(ctx, input, disclosure)
    return handOut(ctx, 'forms.print', { ...handedOut(input), how: input.how }, ({ paper }) =>
      laidOut(made, disclosure, paper),
    )
  },
  'forms.write': write,
} satisfies Handlers<Calls<'forms'>>

function pageOf(ctx: OpenContext, which: AskedForm, disclosure: Disclosure): Output<'forms.page'> {
  return laidOut(makeForm(ctx, which, disclosure), disclosure)
}

function laidOut(
  { title, text, help, keptAt, papers }: MadeForm,
  { variant }: Disclosure,
  paper?: PaperNumber,
): Output<'forms.page'> {
  const note = noteOf(variant, paper)
  const laid = papers.map(({ document, from }) => ({ document, from, pages: layOut(document) }))
  const markup = laid
    .map(({ document, from, pages }) =>
      formPagesMarkup(pages, { name: document.title, note, ...(from !== undefined && { from }) }),
    )
    .join('\n')
  return { title, text, help, keptAt, markup, pages: laid.reduce((sum, { pages }) => sum + pages.length, 0) }
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
  if (text !== null) requireTyping(ctx, { variant })
  if (text === null) dropPaper(ctx.drafts, key)
  else keepPaper(ctx.drafts, key, text, isoNow(ctx.clock))
  return {}
}

async function write(ctx: OpenContext, input: Parsed<'forms.write'>): Promise<Output<'forms.write'>> {
  const { format } = input
  const disclosure = disclosureOf(ctx, input)
  const made = makeForm(ctx, input, disclosure)
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
      if (format === 'html') return Buffer.from(standaloneHtml(title, laid.markup))
      const { formsToDocx } = await import('../export/docx')
      return formsToDocx(title, made.papers, { note: noteOf(disclosure.variant, paper) })
    },
  )
  return { ...file, pages }
}

function factsOf({ record, form }: AskedForm) {
  return { record, form }
}

/** What leaves the program, and for whom. */
function handedOut(input: AskedForm & { readonly variant: Variant; readonly whole: boolean }) {
  return { variant: input.variant, ...(input.whole && { whole: 1 }), ...factsOf(input) }
}
