import { hiddenFacts } from '../../../electron/hub/sealed/facts'
import { fieldOf } from '../../../shared/definition/define'
import type { CellField } from '../../../shared/definition/fields'
import { factTablesOf } from '../../../shared/facts/tables'
import { kinds } from '../../../shared/kinds'

test('what a mask hides is a fact only where people are told apart by it, and never in rows or among several values', () => {
  expect(kinds.flatMap((kind) => hiddenFacts(kind).map((field) => `${kind.name}.${field}`))).toEqual([
    'person.phone',
  ])
  for (const kind of kinds)
    for (const { field } of factTablesOf(kind).many) {
      const found = fieldOf(kind, field)
      const cells = found?.type === 'rows' ? Object.values<CellField>(found.of) : []
      expect(found?.mask ?? cells.find(({ mask, fact }) => mask && fact)).toBeUndefined()
    }
})
