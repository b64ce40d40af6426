import { fieldOf, type Kind } from '../definition/define'
import type { CellField, RefField, RefsField } from '../definition/fields'
import type { FieldProblem } from '../errors'
import type { Json } from '../json'
import type { Body } from '../shapes'

/** A name in a table that nobody has registered. */
export interface MissingName {
  /** The field that names it. */
  readonly target: string
  readonly field: RefField | RefsField
  readonly name: string
  /** How many lines say it. */
  readonly lines: number
}

/** The names that a table's lines were refused for, each once, the most frequent first. */
export function missingNames(
  kind: Kind,
  rows: readonly { readonly problems: readonly FieldProblem[] }[],
): readonly MissingName[] {
  const found = new Map<string, MissingName>()
  for (const { field: target, reason, params } of rows.flatMap(({ problems }) => problems)) {
    const field = fieldOf(kind, target)
    const name = params?.value
    if (reason !== 'table.name-unknown' || typeof name !== 'string') continue
    if (field?.type !== 'ref' && field?.type !== 'refs') continue
    const key = `${target}\n${name}`
    found.set(key, { target, field, name, lines: (found.get(key)?.lines ?? 0) + 1 })
  }
  return [...found.values()].sort((a, b) => b.lines - a.lines)
}

const endings: readonly (readonly [RegExp, string])[] = [
  [/社区$/, 'community'],
  [/[组社]$/, 'group'],
  [/(街道(办事处)?|镇|乡)$/, 'street'],
  [/村$/, 'village'],
]

/**
 * What a record of that name begins with, and the fields that a person must fill in; `undefined` where a name alone makes none.
 * @param levels those that the naming field takes @param today `YYYY-MM-DD`
 */
export function beginningOf(
  to: Kind,
  name: string,
  levels: readonly string[] | undefined,
  today: string,
): { readonly values: Body; readonly fields: readonly (readonly [string, CellField])[] } | undefined {
  const asked = to.form.flat().filter((key) => to.fields[key]?.required || (to.tree && key === 'parent'))
  const fields = asked.flatMap((key): [string, CellField][] => {
    const field = to.fields[key]
    return field && field.type !== 'rows' ? [[key, field]] : []
  })
  if (to.fields.name === undefined || fields.length < asked.length) return undefined
  const said = endings.find(([ending]) => ending.test(name))?.[1]
  const level = levels?.length === 1 ? levels[0] : levels?.find((one) => one === said)
  const days = fields.filter(([, { type, suggest }]) => type === 'date' && suggest === 'today')
  return {
    values: {
      name,
      ...(to.tree && level !== undefined && { level }),
      ...Object.fromEntries(days.map(([key]): [string, Json] => [key, today])),
    },
    fields,
  }
}
