import { appendAudit } from './audit'
import type { EngineContext, OpenContext } from './context'
import { holdNote } from './drafts/held'
import { isoNow } from './moment'
import type { OpenProfile } from './session'

/** What handlers of an open profile get. */
export function openContext(base: EngineContext, profile: OpenProfile): OpenContext {
  const { db, site, user } = profile
  return {
    profile: base.profile,
    appVersion: base.appVersion,
    releaseKey: base.releaseKey,
    clock: base.clock,
    random: base.random,
    log: base.log,
    kdfCost: base.kdfCost,
    largestFile: base.largestFile,
    largestWholeCopy: base.largestWholeCopy,
    ...(base.passing && { passing: base.passing }),
    ...(base.readWorkbook && { readWorkbook: base.readWorkbook }),
    ...(base.startAhead && { startAhead: base.startAhead }),
    pathOf: base.pathOf,
    emit: base.emit,
    signal: base.signal,
    exclusively: base.exclusively,
    ...(base.afterAnswer && { afterAnswer: base.afterAnswer }),
    isHeld: base.isHeld,
    db,
    drafts: profile.drafts,
    openReader: profile.openReader,
    site,
    user,
    dataKey: profile.dataKey,
    formerKeys: profile.formerKeys,
    audit: (action, detail) => appendAudit(db, { at: isoNow(base.clock), user: user.name, action, detail }),
    note: (action, detail) => {
      const row = { at: isoNow(base.clock), user: user.name, action, detail }
      if (base.isHeld()) holdNote(profile.drafts, row)
      else appendAudit(db, row)
    },
  }
}
