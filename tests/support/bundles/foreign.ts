import { join } from 'node:path'
import { identityToRecipient } from 'age-encryption'
import type { Kind } from '../../../shared/definition/define'
import type { CellField, Field } from '../../../shared/definition/fields'
import type { Json } from '../../../shared/json'
import type { Flat } from '../../../shared/shapes'
import type { Change } from '../../../shared/sync/change'
import { nextReading } from '../../../shared/sync/hlc'
import type { Computer } from '../desks/engine'
import { siteKeyOf } from '../desks/own-keys'
import { changesIn, entriesOf, type Named, openBundle, rechained, writeBundle } from './bundles'

/** What another program could have written: one record, with one value that ours would have refused. */
export interface ForeignRecord {
  readonly id: string
  readonly kind: string
  readonly set: Flat
}

/**
 * Carries records that no program of ours wrote from one computer to another: a bundle of `from`, signed by it, in whose
 * stream of `scope` they follow what it holds. `make` is handed the records of the bundle itself.
 */
export async function carryForeign(
  {
    from,
    to,
    stick,
    recoveryKey,
  }: {
    readonly from: Computer
    readonly to: Computer
    readonly stick: string
    readonly recoveryKey: string
  },
  scope: string,
  make: (own: readonly Change[]) => readonly ForeignRecord[],
): Promise<readonly ForeignRecord[]> {
  const { id: receiver } = await siteKeyOf(to)
  const whole = await openBundle(join(stick, (await from.send(receiver)).file), recoveryKey)
  const at = whole.manifest.segments.findIndex((segment) => segment.scope === scope)
  const segment = whole.manifest.segments[at]
  if (!segment) throw new Error(`nothing of ${scope} in the bundle`)
  const before = whole.manifest.segments.slice(0, at).reduce((sum, one) => sum + one.to - one.from + 1, 0)
  const lines = whole.lines.slice(before, before + segment.to - segment.from + 1)
  const own = changesIn(lines)
  const last = own.at(-1)
  if (!last) throw new Error('an empty segment')
  const made = make(own)
  const { id: _, ...like } = last
  let { clock } = last
  const more = made.map(({ id, kind, set }, nth): Named => {
    clock = nextReading(clock, [], Number.parseInt(clock.slice(0, 12), 16))
    const version = own.find((change) => change.kind === kind)?.kindVersion ?? 1
    return {
      ...like,
      clock,
      seq: last.seq + nth + 1,
      record: id,
      kind,
      kindVersion: version,
      set,
      over: {},
    }
  })
  const { signKey } = await siteKeyOf(from)
  const bundle = { ...whole, manifest: { ...whole.manifest, segments: [segment] }, lines }
  const recipient = await identityToRecipient((await siteKeyOf(to)).identity)
  await writeBundle(
    join(stick, 'foreign.ybb'),
    entriesOf(rechained(bundle, [...own, ...more], signKey), signKey),
    recipient,
  )
  expect(await to.take('foreign.ybb')).toMatchObject([{ result: 'applied' }])
  return made
}

/** Thirty lists in each other: as deep as a change can be. */
const deep = Array.from({ length: 28 }).reduce<Json>((inner) => [inner], 'x')

/** Every type of JSON and its extremes. */
export const extremes: readonly Json[] = [
  ...['', '桃花村', '2026-02-30', '99:99'],
  ...[-250, 0.5, 2 ** 53, 9_007_199_254_740_992_000, 1e308],
  ...[true, null, [], {}, ['x'], [1, null], deep],
]

/** As much as a megabyte. */
export const megabyte = '字'.repeat(350_000)

/**
 * Every field of a kind, and every cell of its rows, with every extreme in it, beside what `base` says. @param large the types of
 * fields that have held a megabyte already
 */
export function everyWrong(kind: Kind, base: Flat, newId: () => string, large: Set<string>): ForeignRecord[] {
  const valuesOf = ({ type }: CellField): readonly Json[] => {
    if (large.has(type)) return extremes
    large.add(type)
    return [...extremes, megabyte]
  }
  const record = (key: string, value: Json): ForeignRecord => ({
    id: newId(),
    kind: kind.name,
    set: { ...base, [key]: value },
  })
  return Object.entries<Field>(kind.fields).flatMap(([key, field]) => {
    if (field.type !== 'rows') return valuesOf(field).map((value) => record(key, value))
    const cells = Object.entries<CellField>(field.of).flatMap(([cell, of]) =>
      valuesOf(of).map((value) => record(`${key}/${newId()}`, { [cell]: value })),
    )
    const rows = extremes.flatMap((value) => [record(key, value), record(`${key}/${newId()}`, value)])
    return [...cells, ...rows]
  })
}
