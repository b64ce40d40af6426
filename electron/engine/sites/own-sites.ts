import type { OpenContext } from '../context'
import { writeMeta } from '../db/meta'
import { setLetter } from '../exchange/queries'
import type { SiteRow } from '../profile/queries'

/** A laptop gets another letter, by its district's word or its new joining file; inside a transaction. */
export function takeLetter(ctx: OpenContext, site: SiteRow, letter: string): void {
  if (site.letter === letter) return
  setLetter(ctx.db, site.id, letter)
  if (site.id !== ctx.site.id) return
  writeMeta(ctx.db, 'site', { ...ctx.site, letter })
  ctx.audit('sites.letter', { site: site.id, before: site.letter, letter })
}
