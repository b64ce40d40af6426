import type { Kind } from '../../../shared/definition/define'
import type { CellField, Field } from '../../../shared/definition/fields'
import { indexStatements, tableStatements } from '../../../shared/facts/dialect'
import { factTablesOf } from '../../../shared/facts/tables'
import { FACTS_FORM } from '../../../shared/facts/to-facts'

const forms = new WeakMap<Kind, string>()

/** All that decides what a kind's tables hold. */
export function formOf(kind: Kind): string {
  const known = forms.get(kind)
  if (known !== undefined) return known
  const tables = factTablesOf(kind)
  const fields = Object.entries<Field>(kind.fields).map(([key, field]) => [
    key,
    field.type === 'rows'
      ? Object.entries<CellField>(field.of).map(([cell, of]) => [cell, domainOf(of)])
      : domainOf(field),
  ])
  const form = JSON.stringify([
    FACTS_FORM,
    tableStatements(tables),
    indexStatements(tables),
    fields,
    kind.identity ?? null,
    // What a newer version wrote is judged once this one is that version.
    kind.version,
  ])
  forms.set(kind, form)
  return form
}

function domainOf(field: CellField): readonly unknown[] {
  return [
    field.type,
    'max' in field ? field.max : null,
    'month' in field ? field.month : null,
    'to' in field ? field.to : null,
    'options' in field ? [Object.keys(field.options), field.dictionary ?? null] : null,
  ]
}
