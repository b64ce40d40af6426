import { z } from 'zod'
import type { Json } from '../../../shared/json'

/** What inputs are made of: a source of numbers, and texts that mean something here, such as ids and names. */
export interface Source {
  /** A whole number from 0 to `below` - 1. */
  next(below: number): number
  readonly texts: readonly string[]
}

interface Schema {
  readonly type?: string
  readonly const?: Json
  readonly enum?: readonly Json[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly prefixItems?: readonly Schema[]
  readonly additionalProperties?: Schema | boolean
  readonly minimum?: number
  readonly maxLength?: number
  readonly pattern?: string
}

/** An input of the shape that a call takes, with what its schema can not say left to chance. */
export function askedLike(input: z.ZodType, source: Source): Json {
  return made(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Schema, source, 0)
}

/** Texts that look like what is asked for. */
function fitting(
  { pattern, maxLength = Number.POSITIVE_INFINITY }: Schema,
  texts: readonly string[],
): readonly string[] {
  const form = new RegExp(pattern ?? '', 'u')
  return texts.filter((text) => text.length <= maxLength && form.test(text))
}

const some = <T>(from: readonly T[], { next }: Source): T | undefined => from[next(Math.max(1, from.length))]

function made(schema: Schema, source: Source, depth: number): Json {
  const { next, texts } = source
  if (depth > 6) return null
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return some(schema.enum, source) ?? null
  const either = schema.anyOf ?? schema.oneOf
  if (either) return made(some(either, source) ?? {}, source, depth + 1)
  switch (schema.type) {
    case 'string':
      return some(fitting(schema, texts), source) ?? some(texts, source) ?? ''
    case 'integer':
    case 'number':
      return (schema.minimum ?? 0) + next(100)
    case 'boolean':
      return next(2) === 1
    case 'null':
      return null
    case 'array':
      if (schema.prefixItems) return schema.prefixItems.map((each) => made(each, source, depth + 1))
      return Array.from({ length: next(3) }, () => made(schema.items ?? {}, source, depth + 1))
    case 'object': {
      const known = Object.entries(schema.properties ?? {}).filter(
        ([key]) => schema.required?.includes(key) === true || next(2) === 1,
      )
      const more = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined
      const others = more
        ? Array.from({ length: next(3) }, () => [some(texts, source) ?? 'x', more] as const)
        : []
      return Object.fromEntries([...known, ...others].map(([key, of]) => [key, made(of, source, depth + 1)]))
    }
    default:
      return [{}, {}, 'x', null, []][next(5)] ?? null
  }
}
