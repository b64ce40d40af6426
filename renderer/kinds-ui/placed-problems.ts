import { fieldOf, type Kind } from '../../shared/definition/define'
import type { CellField, Field } from '../../shared/definition/fields'
import type { FieldProblem } from '../../shared/errors'
import { problemText } from '../../shared/field-problems'
import { asRows, type Body, type Cells } from '../../shared/shapes'
import { type HiddenPaths, patchOf, typedRowKey } from './form-values'

/** Field key, or `field/typedRowKey/cell`, → the sentence shown beside it. */
export type PlacedProblems = ReadonlyMap<string, string>

/** Puts the engine's problems beside the controls they belong to; rows are named by their place in the patch. */
export function placeProblems(
  kind: Kind,
  stored: Body,
  values: Body,
  problems: readonly FieldProblem[],
  hidden?: HiddenPaths,
): PlacedProblems {
  const sentRows = (key: string) => asRows(patchOf(kind, stored, values, hidden)[key])
  return new Map(problems.map((problem) => placed(kind, sentRows, values, problem)))
}

/** The rows of one field as they were sent. */
type SentRows = (key: string) => readonly Cells[]

function placed(kind: Kind, sent: SentRows, values: Body, problem: FieldProblem): [string, string] {
  const [key = '', position, cell] = problem.field.split('/')
  const field: Field | CellField | undefined = fieldOf(kind, key)
  if (field?.type !== 'rows' || position === undefined || cell === undefined)
    return [key, problemText(problem, field?.label ?? (key === 'reason' ? '修改理由' : key))]
  const label = field.of[cell]?.label ?? cell
  // A row that the patch did not send is named by its id.
  const row = /^\d+$/.test(position) ? rowAt(sent(key), asRows(values[key]), Number(position)) : position
  return [`${key}/${row}/${cell}`, problemText(problem, label)]
}

/** The key of the form's row that stands at a position of the patch. */
function rowAt(sent: readonly Cells[], rows: readonly Cells[], position: number): string {
  const id = sent[position]?.id
  if (id !== undefined) return String(id)
  const newBefore = sent.slice(0, position).filter((row) => row.id === undefined).length
  const row = rows.filter((item) => item.id === undefined)[newBefore]
  return row ? typedRowKey(row) : ''
}

/** Moves to the first control that is marked as refused. */
export function focusProblem(form: HTMLElement | null): void {
  const first = form?.querySelector<HTMLElement>('[aria-invalid=true]')
  const control = first?.matches('input, textarea')
    ? first
    : first?.querySelector<HTMLElement>('input, textarea')
  control?.focus()
  control?.scrollIntoView({ block: 'center' })
}
