import { useMemo } from 'react'
import type { Kind } from '../../../shared/definition/define'
import type { Field } from '../../../shared/definition/fields'
import { formGroups } from '../../../shared/definition/form-groups'
import { type Json, sameJson } from '../../../shared/json'
import type { Body } from '../../../shared/shapes'
import { FieldBox } from '../field-box'
import { isEmpty, totalTexts } from '../form-values'
import type { PlacedProblems } from '../placed-problems'
import { DerivedBox } from './derived-box'
import { GroupOfFields } from './form-group'
import type { FormStart } from './form-start'
import type { FormState } from './form-state'
import { RowsEditor } from './rows-editor'

interface FormFieldsProps {
  /** What the ids of all controls begin with. */
  readonly id: string
  readonly kind: Kind
  readonly start: Pick<FormStart, 'masked'>
  readonly form: FormState
  /** What is worth a second look, by field. */
  readonly doubts: ReadonlyMap<string, string>
  readonly onType: (key: string, value: Json) => void
}

/** The fields of a kind, in the groups and lines of its definition. */
export function FormFields({ kind, ...rest }: FormFieldsProps) {
  const { values } = rest.form
  const totals = useMemo(() => totalTexts(kind, values), [kind, values])
  const groups = useMemo(() => formGroups(kind), [kind])
  return groups.map(({ label, lines, folded }) => (
    <GroupOfFields
      key={lines[0]?.[0]}
      kind={kind}
      label={label}
      fields={lines.flat()}
      folded={folded}
      form={rest.form}
    >
      {lines.map((line) => (
        <div className="form-row" key={line.join(' ')}>
          {line.map((key) => (
            <FormField key={key} name={key} kind={kind} derived={totals.get(key)} {...rest} />
          ))}
        </div>
      ))}
    </GroupOfFields>
  ))
}

interface FormFieldProps extends FormFieldsProps {
  readonly name: string
  /** The value in words where it derives from rows. */
  readonly derived: string | undefined
}

const nothing: readonly string[] = []

function FormField({ id, kind, name, start, form, derived, doubts, onType }: FormFieldProps) {
  const field = kind.fields[name]
  if (!field) return null
  const fieldId = `${id}-${name}`
  if (field.type === 'rows')
    return (
      <RowsEditor
        id={fieldId}
        name={name}
        field={field}
        value={form.values[name]}
        problems={problemsUnder(form.problems, name)}
        masked={start.masked}
        left={form.left}
        onChange={onType}
      />
    )
  const isLeft = form.left.has(fieldId)
  const doubt = isLeft || form.asked !== '' ? doubts.get(name) : undefined
  const notice = doubt ?? (name === 'unit' ? form.moved : '')
  if (derived !== undefined) return <DerivedBox id={fieldId} label={field.label} text={derived} />
  return (
    <FieldBox
      id={fieldId}
      name={name}
      field={field}
      value={form.values[name]}
      problem={form.problems.get(name)}
      recent={form.recent[name] ?? nothing}
      near={nearOf(field, form.values)}
      notice={notice}
      carried={isCarried(field, form.values[name], form.carried?.[name])}
      left={isLeft}
      maskedText={start.masked.get(name)}
      onChange={onType}
    />
  )
}

/** Whether a new record's value was carried over from the one before and stands as it came; today's day was not. */
function isCarried(field: Field, value: Json | undefined, carried: Json | undefined): boolean {
  if (!('suggest' in field) || field.suggest === undefined || field.suggest === 'today') return false
  return !isEmpty(value) && sameJson(value ?? null, carried ?? null)
}

/** The problems of one rows field: `rowKey/cell` → sentence, and its own under ''. */
function problemsUnder(problems: PlacedProblems, key: string): ReadonlyMap<string, string> {
  const own = problems.get(key)
  const cells = [...problems].flatMap(([path, sentence]): [string, string][] =>
    path.startsWith(`${key}/`) ? [[path.slice(key.length + 1), sentence]] : [],
  )
  return new Map(own === undefined ? cells : [['', own], ...cells])
}

/** The unit that the choices of a reference follow. */
function nearOf(field: Field, { unit }: Body): string | undefined {
  return field.type === 'ref' && field.near && typeof unit === 'string' && unit !== '' ? unit : undefined
}
