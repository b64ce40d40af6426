import type { Output, Parsed } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import { handOverSheet, type PersonHandOver } from '../../../shared/exchange/hand-over'
import { sheetPages } from '../../../shared/paper/sheet/markup'
import { may, roleLabels } from '../../../shared/rights'
import { countConflicting } from '../changes/queries'
import type { OpenContext, OwnSite } from '../context'
import { sealAllAnew } from '../copies/keep-copies'
import { readMeta } from '../db/meta'
import { countDrafts, takeDrafts } from '../drafts/queries'
import { lastExportOf, pendingFor } from '../exchange/status'
import { isoNow, localMinute } from '../moment'
import { openContext } from '../open-context'
import { requirePassphrase, unlock } from '../profile/door'
import { replaceKeys } from '../profile/known-keys'
import { holderFor, withHolder, withoutHolder } from '../profile/new-holder'
import { endOldKeys } from '../profile/old-keys'
import { requireStrong } from '../profile/profile'
import { addUser, countChangesBy, findUser, removeUser, type StoredUser } from '../profile/queries'
import type { DoorContext } from '../session'
import { newSiteKeys } from '../sites/keys'
import { siteName } from '../sites/sites'
import { renewSite } from '../streams/renew'

/**
 * Hands a person's place at this laptop to a successor. The role and half-typed forms pass over; the name under what
 * was written stays.
 * The old passphrase opens nothing from the next sign-in on, which gives the data a new key.
 * The laptop writes on under new keys and a new letter, as after a restore.
 * So a copy that went with the leaving person speaks for nobody once the next bundle has arrived.
 * Without a network, and signed in as the successor afterwards, unless somebody else's place was handed over.
 * @throws AppError `session.locked`, `right.missing`, `passphrase.wrong`, `passphrase.weak`, `user.exists`,
 * `user.not-found`
 */
export async function handOver(
  ctx: DoorContext,
  input: Parsed<'session.handOver'>,
): Promise<Output<'session.handOver'>> {
  const profile = ctx.session.current()
  if (!profile) throw new AppError('session.locked')
  if (profile.readOnly) throw new AppError('profile.read-only')
  if (!may(profile.user.role, 'profile.manage'))
    throw new AppError('right.missing', { right: 'profile.manage' })
  const open = openContext(ctx, profile)
  const from = findUser(open.db, input.from ?? profile.user.name)
  if (!from) throw new AppError('user.not-found', { user: input.from ?? '' })
  if (findUser(open.db, input.to)) throw new AppError('user.exists', { user: input.to })
  requireStrong(input.newPassphrase, input.to)
  // Nobody hands a place over at a laptop that somebody left open.
  await requirePassphrase(open, input.passphrase)
  const holder = await holderFor(open, input.to, input.newPassphrase)
  const before = noteOf(open, from, input.to)
  const siteKeys = await newSiteKeys()
  replaceKeys(
    open,
    (held) => withHolder(withoutHolder(held, from.name), holder),
    () => {
      renewSite(open, siteKeys, { rewound: false, reason: '人员交接，已换新密钥' })
      pass(open, from, input.to)
    },
  )
  const { site } = profile
  const note = { ...before, site: site.id, computer: computerOf(site) }
  const isSelf = from.name === profile.user.name
  // Signing in anew ends what the leaving person's key opened: it finds that a new data key is due.
  await (isSelf
    ? unlock(ctx, input.to, input.newPassphrase)
    : unlock(ctx, profile.user.name, input.passphrase))
  const now = ctx.session.current()
  if (now) await sealAllAnew(openContext(ctx, now))
  const sheet = handOverSheet(note)
  return { ...note, title: sheet.title, markup: sheetPages(sheet).markup }
}

function pass(open: OpenContext, from: StoredUser, to: string): void {
  const { db } = open
  const at = isoNow(open.clock)
  addUser(db, { name: to, role: from.role, createdAt: at })
  removeUser(db, from.name, at)
  endOldKeys(db)
  open.audit('session.handOver', { from: from.name, to, role: from.role })
  // Last, so that a database that refuses keeps the key.
  takeDrafts(open.drafts, from.name, to)
}

const computerOf = ({ unitName, letter }: OwnSite): string => siteName({ unit_name: unitName, letter })

function noteOf(open: OpenContext, from: StoredUser, to: string): PersonHandOver {
  const { db, site } = open
  const lastBackup = readMeta(db, 'lastBackup')
  const lastExport = lastExportOf(open)
  return {
    unit: site.unitName,
    computer: computerOf(site),
    formerComputer: computerOf(site),
    site: site.id,
    from: from.name,
    to,
    role: roleLabels[from.role],
    at: localMinute(isoNow(open.clock)),
    lastExport:
      lastExport && `${localMinute(lastExport.at)} 第 ${lastExport.serial} 批，给${lastExport.peer}`,
    lastBackup: lastBackup && localMinute(lastBackup),
    changes: countChangesBy(db, from.name),
    drafts: countDrafts(open.drafts, from.name),
    pending: pendingFor(open),
    conflicts: countConflicting(db),
  }
}
