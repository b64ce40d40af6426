import { DISTRICT_SCOPE, type Vector } from '../../../shared/sync/change'
import { type CertifiedSite, certificateText, type SiteFacts } from '../../../shared/sync/manifest'
import type { OwnSite } from '../context'
import type { SiteRow } from '../users/queries'
import { readClosing } from './closing'
import { isSigned, type SiteKeys, signText } from './keys'

/** A site as people call it: the district's name, or the street's with the laptop's letter. */
export function siteName(site: Pick<SiteRow, 'unit_name' | 'letter'>): string {
  return `${site.unit_name}${site.letter}`
}

/** What the district vouches for, out of a row. */
export function factsOf(row: SiteRow): SiteFacts {
  return {
    id: row.id,
    role: row.role,
    scope: row.scope,
    unit: row.unit,
    unitName: row.unit_name,
    letter: row.letter,
    signKey: row.sign_key,
    recipient: row.recipient,
    revokedAt: row.revoked_at,
    ...(row.closing === null ? {} : { closing: readClosing(row.closing) }),
  }
}

/** The row of a site; `own` 1 for this installation. */
export function rowOfSite(facts: SiteFacts, certificate: string, own: 0 | 1): SiteRow {
  return {
    id: facts.id,
    own,
    role: facts.role,
    scope: facts.scope,
    unit: facts.unit,
    unit_name: facts.unitName,
    letter: facts.letter,
    sign_key: facts.signKey,
    recipient: facts.recipient,
    certificate,
    revoked_at: facts.revokedAt,
    closing: facts.closing === undefined ? null : JSON.stringify(facts.closing),
  }
}

/** The public facts of a site that has just made its keys. */
export function newFacts(
  keys: SiteKeys,
  about: Pick<SiteFacts, 'role' | 'scope' | 'unit' | 'unitName' | 'letter'>,
): SiteFacts {
  const { role, scope, unit, unitName, letter } = about
  return {
    ...{ id: keys.id, role, scope, unit, unitName, letter },
    signKey: keys.publicKey,
    recipient: keys.recipient,
    revokedAt: null,
  }
}

/** The installation itself, keys and all, as it stands in its own database. */
export function ownSiteOf(facts: SiteFacts, keys: SiteKeys): OwnSite {
  const { id, role, scope, unit, unitName, letter } = facts
  return { id, role, scope, unit, unitName, letter, signKey: keys.signKey, identity: keys.identity }
}

/** The district's word for a site. */
export function certify(district: Pick<OwnSite, 'signKey'>, facts: SiteFacts): string {
  return signText(district.signKey, certificateText(facts))
}

/** Whether the district vouches for these facts. `districtKey` is its raw public key, base64. */
export function isCertified(districtKey: string, site: CertifiedSite): boolean {
  return isSigned(districtKey, certificateText(site.facts), site.certificate)
}

/** Whether a site may hold the changes of a scope: the district all, a street the district's and its own. */
export function mayHold(site: Pick<SiteRow, 'role' | 'scope'>, scope: string): boolean {
  return site.role === 'district' || scope === DISTRICT_SCOPE || scope === site.scope
}

/** Whether a site may write in a scope: the district anywhere, a street in its own. */
export function mayWrite(site: Pick<SiteRow, 'role' | 'scope'>, scope: string): boolean {
  return site.role === 'district' || scope === site.scope
}

/** Whether two sites exchange bundles: a laptop with its district and with the other laptops of its street. */
export function exchanges(
  own: Pick<SiteRow, 'role' | 'scope'>,
  other: Pick<SiteRow, 'role' | 'scope'>,
): boolean {
  return own.role !== other.role || (own.role === 'street' && own.scope === other.scope)
}

/** Whether `other` is where `own` sends its work as a rule: a laptop's district, a district's laptops. */
export function isUsualPartner(own: Pick<SiteRow, 'role'>, other: Pick<SiteRow, 'role'>): boolean {
  return own.role !== other.role
}

/** The part of a vector that a site may hold. */
export function visibleTo(site: Pick<SiteRow, 'role' | 'scope'>, vector: Vector): Vector {
  return Object.fromEntries(
    Object.entries(vector).filter(([stream]) => mayHold(site, stream.slice(stream.indexOf('/') + 1))),
  )
}
