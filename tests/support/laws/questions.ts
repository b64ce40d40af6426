import { z } from 'zod'
import { seededRandom } from '../desks/engine'

/** Whole numbers below `count`, the same for the same seed. */
export type Draw = (count: number) => number

export function drawing(seed: number): Draw {
  const random = seededRandom(seed)
  return (count) => Buffer.from(random.bytes(4)).readUInt32LE() % count
}

export const oneOf = <T>(draw: Draw, values: readonly T[]): T | undefined => values[draw(values.length)]

/** What is asked under a name: `undefined` where whatever the schema takes will do. */
export type Named = (key: string, around: ReadonlyMap<string, unknown>) => unknown

const first = ['kind', 'id', 'record', 'keep', 'ids']
const rankOf = (key: string): number => (first.indexOf(key) + first.length + 1) % (first.length + 1)

/** An input that a schema mostly takes, with what `named` knows under the names of its members. */
export function inputOf(schema: z.core.$ZodType, draw: Draw, named: Named): unknown {
  return made(schema, '', new Map())

  function made(type: z.core.$ZodType, key: string, around: ReadonlyMap<string, unknown>): unknown {
    if (type instanceof z.ZodOptional || type instanceof z.ZodDefault)
      return key !== 'variant' && draw(3) > 0 ? undefined : made(type.def.innerType, key, around)
    if (type instanceof z.ZodNullable) return draw(4) === 0 ? null : made(type.def.innerType, key, around)
    const known = key === '' ? undefined : named(key, around)
    if (known !== undefined) return known
    if (type instanceof z.ZodObject) return membersOf(type.def.shape, around)
    if (type instanceof z.ZodUnion) return made(oneOf(draw, type.def.options) ?? z.null(), key, around)
    if (type instanceof z.ZodArray)
      return Array.from({ length: 1 + draw(3) }, () => made(type.def.element, key, around))
    if (type instanceof z.ZodRecord) return {}
    if (type instanceof z.ZodPipe) return made(type.def.in, key, around)
    if (type instanceof z.ZodEnum) return oneOf(draw, type.options)
    if (type instanceof z.ZodLiteral) return oneOf(draw, [...type.def.values])
    if (type instanceof z.ZodNumber) return draw(30)
    if (type instanceof z.ZodBoolean) return draw(2) === 0
    return ['', '1', '甲', '2026-11'][draw(4)]
  }

  function membersOf(
    shape: Readonly<Record<string, z.core.$ZodType>>,
    around: ReadonlyMap<string, unknown>,
  ): Record<string, unknown> {
    const members = new Map(around)
    // What it is about comes first: everything else follows it.
    const keys = Object.keys(shape).sort((a, b) => rankOf(a) - rankOf(b))
    const given: Record<string, unknown> = {}
    for (const key of keys) {
      const type = shape[key]
      if (type === undefined) continue
      const value = made(type, key, members)
      if (value === undefined) continue
      members.set(key, value)
      given[key] = value
    }
    return given
  }
}
