import { fieldOf, type Kind } from '../../shared/definition/define'
import type { FieldProblem } from '../../shared/errors'
import { problemText } from '../../shared/field-problems'

/** Refused fields in words, one below the other, where their own controls are not on the screen. */
export function ProblemList({ kind, problems }: { kind: Kind; problems: readonly FieldProblem[] }) {
  return problems.map((problem) => (
    <p className="problem" role="alert" key={`${problem.field} ${problem.reason}`}>
      {problemText(problem, labelOf(kind, problem.field))}
    </p>
  ))
}

/** A field by its name, a cell of a row by both. */
function labelOf(kind: Kind, path: string): string {
  const [key = '', , cell] = path.split('/')
  const field = fieldOf(kind, key)
  const inside = field?.type === 'rows' && cell !== undefined ? field.of[cell] : undefined
  return [field?.label ?? key, inside?.label].filter(Boolean).join(' ')
}
