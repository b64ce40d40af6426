import { type Introduction, introductionText } from '../../../shared/sync/site'
import { isSigned } from './keys'

/** An introduction as it is held, with what its change says. */
export interface Introduced {
  /** Of its change, and where that stands: of several of one site the last one says what it asks for. */
  readonly id: string
  readonly seq: number
  readonly at: string
  readonly reason: string
  readonly introduction: Introduction
}

/** What a site says of itself, all its introductions together. */
export interface Person extends Introduction {
  /** When it introduced itself first, and why it took over from what it was. */
  readonly at: string
  readonly reason: string
}

/** Sites, and the letters by which computers went on under new keys. */
export interface Family {
  person(id: string): Person | undefined
  /** A self and what it was before, the latest first. */
  before(id: string): readonly string[]
  /** What a self became, one or, of two copies, several. */
  after(id: string): readonly string[]
  /** A self, what it was before and what it became. */
  line(id: string): readonly string[]
  /** Every self that comes from the same first self. */
  tree(id: string): readonly string[]
  /** The first self, as far as it is known. */
  root(id: string): string
}

/** @see Family. A letter counts that the former self signed, for the same place. */
export function openFamily(introduced: readonly Introduced[]): Family {
  const people = new Map<string, Person>()
  const isFirst = (one: Introduced, other: Introduced): boolean =>
    one.seq === other.seq ? one.id < other.id : one.seq < other.seq
  const sorted = [...introduced].sort((one, other) => (isFirst(one, other) ? -1 : 1))
  for (const [id, all] of Map.groupBy(sorted, ({ introduction }) => introduction.id)) {
    const person = personOf(all)
    if (person) people.set(id, person)
  }
  const former = new Map<string, string>()
  for (const { introduction } of sorted) {
    const before = people.get(introduction.predecessor ?? '')
    if (before && isLetter(introduction, before)) former.set(introduction.id, before.id)
  }
  const later = Map.groupBy(former.keys(), (id) => former.get(id) ?? '')
  const before = (id: string): string[] => {
    const found = [id]
    for (let self = former.get(id); self !== undefined && !found.includes(self); self = former.get(self))
      found.push(self)
    return found
  }
  const after = (id: string): readonly string[] => later.get(id) ?? []
  const withLater = (ids: readonly string[]): string[] => {
    const found = new Set(ids)
    // A set grows while it is walked.
    for (const self of found) for (const next of after(self)) found.add(next)
    return [...found]
  }
  const root = (id: string): string => before(id).at(-1) ?? id
  return {
    person: (id) => people.get(id),
    before,
    after,
    line: (id) => [...new Set([...before(id), ...withLater([id])])],
    tree: (id) => withLater([root(id)]),
    root,
  }
}

/** Of a key that introduced itself in two places only one counts, whichever came first. */
function personOf(all: readonly Introduced[]): Person | undefined {
  const scope = all.map(({ introduction }) => introduction.scope).sort()[0]
  const there = all.filter(({ introduction }) => introduction.scope === scope)
  const [first, last] = [there[0], there.at(-1)]
  if (!first || !last) return undefined
  const { role, unit } = first.introduction
  const office = there.findLast(({ introduction }) => introduction.office !== undefined)?.introduction.office
  const { until } = first.introduction
  return {
    ...last.introduction,
    role,
    unit,
    ...(office === undefined ? {} : { office }),
    ...(until === undefined ? {} : { until }),
    at: first.at,
    reason: first.reason,
  }
}

function isLetter(introduction: Introduction, before: Person): boolean {
  const { id, role, scope, unit, letter, signature } = introduction
  return (
    signature !== undefined &&
    id !== before.id &&
    role === before.role &&
    scope === before.scope &&
    unit === before.unit &&
    (role === 'street' ? /^[A-Z]{3}$/ : /^[A-Z]{2,3}$/).test(letter) &&
    isSigned(before.signKey, introductionText(introduction), signature)
  )
}
