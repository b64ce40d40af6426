import { type Introduced, openFamily } from '../../../electron/engine/sites/family'
import { type Judgement, judgeSites, type SaidWord } from '../../../electron/engine/sites/judge'
import { type SiteKeys, signText } from '../../../electron/engine/sites/keys'
import { type Introduction, introductionText, type SiteWord } from '../../../shared/sync/site'

/** One thing that happens; the numbers choose among whoever there is. */
export interface OfficeStep {
  readonly what: (typeof honest)[number] | (typeof hostile)[number] | 'old office ends'
  readonly who: number
  readonly about: number
}

export const honest = ['joins', 'goes on', 'office goes on', 'is ended', 'new recovery key'] as const

/**
 * What a thief does. With a key of nobody's: claims to be a district's later self, or a laptop. With a laptop's: words, letters. With that
 * of a district's former computer: lets somebody in, gives another recovery key, both after the district went on.
 */
export const hostile = [
  ...([
    'stranger speaks',
    'stranger claims',
    'laptop speaks',
    'laptop gives letters',
    'laptop lets in',
  ] as const),
  ...(['old office lets in', 'old office gives a recovery key'] as const),
] as const

const OFFICE_SCOPE = '*'
const streets = ['01900000-0000-7000-8000-00000000000e', '01900000-0000-7000-8000-00000000000f'] as const
const at = '2026-11-03T01:00:00.000Z'

/** What is said in one district, as whoever holds all of it holds it. */
export interface Said {
  readonly introduced: readonly Introduced[]
  readonly words: readonly SaidWord[]
  /** The district's selves, the present one first. */
  readonly offices: readonly string[]
  /** A laptop's selves, the present one first. */
  readonly laptops: readonly (readonly string[])[]
}

/** What a walk comes to: all that was said, and what of it honest computers said. */
export function walk(
  steps: readonly OfficeStep[],
  keys: readonly SiteKeys[],
): { readonly all: Said; readonly honest: Said } {
  const introduced: Introduced[] = []
  const words: SaidWord[] = []
  const evil = new Set<string>()
  const left = [...keys]
  const seqs = new Map<string, number>()
  const offices: SiteKeys[] = []
  const laptops: { scope: string; selves: SiteKeys[]; ended: boolean }[] = []
  let isEvil = false

  const numbered = (site: string): { readonly id: string; readonly seq: number } => {
    const seq = (seqs.get(site) ?? 0) + 1
    seqs.set(site, seq)
    const id = `${String(introduced.length + words.length).padStart(16, '0')}${site}`
    if (isEvil) evil.add(id)
    return { id, seq }
  }
  function introduce(
    key: SiteKeys,
    about: Partial<Introduction> & Pick<Introduction, 'scope' | 'role'>,
    signer?: SiteKeys,
  ): void {
    const { id, publicKey, recipient } = key
    const unit = about.scope === OFFICE_SCOPE ? 'office' : about.scope
    const said = { id, unit, unitName: '东街街道', letter: 'A', signKey: publicKey, recipient, ...about }
    const introduction = signer
      ? { ...said, signature: signText(signer.signKey, introductionText(said)) }
      : said
    introduced.push({ ...numbered(id), at, reason: '', introduction })
  }
  function say(by: string, word: SiteWord): void {
    const { id, seq } = numbered(by)
    words.push({ by, id, seq, word, isWithin: (places) => places.some(({ to }) => seq <= to) })
  }
  const office = (): SiteKeys => offices[0] as SiteKeys
  const letter = (nth: number): string =>
    `A${String.fromCharCode(65 + (nth % 26), 65 + (Math.floor(nth / 26) % 26))}`
  const joined = (scope: string): NonNullable<SiteWord['joined']> => ({
    scope,
    unitName: '东街街道',
    letter: 'B',
  })

  const first = left.shift()
  if (!first) throw new Error('a district has keys')
  introduce(first, { role: 'district', scope: OFFICE_SCOPE })
  offices.push(first)

  for (const { what, who, about } of steps) {
    isEvil = (hostile as readonly string[]).includes(what)
    const laptop = laptops[who % Math.max(1, laptops.length)]
    const self = laptop?.selves[0]
    const formers = offices.slice(1)
    const former = formers[who % Math.max(1, formers.length)]
    const target = [...laptops.flatMap(({ selves }) => selves), ...offices][
      about % (laptops.length + offices.length)
    ]
    const scope = streets[about % 2] ?? ''
    const needsKey = [
      'joins',
      'goes on',
      'office goes on',
      'stranger claims',
      'laptop gives letters',
      'laptop lets in',
      'old office lets in',
    ]
    const key = needsKey.includes(what) || what === 'stranger speaks' ? left.shift() : undefined
    if (needsKey.includes(what) && !key) continue
    switch (what) {
      case 'joins':
        if (!key) break
        introduce(key, { role: 'street', scope, office: office().id })
        say(office().id, { site: key.id, joined: joined(scope) })
        laptops.unshift({ scope, selves: [key], ended: false })
        break
      case 'goes on':
        if (!key || !laptop || !self || laptop.ended) break
        introduce(
          key,
          {
            role: 'street',
            scope: laptop.scope,
            letter: letter(introduced.length),
            predecessor: self.id,
            office: office().id,
          },
          self,
        )
        say(office().id, { site: key.id, joined: joined(laptop.scope) })
        laptop.selves.unshift(key)
        break
      case 'office goes on': {
        if (!key) break
        const until = [{ scope: OFFICE_SCOPE, to: seqs.get(office().id) ?? 1, head: 'a'.repeat(64) }]
        introduce(
          key,
          {
            role: 'district',
            scope: OFFICE_SCOPE,
            letter: letter(introduced.length),
            predecessor: office().id,
            until,
          },
          office(),
        )
        offices.unshift(key)
        break
      }
      case 'is ended':
        if (!laptop || laptop.ended) break
        for (const each of laptop.selves)
          say(office().id, { site: each.id, ended: { at, reason: '丢失' }, cut: [] })
        laptop.ended = true
        break
      case 'new recovery key':
        say(office().id, { site: office().id, recovery: office().recipient })
        break
      case 'stranger speaks':
        if (key && target) {
          say(key.id, { site: target.id, ended: { at, reason: '假的' }, cut: [] })
          say(key.id, { site: key.id, joined: joined(scope), recovery: key.recipient })
        }
        break
      case 'stranger claims':
        if (key && target) {
          // With a signature of its own, that of nobody it names.
          const role = about % 2 === 0 ? 'district' : 'street'
          introduce(
            key,
            {
              role,
              scope: role === 'district' ? OFFICE_SCOPE : scope,
              letter: 'AKX',
              predecessor: target.id,
              office: office().id,
            },
            key,
          )
          say(key.id, { site: target.id, ended: { at, reason: '假的' }, cut: [] })
          say(key.id, { site: key.id, recovery: key.recipient })
        }
        break
      case 'laptop speaks':
        if (self && target) {
          say(self.id, { site: target.id, ended: { at, reason: '假的' }, cut: [] })
          say(self.id, { site: self.id, joined: joined(scope) })
          say(self.id, { site: office().id, recovery: self.recipient })
        }
        break
      case 'laptop gives letters':
        // A letter into another street, or for an office, is none.
        if (key && self && laptop)
          introduce(
            key,
            about % 2 === 0
              ? { role: 'district', scope: OFFICE_SCOPE, letter: 'AKX', predecessor: self.id }
              : {
                  role: 'street',
                  scope: streets.find((one) => one !== laptop.scope) ?? '',
                  letter: 'AKX',
                  predecessor: self.id,
                  office: office().id,
                },
            self,
          )
        break
      case 'laptop lets in':
        if (key && self) {
          introduce(key, { role: 'street', scope, office: self.id })
          say(self.id, { site: key.id, joined: joined(scope) })
        }
        break
      case 'old office ends':
        // Whose word that is nobody can tell from the office's own; so it holds.
        if (former && self) say(former.id, { site: self.id, ended: { at, reason: '丢失' }, cut: [] })
        break
      case 'old office lets in':
        if (key && former) {
          introduce(key, { role: 'street', scope, office: former.id })
          say(former.id, { site: key.id, joined: joined(scope) })
        }
        break
      case 'old office gives a recovery key':
        if (former) say(former.id, { site: former.id, recovery: former.recipient })
        break
    }
  }
  const all = {
    introduced,
    words,
    offices: offices.map(({ id }) => id),
    laptops: laptops.filter(({ ended }) => !ended).map(({ selves }) => selves.map(({ id }) => id)),
  }
  const isHonest = ({ id }: { readonly id: string }): boolean => !evil.has(id)
  return { all, honest: { ...all, introduced: introduced.filter(isHonest), words: words.filter(isHonest) } }
}

/** What is judged at the district (`undefined`) or at a laptop; words are handed over as they are sorted there. */
export function judgedAt({ introduced, words, offices }: Said, laptop?: readonly string[]): Judgement {
  const sorted = [...words].sort((one, other) => (one.id < other.id ? -1 : 1))
  return judgeSites(openFamily(introduced), sorted, {
    own: laptop ?? offices,
    office: laptop ? offices[0] : undefined,
  })
}
