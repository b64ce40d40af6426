import { createPrng, type Prng } from '../../../shared/demo/prng'
import type { Computer } from '../desks/engine'
import { type Pair, pair } from '../desks/pair'
import { activityOf, type MonthRecord, type Sums, sessionOf, sumsOf } from './month'

/** The year that is lived through. */
export const YEAR = 2026

export const monthText = (month: number): string => `${YEAR}-${String(month).padStart(2, '0')}`

/**
 * A district, two laptops of one street and one of another, and a book kept by hand beside them: what was typed and stands.
 * Who sits at a desk may change over the year; the laptop is then another computer.
 */
export interface World {
  readonly story: Pair
  readonly district: Computer
  readonly laptops: Map<Desk, Computer>
  /** What was typed and stands, by record; edits and deletes are kept up. */
  readonly typed: Map<string, MonthRecord>
  readonly prng: Prng
  at(desk: Desk): Computer
  /** A month's work at a desk. @returns the records, activities first */
  log(desk: Desk, month: number): Promise<readonly string[]>
  edit(desk: Desk, id: string, patch: Readonly<Record<string, number>>): Promise<void>
  bin(desk: Desk, id: string): Promise<void>
  /** Carries a bundle from a desk to the district, or back. */
  up(...desks: Desk[]): Promise<void>
  down(...desks: Desk[]): Promise<void>
  nameOf(desk: Desk): Promise<string>
  /** Moves every clock to the last evening of a month; each computer's own error stays. */
  setClocks(month: number): void
  /** How far a computer's clock is off from then on, in milliseconds. */
  readonly offsets: Map<Computer, number>
  close(): Promise<void>
}

/** Laptops A and B of the east street, and the west street's. */
export type Desk = 'a' | 'b' | 'west'

export async function openWorld(seed: string): Promise<World> {
  const story = await pair()
  const { district, units } = story
  const laptops = new Map<Desk, Computer>([
    ['a', story.a],
    ['b', story.b],
    ['west', story.far],
  ])
  const typed = new Map<string, MonthRecord>()
  const offsets = new Map<Computer, number>()
  const prng = createPrng(seed)
  const villages: Record<Desk, readonly string[]> = {
    a: [units.peach],
    b: [units.plum, units.peach],
    west: [units.remote],
  }
  const at = (desk: Desk): Computer => {
    const computer = laptops.get(desk)
    if (!computer) throw new RangeError(`nobody sits at ${desk}`)
    return computer
  }
  const nameOf = async (desk: Desk): Promise<string> => {
    const { site } = await at(desk).rpc.profile.state({})
    return `${site?.unitName}${site?.letter}`
  }

  async function addAll(desk: Desk, records: readonly MonthRecord[]): Promise<readonly string[]> {
    const { rpc, operation } = at(desk)
    const kind = records[0]?.kind ?? ''
    const patches = records.map(({ body }) => ({ ...body }))
    const { ids } = await rpc.records.addMany({ kind, patches, operation: operation() })
    for (const [index, record] of records.entries()) typed.set(ids[index] ?? '', record)
    return ids
  }

  return {
    story,
    district,
    laptops,
    typed,
    prng,
    offsets,
    at,
    nameOf,
    async log(desk, month) {
      const places = villages[desk]
      const make = <T>(count: number, of: (n: number) => T): T[] =>
        Array.from({ length: count }, (_, n) => of(n))
      const village = (): string => prng.pick(places)
      const start = prng.below(100)
      const held = await addAll(
        desk,
        make(prng.between(4, 8), (n) => activityOf(village(), monthText(month), start + n)),
      )
      const linked = (): string | undefined => (prng.chance(30) ? prng.pick(held) : undefined)
      const sat = await addAll(
        desk,
        make(prng.between(8, 14), (n) => sessionOf(village(), monthText(month), start + n, linked())),
      )
      return [...held, ...sat]
    },
    async edit(desk, id, patch) {
      const record = typed.get(id)
      if (!record) throw new RangeError('no such record')
      await at(desk).save(record.kind, { ...patch }, id)
      typed.set(id, { ...record, body: { ...record.body, ...patch } })
    },
    async bin(desk, id) {
      await at(desk).rpc.records.delete({ id, operation: at(desk).operation() })
      typed.delete(id)
    },
    async up(...desks) {
      const files: string[] = []
      for (const desk of desks) files.push((await at(desk).send('district')).file)
      await district.take(...files)
    },
    async down(...desks) {
      for (const desk of desks) await at(desk).take((await district.send(await nameOf(desk))).file)
    },
    setClocks(month) {
      const evening = Date.UTC(YEAR, month, 0, 9)
      for (const computer of [district, ...laptops.values()])
        computer.clock.time = evening + (offsets.get(computer) ?? 0)
    },
    close: () => story.close(),
  }
}

/** What the book kept by hand says of a month, or of the year. */
export function bookSums(typed: ReadonlyMap<string, MonthRecord>, period: string): Sums {
  const inPeriod = [...typed].filter(([, { body }]) => String(body.date).startsWith(period))
  return sumsOf(new Map(inPeriod))
}

/** The same figures as a computer tells them. */
export async function toldSums(
  computer: Computer,
  period: string,
  measures: readonly string[],
): Promise<object> {
  const told: [string, number | null][] = []
  for (const measure of measures)
    told.push([measure, (await computer.rpc.reports.figure({ measure, period })).value])
  return Object.fromEntries(told)
}
