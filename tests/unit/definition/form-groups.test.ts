import { askedNext, formGroups } from '../../../shared/definition/form-groups'
import { checkKind } from '../../../shared/definition/kind-checks'
import { kinds } from '../../../shared/kinds'
import { consultation } from '../../../shared/kinds/consultation'
import { courtyardSession } from '../../../shared/kinds/courtyard-session'
import { legalAidCase } from '../../../shared/kinds/legal-aid-case'

test.each(kinds.map((kind) => [kind.name, kind] as const))(
  'the groups of %s are its form, line by line',
  (_, kind) => {
    expect(formGroups(kind).flatMap(({ lines }) => lines)).toEqual(kind.form)
  },
)

test.each(kinds.map((kind) => [kind.name, kind] as const))(
  'no field that %s requires lies folded',
  (_, kind) => {
    const folded = formGroups(kind).filter((group) => group.folded)
    expect(folded.flatMap(({ lines }) => lines.flat()).filter((key) => kind.fields[key]?.required)).toEqual(
      [],
    )
  },
)

test('a kind that names no groups has its long texts and lists apart', () => {
  const groups = formGroups(consultation)
  expect(groups[0]?.label).toBeUndefined()
  expect(groups.filter(({ folded }) => folded).map(({ label }) => label)).toContain('备注')
})

test('groups that do not divide the form stop the start', () => {
  const groups = [{ label: '数字', from: 'people' }]
  expect(() => checkKind({ ...courtyardSession, groups })).toThrow('groups do not divide its form')
})

test('what the next moves ask for is known from the state', () => {
  const asked = askedNext(legalAidCase, (field) => (field === 'state' ? 'handling' : 'submitted'))
  expect(asked).toContain('closedOn')
  expect(asked).not.toContain('archivedOn')
})
