import fc from 'fast-check'
import { kindOf } from '../../shared/kinds'
import { matchExpression, searchTerms } from '../../shared/kinds/search-text'

const unit = kindOf('unit')
const terms = (name: string): string[] => searchTerms(unit, { name }).split(/\s+/)

test('characters become pairs and a last one, so that one character finds too', () => {
  expect(terms('重庆路')).toEqual(expect.arrayContaining(['重庆', '庆路', '路']))
})

test('pinyin and initials begin at every character, in both readings of a surname', () => {
  expect(terms('重庆路')).toEqual(expect.arrayContaining(['chongqinglu', 'qinglu', 'cql', 'ql']))
  expect(terms('解伟')).toEqual(expect.arrayContaining(['xiewei', 'jiewei', 'xw', 'jw']))
})

test('long texts are found by their characters only', () => {
  expect(terms('院'.repeat(60)).every((term) => /^院+$/.test(term))).toBe(true)
})

test.each([
  ['重庆路', '"重庆 庆路"'],
  ['院', '"院" *'],
  ['cql', '"cql" *'],
  ['重庆路12号', '"重庆 庆路" "12" * "号" *'],
  ['A-12', '"a" * "12" *'],
  ['12', '"12" *'],
  ['"*() 。', null],
])('typing %s asks for %s', (typed, expression) => {
  expect(matchExpression(typed)).toBe(expression)
})

test('nothing that is typed can break out of the expression', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (typed) => {
      const expression = matchExpression(typed)
      if (expression !== null) expect(expression).toMatch(/^("[\p{L}\p{N} ]+"( \*)?( |$))+$/u)
    }),
  )
})
