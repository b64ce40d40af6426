import { z } from 'zod'
import type { Json } from '../json'
import type { Change } from './change'
import { base64, checkpointPlace, hash, isoTime, scopeName, siteId, siteRole } from './manifest'

/**
 * The two kinds by which computers are known. They stand in no registry; nobody types, lists or edits one, and no record is made
 * of them: who belongs is judged of all that are held.
 */
export const INTRODUCTION_KIND = 'introduction'
export const SITE_KIND = 'site'
/** The version of both kinds. */
export const OFFICIAL_VERSION = 1

/** Whether a change says who is who, and so makes no record. */
export const isOfficial = ({ kind }: Pick<Change, 'kind'>): boolean =>
  kind === INTRODUCTION_KIND || kind === SITE_KIND

/** The id of the record that speaks of a site: its id's digits, with the marks of a UUID of version 8. */
export const recordOfSite = (site: string): string =>
  `${site.slice(0, 8)}-${site.slice(8, 12)}-8${site.slice(13, 16)}-8${site.slice(17, 20)}-${site.slice(20)}`

/** Places in one letter: the tips of the former self's words, and 1, 2, 4 … below. */
export const MAX_UNTIL = 40

/** An age X25519 recipient. */
export const ageRecipient = z.string().regex(/^age1[0-9a-z]{58}$/)

/** What a site says of itself in the first change of its home scope: `*` for an office, its street for a laptop. */
export const introductionValues = z.strictObject({
  role: siteRole,
  unit: z.string().max(64),
  unitName: z.string().max(60),
  /** `A`; after a restore `AKX`, so that no human number is given out twice. */
  letter: z.string().max(3),
  /** Raw Ed25519 public key, base64. */
  signKey: base64,
  recipient: ageRecipient,
  /** A self of the office above, which its joining file names: nobody else's word about this site counts. */
  office: siteId.exactOptional(),
  /** The joining file by which it asks to be let in, and HMAC-SHA256 with that file's secret over `introductionText`, hex. */
  join: z.uuid().exactOptional(),
  mac: hash.exactOptional(),
  /** What this computer was before it got new keys, and that self's Ed25519 signature over `introductionText`: a letter of succession. */
  predecessor: siteId.exactOptional(),
  signature: base64.exactOptional(),
  /** An office's: how far the former self's words were known to it. Whoever has the old key lets nobody in beyond that. */
  until: z.array(checkpointPlace).max(MAX_UNTIL).exactOptional(),
})
export type IntroductionValues = z.infer<typeof introductionValues>

/** An introduction with what its change says of whose it is. */
export interface Introduction extends IntroductionValues {
  readonly id: string
  readonly scope: string
}

/** What is signed by a former self, or proven with a joining file's secret. */
export function introductionText(introduction: Introduction): Json {
  const { id, scope, role, unit, unitName, letter, signKey, recipient } = introduction
  const { office = null, join = null, predecessor = null, until = [] } = introduction
  const said = {
    id,
    scope,
    role,
    unit,
    unitName,
    letter,
    signKey,
    recipient,
    office,
    join,
    predecessor,
    until,
  }
  return { introduction: said }
}

/** Places in one word's cut: 64 branches of many thousand changes each have fewer. */
export const MAX_CUT = 2000

/** An office's word about one site right below, or about itself. What words say only grows: nothing in them is ever taken back. */
export const siteWord = z.strictObject({
  site: siteId,
  /** It belongs here, in this scope and under this name and letter. */
  joined: z
    .strictObject({ scope: scopeName, unitName: z.string().max(60), letter: z.string().max(3) })
    .exactOptional(),
  /** It was lost; why, in the words of the person at the office. */
  ended: z.strictObject({ at: isoTime, reason: z.string().max(200) }).exactOptional(),
  /**
   * Of a lost site's streams only what lies at or below one of these places counts, whichever site brings it.
   * Of each branch they name the tip, then 1, 2, 4 … below it, and where it parts, so that a reader without the tip still
   * counts what is older.
   */
  cut: z.array(checkpointPlace).max(MAX_CUT).exactOptional(),
  /** Of the office itself: to whose recovery key all below it encrypt from now on. */
  recovery: ageRecipient.exactOptional(),
})
export type SiteWord = z.infer<typeof siteWord>
export type CutPlace = NonNullable<SiteWord['cut']>[number]
