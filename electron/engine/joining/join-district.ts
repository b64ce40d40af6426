import type { Output, Parsed } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import { kindOf } from '../../../shared/kinds'
import { DISTRICT_SCOPE } from '../../../shared/sync/change'
import type { Introduction } from '../../../shared/sync/site'
import { branchesOf } from '../changes/branches'
import { vectorOf } from '../changes/reach'
import { writeLocal } from '../changes/write'
import type { OpenContext } from '../context'
import { writeMeta } from '../db/meta'
import { newId } from '../new-id'
import { createProfile } from '../profile/profile'
import { openRecordIndex } from '../search/index-records'
import type { DoorContext } from '../session'
import { openFamily } from '../sites/family'
import { introductionFor } from '../sites/introductions'
import { newRecoveryKey, newSiteKeys } from '../sites/keys'
import { ownSiteOf } from '../sites/sites'
import { applySegments } from '../streams/apply'
import { openLeavingOut } from '../streams/left-out'
import { peerOf, putPeer } from '../streams/queries'
import { checkSegments, openLineCheck } from '../streams/segment-check'
import { asking, introduceHere } from './asking'
import { type JoinOffer, openJoinFile } from './join-file'

/**
 * A new district, or a city above districts: its keys, its own unit, and a recovery key.
 * The recovery key is answered once and stored nowhere.
 * @throws AppError as `createProfile`
 */
export async function createDistrict(
  ctx: DoorContext,
  input: Parsed<'profile.createDistrict'>,
): Promise<Output<'profile.createDistrict'>> {
  const keys = await newSiteKeys()
  const recovery = await newRecoveryKey()
  const unit = newId(ctx)
  const name = input.unit.normalize('NFC')
  const { role } = input
  const about = { role, scope: DISTRICT_SCOPE, unit, unitName: name, letter: '' } as const
  const introduction = introductionFor(keys, about)
  const site = ownSiteOf(introduction, keys)
  await createProfile(
    ctx,
    { user: input.user, passphrase: input.passphrase, recoveryRecipient: recovery.recipient, site },
    (open) => beginOffice(open, introduction, input.code),
  )
  return { site: site.id, unit, recoveryKey: recovery.identity }
}

/** What an office's log begins with: who it is, and its own unit. Inside the transaction that makes it. */
export function beginOffice(ctx: OpenContext, introduction: Introduction, code: string | undefined): void {
  const { role, unit, unitName: name } = introduction
  introduceHere(ctx, introduction)
  if (role !== 'street') writeUnit(ctx, role, { unit, name, code })
}

interface OwnUnit {
  readonly unit: string
  readonly name: string
  readonly code: string | undefined
}

function writeUnit(
  ctx: OpenContext,
  level: 'province' | 'city' | 'district',
  { unit: record, name, code }: OwnUnit,
): void {
  const set = { name, level, ...(code === undefined || code === '' ? {} : { code }) }
  const kind = kindOf('unit')
  writeLocal(ctx, [{ record, kind: kind.name, kindVersion: kind.version, scope: DISTRICT_SCOPE, set }])
}

/**
 * A new street profile from a joining file, or one more computer of the district's office: keys of its own, the district's records,
 * and the request that its first bundle will carry. @throws AppError `join.*`, `file.unreadable`, and as `createProfile`
 */
export async function joinDistrict(
  ctx: DoorContext,
  input: Parsed<'profile.join'>,
): Promise<Output<'profile.join'>> {
  const offer = await openJoinFile(ctx.pathOf(input.file), input.joinPassphrase, ctx.clock.now(), 'district')
  const keys = await newSiteKeys()
  const { unit, letter, isForOffice } = offer
  const scope = isForOffice ? DISTRICT_SCOPE : unit.id
  const role = isForOffice ? 'district' : 'street'
  const about = { role, scope, unit: unit.id, unitName: unit.name, letter } as const
  const introduction = asking(introductionFor(keys, about), offer)
  await createProfile(
    ctx,
    {
      user: input.user,
      passphrase: input.passphrase,
      recoveryRecipient: offer.recovery,
      site: ownSiteOf(introduction, keys),
    },
    (open) => {
      if (!isForOffice) writeMeta(open.db, 'office', offer.office)
      introduceHere(open, introduction)
      takeSnapshot(open, offer)
      putPeer(open.db, {
        ...peerOf(open.db, offer.office),
        vector: JSON.stringify(vectorOf(open.db, branchesOf(open.db))),
      })
      open.audit('sync.join', { district: offer.office, segments: offer.snapshot.segments.length })
    },
  )
  return { site: introduction.id, scope, letter, unit: unit.name }
}

/** Applies the district's records by the same checks as a bundle's. @throws AppError `join.damaged` */
function takeSnapshot(ctx: OpenContext, offer: JoinOffer): void {
  const bundle = ''
  const { snapshot, official } = offer
  try {
    const siteOf = openFamily(official.introductions).person
    const leavingOut = openLeavingOut(bundle, 'all')
    checkSegments(snapshot.segments, { bundle, leavingOut, siteOf, receiver: ctx.site })
    const check = openLineCheck(snapshot.segments, bundle, leavingOut)
    const changes = snapshot.lines.flatMap((line) => check.take(line)?.fresh ?? [])
    check.finish()
    applySegments(ctx, snapshot.segments, () => changes, {
      bundle,
      leavingOut,
      official,
      allowMassDelete: true,
      index: openRecordIndex(ctx, changes.length),
    })
  } catch (cause) {
    if (cause instanceof AppError && cause.code.startsWith('bundle.'))
      throw new AppError('join.damaged', {}, { cause })
    throw cause
  }
}
