import type { Kind } from './define'
import type { Move } from './workflow'

/** A group with its lines as the form shows them. */
export interface GroupedLines {
  /** Absent for fields that need no name over them. */
  readonly label: string | undefined
  readonly lines: Kind['form']
  readonly folded: boolean
}

type Grouped = Pick<Kind, 'form' | 'fields' | 'groups'>

/** The form of a kind in groups: those that it names or, where it names none, what its fields tell. */
export function formGroups(kind: Grouped): readonly GroupedLines[] {
  const { groups, form } = kind
  if (!groups) return derivedGroups(kind)
  const starts = groups.map(({ from }) => form.findIndex(([first]) => first === from))
  return groups.map(({ label, folded = false }, at) => ({
    label,
    folded,
    lines: form.slice(starts[at], starts[at + 1] ?? form.length),
  }))
}

/** Sub-rows stand apart, and the long texts at the end that nobody must write: each of them opens when it is wanted. */
function derivedGroups({ form, fields }: Grouped): readonly GroupedLines[] {
  const isRows = (key: string): boolean => fields[key]?.type === 'rows' && !fields[key].required
  const isExtra = (key: string): boolean =>
    isRows(key) || (fields[key]?.type === 'longText' && !fields[key].required)
  const end = form.findLastIndex((line) => !line.every(isExtra)) + 1
  const found: { label: string | undefined; lines: (readonly string[])[]; folded: boolean }[] = []
  for (const [at, line] of form.entries()) {
    const folded = at >= end || line.every(isRows)
    const label = folded ? line.map((key) => fields[key]?.label ?? key).join('、') : undefined
    const last = found.at(-1)
    if (last && !folded && !last.folded) last.lines.push(line)
    else found.push({ label, lines: [line], folded })
  }
  return found
}

/** The fields that the moves which can be made from some states ask for. */
export function askedNext(
  kind: Pick<Kind, 'flows'>,
  stateOf: (field: string) => string,
): ReadonlySet<string> {
  const next = (kind.flows ?? []).flatMap(({ field, moves }): readonly Move[] =>
    moves.filter(({ from }) => from.includes(stateOf(field))),
  )
  return new Set(next.flatMap(({ needs = [] }) => needs))
}
