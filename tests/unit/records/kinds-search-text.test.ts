import { builtInOnly, type WordsOf } from '../../../shared/definition/words'
import { kindOf } from '../../../shared/kinds'
import { asOfUnits, wordOfLetters } from '../../../shared/records/search-letters'
import { asIn, type SearchColumn, searchColumns, searchTerms } from '../../../shared/records/search-text'
import { matchExpression, nothingLearned } from '../../../shared/records/sought'
import fc from '../../support/laws/property'

const unit = kindOf('unit')
const termsIn = (...found: Parameters<typeof searchTerms>): string[] =>
  Object.values(searchTerms(...found)).flatMap((values) => values.flatMap((terms) => terms.split(' ')))
/** The terms of a unit's name, without those of it in one piece. */
const terms = (name: string): string[] =>
  termsIn(unit, { name })
    .map((term) => term.slice(asOfUnits('x').length - 1))
    .filter((term) => !/^[\uE001\uE100-\uE17F]/.test(term))
const wording = (wordsOf: WordsOf, columns: readonly SearchColumn[] = ['texts']) => ({
  columns,
  wordsOf,
  learned: nothingLearned,
})

const words = (...of: readonly string[]): string[] => of.map(wordOfLetters)

test('characters become pairs and a last one, so that one character finds too', () => {
  expect(terms('重庆路')).toEqual(expect.arrayContaining(['重庆', '庆路', '路']))
})

test('pinyin and initials begin at every character, in both readings of a surname', () => {
  expect(terms('重庆路')).toEqual(expect.arrayContaining(words('chongqinglu', 'qinglu', 'cql', 'ql')))
  expect(terms('解伟')).toEqual(expect.arrayContaining(words('xiewei', 'jiewei', 'xw', 'jw')))
})

test('long texts are found by their characters only', () => {
  expect(terms('院'.repeat(60)).every((term) => /^院+$/.test(term))).toBe(true)
})

test('a common text is cut as it is beside a character that is not common', () => {
  const word = fc.string({
    unit: fc.constantFrom(...'院坝会龥一AZaz09 ,，。、;；:：?？!！()（）《》「」“”·-'),
  })
  fc.assert(
    fc.property(word, (text) => {
      // Normalising turns ㎡ into m2, so the whole text takes the long way; long texts have no pinyin.
      const long = `${'x'.repeat(41)} ${text}`
      expect(terms(`${long} ㎡`)).toEqual([...terms(long), ...words('m', '2')])
    }),
  )
})

test.each([
  ['重庆路', '"重庆 庆路"'],
  ['桂', '"桂" *'],
  ['cql', `"${wordOfLetters('cql')}" *`],
  ['重庆路12楼', `"重庆 庆路" AND "${wordOfLetters('12')}" * AND "楼" *`],
  ['QQ-12', `"${wordOfLetters('qq')}" * AND "${wordOfLetters('12')}" *`],
  ['12', `"${wordOfLetters('12')}" *`],
  ['"*() 。', null],
])('typing %s asks for %s', (typed, expression) => {
  expect(matchExpression(typed, wording(builtInOnly))).toBe(
    expression === null ? null : `{texts} : (${expression})`,
  )
})

test('a word of one to five letters is one and three to six characters of its term, and begins every longer word', () => {
  for (const word of ['xiexie', '138123', 'žluť'])
    for (let length = 1; length <= word.length; length += 1) {
      const begun = wordOfLetters(word.slice(0, length))
      expect(wordOfLetters(word).startsWith(begun)).toBe(true)
      expect([1, 3, 4, 5, 6, 7]).toContain([...begun].length)
    }
})

test('what is looked for in one column stands in no other one, and a prefix is as many characters in each but of units', () => {
  const text = fc.string({ unit: fc.constantFrom(...'张家院子xie12é\u{20000}жß ') })
  const spelt = (column: SearchColumn, value: string): string[] =>
    asIn(column, searchTerms(kindOf('activity'), { theme: value }).texts.join(' '))
      .split(' ')
      .filter((term) => term !== '')
  fc.assert(
    fc.property(text, text, (one, other) => {
      for (const column of searchColumns)
        for (const another of searchColumns)
          if (column !== another) {
            const firsts = new Set(spelt(another, other).map((term) => [...term][0]))
            expect(spelt(column, one).filter((term) => firsts.has([...term][0]))).toEqual([])
          }
    }),
  )
  for (const column of ['names', 'whole'] as const) expect([...asIn(column, '张家')]).toHaveLength(2)
})

test('é is found as e', () => {
  expect(terms('café é')).toEqual(terms('cafe e'))
})

/** Quoted terms and nothing else, `OR` inside brackets, `AND` between. */
const TERM = '"[\\p{L}\\p{N}\\p{Script=Han}\\p{Co} ]+"( \\*)?'
const RUN = `(${TERM}|\\(${TERM}( OR ${TERM})+\\))`
const BALANCED = new RegExp(`^\\{[a-z ]+\\} : \\(${RUN}( AND ${RUN})*\\)$`, 'u')

const own: WordsOf = (dictionary) =>
  dictionary === 'topic' ? [{ value: 'gasSafety', label: '燃气安全', retired: false }] : []

test('a choice is found by its label, and by the label that the district gives it later', () => {
  const flat = { topics: ['minors', 'gasSafety'] }
  const indexed = termsIn(kindOf('activity'), flat)
  const asked = (typed: string, wordsOf: WordsOf): string[] =>
    (matchExpression(typed, wording(wordsOf))?.match(/"[^"]+"/gu) ?? []).map((term) => term.slice(1, -1))
  const isFound = (typed: string, wordsOf: WordsOf): boolean =>
    asked(typed, wordsOf).some((term) => indexed.includes(term))
  expect(isFound('未成年人', builtInOnly)).toBe(true)
  expect(isFound('wcnr', builtInOnly)).toBe(true)
  expect(isFound('燃气', builtInOnly)).toBe(false)
  expect(['燃气', 'ranqi', 'rq'].map((typed) => isFound(typed, own))).toEqual([true, true, true])
})

test('the term of a choice is no word that anybody can type, and values that differ in case only are two', () => {
  const term = (value: string): string => searchTerms(kindOf('activity'), { topics: [value] }).texts.join(' ')
  expect(term('minors')).not.toMatch(/^[\p{L}\p{N}]/u)
  expect(term('aB').toLowerCase()).not.toBe(term('ab').toLowerCase())
})

test('nothing that is typed can break out of the expression', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.subarray([...searchColumns], { minLength: 1 }),
      (typed, of) => {
        const expression = matchExpression(typed, wording(builtInOnly, of))
        if (expression !== null) expect(expression).toMatch(BALANCED)
      },
    ),
  )
})
