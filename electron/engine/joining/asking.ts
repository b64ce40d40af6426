import type { Introduction } from '../../../shared/sync/site'
import { openWriter } from '../changes/write'
import type { OpenContext } from '../context'
import { joinMac } from '../sites/admission'
import { introduce } from '../sites/introductions'
import { refreshSites } from '../sites/known'
import type { JoinOffer } from './join-file'

/** An introduction that asks by a joining file, proven with its secret. */
export function asking(
  { mac: _, signature: __, predecessor: ___, ...introduction }: Introduction,
  { office, id, secret }: Pick<JoinOffer, 'office' | 'id' | 'secret'>,
): Introduction {
  const asks = { ...introduction, office, join: id }
  return { ...asks, mac: joinMac(secret, asks) }
}

/** Introduces this computer, for the first time or anew. Runs inside a transaction. */
export function introduceHere(ctx: OpenContext, introduction: Introduction): void {
  const writer = openWriter(ctx)
  introduce(ctx, writer, introduction)
  writer.finish()
  refreshSites(ctx)
}
