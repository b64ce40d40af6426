import { DISTRICT_SCOPE } from '../../../shared/sync/change'
import { roleAbove, type SiteRole } from '../../../shared/sync/manifest'
import type { Introduction } from '../../../shared/sync/site'
import type { OpenContext, OwnSite } from '../context'
import { isSameOffice } from './house'
import type { SiteKeys } from './keys'
import { findSite, type SiteRow } from './queries'

/** A site as people call it: the district's name, or the street's with the laptop's letter. */
export function siteName(site: Pick<SiteRow, 'unit_name' | 'letter'>): string {
  return `${site.unit_name}${site.letter}`
}

/** A site by name; its id when it is not known. */
export function siteNameOf({ db }: Pick<OpenContext, 'db'>, id: string): string {
  const site = findSite(db, id)
  return site ? siteName(site) : id
}

/** The installation itself, keys and all, as it stands in its own database. */
export function ownSiteOf(introduction: Introduction, keys: SiteKeys): OwnSite {
  const { id, role, scope, unit, unitName, letter } = introduction
  return { id, role, scope, unit, unitName, letter, signKey: keys.signKey, identity: keys.identity }
}

/** Whether a site may hold the changes of a scope: city and district all, a street the district's and its own. */
export function mayHold(site: Pick<SiteRow, 'role' | 'scope'>, scope: string): boolean {
  return site.role !== 'street' || scope === DISTRICT_SCOPE || scope === site.scope
}

/** Whether a site may write in a scope: the district anywhere, a street in its own, a city its own. */
export function mayWrite(site: Pick<SiteRow, 'role' | 'scope'>, scope: string): boolean {
  return site.role === 'district' || scope === site.scope
}

/** The role to which each role sends its work as a rule. */
const usual: Readonly<Record<SiteRole, SiteRole>> = {
  province: 'city',
  city: 'district',
  district: 'street',
  street: 'district',
}

/** Whether `other` is where `own` sends its work as a rule: a laptop's district, or an office's sites right below it. */
export function isUsualPartner(own: Pick<SiteRow, 'role'>, other: Pick<SiteRow, 'role'>): boolean {
  return usual[own.role] === other.role
}

/**
 * Whether two sites exchange bundles: a district with its laptops, its city and its other computers, a laptop also with the others
 * of its street.
 */
export function exchanges(
  own: Pick<SiteRow, 'role' | 'scope' | 'unit'>,
  other: Pick<SiteRow, 'role' | 'scope' | 'unit'>,
): boolean {
  if (own.role === 'street' && other.role === 'street') return own.scope === other.scope
  return isUsualPartner(own, other) || isUsualPartner(other, own) || isSameOffice(own, other)
}

/** Whether the one site vouches for the other site: each office for those right below it, and for its other computers. */
export function vouchesFor(
  own: Pick<SiteRow, 'role' | 'unit'>,
  other: Pick<SiteRow, 'role' | 'unit'>,
): boolean {
  return (own.role !== 'street' && isUsualPartner(own, other)) || isSameOffice(own, other)
}

/** At a city: the district that a site belongs to; at a province, the city. */
export interface RealmOf {
  /** The role of the site that keeps them apart. */
  readonly own: SiteRole
  of(site: string): string | undefined
}

/** Whether a stream may go to a receiver. A city keeps its districts apart: each gets back only its own streams. */
export function mayGo(
  receiver: Pick<SiteRow, 'id' | 'role' | 'scope'>,
  stream: { readonly site: string; readonly scope: string },
  realms: RealmOf | undefined,
): boolean {
  // Who stands above this site holds all that it holds.
  if (realms && receiver.role !== roleAbove[realms.own])
    return realms.of(stream.site) !== undefined && realms.of(stream.site) === realms.of(receiver.id)
  return mayHold(receiver, stream.scope)
}

/** Those of these streams that may go to a site. */
export function visibleTo<Row extends { readonly site: string; readonly scope: string }>(
  site: Pick<SiteRow, 'id' | 'role' | 'scope'>,
  streams: readonly Row[],
  realms?: RealmOf,
): Row[] {
  return streams.filter((stream) => mayGo(site, stream, realms))
}
