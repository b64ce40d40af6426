import type { Output, Parsed } from '../../../shared/contract'
import { kindOf } from '../../../shared/kinds'
import type { Body } from '../../../shared/shapes'
import type { OpenContext } from '../context'
import { type DraftKey, dropDraft, findDraft, keepDraft } from '../drafts/queries'
import { isoNow } from '../moment'

/** Keeps a half-typed form of the signed-in person. It is not checked: it need not be valid yet. */
export function saveDraft(ctx: OpenContext, input: Parsed<'drafts.save'>): Output<'drafts.save'> {
  const savedAt = isoNow(ctx.clock)
  keepDraft(ctx.drafts, keyOf(ctx, input), JSON.stringify(input.body), savedAt)
  return { savedAt }
}

export function getDraft(ctx: OpenContext, input: Parsed<'drafts.get'>): Output<'drafts.get'> {
  const row = findDraft(ctx.drafts, keyOf(ctx, input))
  return { draft: row ? { body: JSON.parse(row.body) as Body, savedAt: row.saved_at } : null }
}

export function discardDraft(ctx: OpenContext, input: Parsed<'drafts.discard'>): Output<'drafts.discard'> {
  dropDraft(ctx.drafts, keyOf(ctx, input))
  return {}
}

function keyOf(ctx: OpenContext, { kind, id }: { kind: string; id?: string | undefined }): DraftKey {
  return { user: ctx.user.name, kind: kindOf(kind).name, record: id ?? '' }
}
