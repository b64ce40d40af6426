import { AppError } from '../../../shared/errors'
import { BUNDLE_NAMESPACE, type Manifest, roleAbove } from '../../../shared/sync/manifest'
import { placeOf } from '../changes/branches'
import type { ChangeWriter } from '../changes/write'
import type { OpenContext } from '../context'
import { readMeta, writeMeta } from '../db/meta'
import { asksHere, hasLetterOfOther, officeName } from './admission'
import { cutOf } from './closing'
import type { Family, Person } from './family'
import { isOwnWord, type Official } from './introductions'
import { type Known, knownWith } from './known'
import { ownSites } from './own-sites'
import { findSite, type SiteRow } from './queries'
import { sayJoined, sayWord } from './revoke'
import { exchanges, siteName, vouchesFor } from './sites'
import { sshVerify } from './sshsig'

/** A manifest as it was read, before the reader believes anything of it. */
export interface ReadManifest {
  readonly manifest: Manifest
  /** Its bytes, and the signature over them. */
  readonly text: Uint8Array
  readonly signature: string
  readonly official: Official
  /** The file, for errors. */
  readonly bundle: string
}

export interface SenderRules {
  /** Takes a bundle of an ended site as well: a person has asked. */
  readonly acceptClosed: boolean
  /** Takes a bundle of a laptop that nobody but itself remembers: a person has asked. */
  readonly acceptForgotten: boolean
}

/** The site that sent a bundle, and how it belongs here. */
export interface ProvenSender {
  readonly sender: SiteRow
  /** Who belongs here by what is held and what the bundle introduces. */
  readonly known: Known
  /** The sender, or what it was before, asks to be let in, and a person says so first. */
  readonly asks?: Person | undefined
  /** Takes it in, before the contents; inside the transaction that applies the bundle. */
  greet(writer: Sayer): void
}

type Sayer = Pick<ChangeWriter, 'say'>
type Rules = SenderRules & { readonly bundle: string }
type Way = Pick<ProvenSender, 'greet' | 'asks'>

const nothing = (): void => undefined

/**
 * The site that sent a bundle, after proof; its signature over the manifest fits. It is one of these:
 * - a known site that has not ended;
 * - the office above under a later name, or by another of its computers;
 * - right below: the successor of a known site, or one whose request holds, which waits for a person (`asks`);
 * - when a person said so, one that this office let in and has forgotten.
 *
 * @throws AppError `bundle.wrong-recipient`, `bundle.unknown-sender`, `bundle.revoked-sender`, `bundle.not-permitted`,
 * `bundle.forged`, `join.used`
 */
export function provenSender(ctx: OpenContext, read: ReadManifest, rules: SenderRules): ProvenSender {
  const { manifest, text, signature, official, bundle } = read
  if (!ownSites(ctx).some(({ id }) => id === manifest.to))
    throw new AppError('bundle.wrong-recipient', { bundle })
  const known = knownWith(ctx.db, official)
  const person = known.family.person(manifest.from)
  if (!person) throw new AppError('bundle.unknown-sender', { bundle })
  const sender = known.rows.get(person.id) ?? strangerOf(ctx, known.family, person)
  if (sender.own === 1) throw new AppError('bundle.protocol', { bundle })
  const way = wayOf(ctx, known, sender, { ...rules, bundle })
  if (!exchanges(ctx.site, sender)) throw new AppError('bundle.not-permitted', { bundle })
  if (!sshVerify(sender.sign_key, BUNDLE_NAMESPACE, text, signature))
    throw new AppError('bundle.forged', { bundle })
  const greet = (writer: Sayer): void => {
    sayEndsAnew(ctx, writer, known, official)
    way.greet(writer)
  }
  return { sender, known, asks: way.asks, greet }
}

/** A site of which nobody has said anything yet. */
const strangerOf = (ctx: OpenContext, family: Family, person: Person): SiteRow => ({
  id: person.id,
  root: family.root(person.id),
  own: 0,
  role: person.role,
  scope: person.scope,
  unit: person.unit,
  unit_name: officeName(ctx, person),
  letter: person.letter,
  sign_key: person.signKey,
  recipient: person.recipient,
  office: '',
  revoked_at: null,
  closing: null,
})

function wayOf(ctx: OpenContext, known: Known, sender: SiteRow, rules: Rules): Way {
  if (sender.role === roleAbove[ctx.site.role]) return wayOfOffice(ctx, known, sender, rules)
  if (known.rows.has(sender.id)) {
    refuseEnded(ctx, sender, rules)
    return { greet: nothing }
  }
  if (vouchesFor(ctx.site, sender)) return wayIn(ctx, known, sender, rules)
  throw new AppError('bundle.unknown-sender', { bundle: rules.bundle })
}

/** Only an office lets a site below say more after its end. @throws AppError `bundle.revoked-sender` */
function refuseEnded(ctx: OpenContext, site: SiteRow, { bundle, acceptClosed }: Rules): void {
  if (site.revoked_at !== null && !(acceptClosed && vouchesFor(ctx.site, site)))
    throw new AppError('bundle.revoked-sender', { bundle })
}

/**
 * The office above is followed along its letters. What it was before speaks for nobody any more; of two that came out of one
 * backup a person chooses.
 */
function wayOfOffice(ctx: OpenContext, { family, rows }: Known, sender: SiteRow, rules: Rules): Way {
  const { bundle } = rules
  const office = readMeta(ctx.db, 'office')
  if (office === null || !rows.has(sender.id)) throw new AppError('bundle.unknown-sender', { bundle })
  if (office === sender.id) return { greet: nothing }
  if (!family.tree(office).includes(sender.id)) {
    // Another computer of that office: who is followed stays.
    if (sender.revoked_at !== null) throw new AppError('bundle.revoked-sender', { bundle })
    return { greet: nothing }
  }
  const isLater = family.before(sender.id).includes(office)
  const isFormer = family.before(office).includes(sender.id)
  if (isFormer || (!isLater && !rules.acceptClosed)) throw new AppError('bundle.revoked-sender', { bundle })
  return {
    greet: () => {
      writeMeta(ctx.db, 'office', sender.id)
      ctx.audit('sites.succeed', { from: office, to: sender.id, scope: sender.scope, letter: sender.letter })
    },
  }
}

/**
 * A site right below that is unknown here: it comes by the letter of a known one, asks, or was let in by this office once.
 * A restored office has forgotten whom it let in since its backup. That one may have been ended since as well, and a found old key
 * could speak for any: a person decides.
 */
function wayIn(ctx: OpenContext, known: Known, sender: SiteRow, rules: Rules): Way {
  const { family, rows, unheard } = known
  const { bundle, acceptForgotten } = rules
  const before = family.before(sender.id)
  for (const self of before) {
    const base = rows.get(self)
    if (base) {
      refuseEnded(ctx, base, rules)
      if (hasLetterOfOther(ctx, sender)) throw new AppError('join.used', { bundle })
      return { greet: (writer) => succeed(ctx, writer, base, sender) }
    }
    const person = family.person(self)
    if (person && asksHere(ctx, person, bundle)) return { asks: person, greet: nothing }
  }
  const said = unheard.get(before.find((self) => unheard.has(self)) ?? '')
  if (!said) throw new AppError('bundle.unknown-sender', { bundle })
  const letter = unheard.get(sender.id)?.letter ?? sender.letter
  const named = { ...sender, unit_name: said.unitName, letter }
  if (!acceptForgotten) throw new AppError('bundle.forgotten-sender', { bundle, from: siteName(named) })
  if (hasLetterOfOther(ctx, named))
    throw new AppError('bundle.letter-given', { bundle, from: siteName(named) })
  return {
    greet: (writer) => {
      sayJoined(ctx, writer, named)
      ctx.audit('sync.remember', { site: named.id, scope: named.scope, letter })
    },
  }
}

/** The successor is called as its former self was, whatever it calls itself. */
function succeed(ctx: OpenContext, writer: Sayer, base: SiteRow, sender: SiteRow): void {
  const { id, scope, letter } = sender
  sayJoined(ctx, writer, { id, scope, letter, unit_name: base.unit_name })
  ctx.audit('sites.succeed', { from: base.id, to: id, scope, letter })
}

/** Ends that this office declared under a former name and has forgotten: they hold at once, said anew. */
function sayEndsAnew(ctx: OpenContext, writer: Sayer, { family }: Known, { words }: Official): void {
  const own = family.before(ctx.site.id)
  for (const { word, lined, checkpoint } of words) {
    const { site: by, seq, scope } = lined.change
    const key = own.includes(by) ? family.person(by)?.signKey : undefined
    if (!word.ended || cutOf(findSite(ctx.db, word.site))) continue
    if (key === undefined || !isOwnWord(lined, key, checkpoint)) continue
    if (!placeOf(ctx.db, { site: by, scope }, seq, lined.hash)) sayWord(ctx, writer, word)
  }
}
