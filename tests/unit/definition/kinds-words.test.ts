import type { Field } from '../../../shared/definition/fields'
import {
  builtInOnly,
  type Enumerated,
  isEnumerated,
  labelOf,
  optionsOf,
  storedOptionsOf,
  type WordsOf,
} from '../../../shared/definition/words'
import { dictionaries, dictionaryNames } from '../../../shared/dictionaries'
import { kindOf, kinds } from '../../../shared/kinds'

const every: readonly Enumerated[] = kinds.flatMap(({ fields }) =>
  Object.values(fields)
    .flatMap((field): Field[] => (field.type === 'rows' ? Object.values(field.of) : [field]))
    .filter(isEnumerated),
)

test('every field that offers the words of a dictionary names it, and every dictionary has such a field', () => {
  for (const name of dictionaryNames) {
    const offering = every.filter(({ options }) => options === dictionaries[name].options)
    expect([name, offering.map(({ dictionary }) => dictionary)]).toEqual([name, offering.map(() => name)])
    expect([name, offering.length]).not.toEqual([name, 0])
  }
})

const topics: Enumerated = {
  type: 'choices',
  label: '宣传专题',
  options: dictionaries.topic.options,
  dictionary: 'topic',
}
const own: WordsOf = (dictionary) =>
  dictionary === 'topic'
    ? [
        { value: '12', label: '燃气安全', retired: false },
        { value: 'oldOne', label: '旧专题', retired: true },
        { value: 'petition', label: '依法信访', retired: false },
      ]
    : []
const values = (options: readonly { value: string }[]): string[] => options.map(({ value }) => value)

test('the district has the words of every district and then its own, in its order, codes of digits too', () => {
  const builtIn = Object.keys(dictionaries.topic.options)
  expect(values(optionsOf(topics, builtInOnly))).toEqual(builtIn)
  expect(values(optionsOf(topics, own))).toEqual([...builtIn, '12', 'petition'])
  expect(values(storedOptionsOf(topics, own))).toEqual([...builtIn, '12', 'petition', 'oldOne'])
})

test('a stored value shows its label, retired or not, and a value unknown here shows itself', () => {
  expect(labelOf(topics, 'oldOne', own)).toBe('旧专题')
  expect(labelOf(topics, 'minors', own)).toBe('未成年人保护')
  expect(labelOf(topics, 'notYetHere', own)).toBe('notYetHere')
})

test('an enumeration without a dictionary takes no words of the district', () => {
  const level: Enumerated = { type: 'choice', label: '级别', options: { province: '省级' } }
  expect(values(optionsOf(level, () => [{ value: 'x', label: 'x', retired: false }]))).toEqual(['province'])
})

test.each([
  ['wage-arrears-lead', ['source', 'industry', 'cause', 'payer', 'conclusion']],
  ['legal-aid-case', ['groups', 'closingManner', 'outcome']],
  ['consultation', ['channel', 'category']],
  ['mediation', ['type']],
  ['counsel-service', ['service']],
  ['activity', ['form', 'audience', 'laws', 'topics']],
] as const)('what a district may say in its own way in %s is a dictionary', (name, keys) => {
  for (const key of keys) {
    const field = kindOf(name).fields[key]
    expect([key, isEnumerated(field) && field.dictionary !== undefined]).toEqual([key, true])
  }
})
