import type { ConflictEntry } from '../../../shared/contract/conflicts'
import type { Kind } from '../../../shared/definition/define'
import type { CellField } from '../../../shared/definition/fields'
import type { FieldProblem } from '../../../shared/errors'
import { problemText } from '../../../shared/field-problems'
import { type Json, sameJson } from '../../../shared/json'
import { fieldOfKey } from '../../../shared/records/display'
import { type Body, cellsOf } from '../../../shared/shapes'
import { FieldBox } from '../field-box'
import { isCleared, isEmpty } from '../form-values'

/** The controls of a third value: the field's own, or one for each cell of a row. */
interface Typed {
  readonly name: string
  readonly field: CellField
  readonly maskedText: string | undefined
}

/** What typing starts from: the newest version that is not empty, what is hidden in it left out. */
export function startOf(kind: Kind, conflict: ConflictEntry): Body {
  const { value } = newest(conflict)
  const hidden = hiddenIn(kind, conflict)
  const values = conflict.about === 'row' ? cellsOf(value) : { [conflict.key]: value }
  return Object.fromEntries(Object.entries(values).filter(([name]) => !hidden.has(name)))
}

/** What is sent: the value, or those cells of the row that were changed. */
export function thirdValue(kind: Kind, conflict: ConflictEntry, values: Body): Json {
  const filled = (value: Json | undefined): Json => (isEmpty(value) ? null : (value ?? null))
  if (conflict.about !== 'row') return filled(values[conflict.key])
  const [start, hidden] = [startOf(kind, conflict), hiddenIn(kind, conflict)]
  const changed = Object.keys(values).filter(
    (cell) =>
      !sameJson(filled(start[cell]), filled(values[cell])) || (hidden.has(cell) && isCleared(values[cell])),
  )
  return Object.fromEntries(changed.map((cell) => [cell, filled(values[cell])]))
}

interface ThirdValueProps {
  readonly id: string
  readonly kind: Kind
  readonly conflict: ConflictEntry
  readonly values: Body
  readonly problems: readonly FieldProblem[]
  readonly onChange: (name: string, value: Json) => void
}

/** Typing what none of the versions says, with the controls of the form. */
export function ThirdValue({ id, kind, conflict, values, problems, onChange }: ThirdValueProps) {
  const fields = typedFields(kind, conflict)
  const names = new Set(fields.map(({ name }) => name))
  // `workers/0/amount` is the cell's, `people` the field's own; what else is wrong stands above.
  const controlOf = (problem: FieldProblem): string => problem.field.split('/').at(-1) ?? ''
  const others = problems.filter((problem) => !names.has(controlOf(problem)))
  return (
    <>
      {others.map((problem) => (
        <p className="problem" role="alert" key={`${problem.field} ${problem.reason}`}>
          {problemText(problem, fieldOfKey(kind, problem.field)?.label ?? problem.field)}
        </p>
      ))}
      <div className="form-row">
        {fields.map(({ name, field, maskedText }) => {
          const problem = problems.find((one) => controlOf(one) === name)
          return (
            <FieldBox
              key={name}
              id={`${id}-${name}`}
              name={name}
              field={field}
              value={values[name]}
              problem={problem && problemText(problem, field.label)}
              recent={nothing}
              left={false}
              maskedText={maskedText}
              onChange={onChange}
            />
          )
        })}
      </div>
    </>
  )
}

const nothing: readonly string[] = []

function typedFields(kind: Kind, conflict: ConflictEntry): readonly Typed[] {
  const field = fieldOfKey(kind, conflict.key)
  if (!field) return []
  if (field.type !== 'rows') return [{ name: conflict.key, field, maskedText: undefined }]
  const cells = cellsOf(newest(conflict).value)
  return Object.entries(field.of).map(([name, cell]) => ({
    name,
    field: cell,
    maskedText: cell.mask && typeof cells[name] === 'string' ? String(cells[name]) : undefined,
  }))
}

/** The names of the controls whose value is shown shortened and not in them. */
function hiddenIn(kind: Kind, conflict: ConflictEntry): ReadonlySet<string> {
  return new Set(
    typedFields(kind, conflict).flatMap(({ name, maskedText }) => (maskedText === undefined ? [] : [name])),
  )
}

function newest({ heads }: ConflictEntry): { readonly value: Json } {
  return heads.findLast(({ value }) => value !== null) ?? { value: null }
}
