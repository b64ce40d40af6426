import { sha256Hex } from '../../../electron/engine/changes/log'
import { canonicalJson, type Json } from '../../../shared/json'
import {
  carriedLine,
  changeHash,
  changeText,
  EMPTY_CHAIN,
  follows,
  hashOfLine,
  linkedLine,
  textOfLine,
} from '../../../shared/sync/chain'
import { CHAIN_START, type Link } from '../../../shared/sync/change'
import { linkOf } from '../../../shared/sync/manifest'
import fc from '../../support/laws/property'

const change = (over: Partial<Link> = {}): Link => ({
  clock: '0'.repeat(16),
  site: '0'.repeat(32),
  scope: '*',
  seq: 1,
  prev: CHAIN_START,
  record: '01890000-0000-7000-8000-000000000000',
  kind: 'unit',
  kindVersion: 1,
  author: '张三',
  at: '2026-11-03T01:00:00.000Z',
  set: { name: '东街' },
  salt: 'A'.repeat(16),
  over: {},
  ...over,
})

test('the example of RFC 8785 comes out as the RFC says', () => {
  const text =
    '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"literals":[null,true,false]}'
  expect(canonicalJson(JSON.parse(text) as Json)).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27]}',
  )
})

test('keys sort by UTF-16 code units', () => {
  const keys = { '€': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6, ö: 7 }
  expect(Object.keys(JSON.parse(canonicalJson(keys)) as object).sort()).toEqual(Object.keys(keys).sort())
  expect(canonicalJson(keys)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}')
})

test('keys that look like numbers sort as text, at any depth', () => {
  expect(canonicalJson({ 9: 1, 10: 2, a: { 2: 1, 11: 1, '-1': 1 } })).toBe(
    '{"10":2,"9":1,"a":{"-1":1,"11":1,"2":1}}',
  )
})

test('the order of the keys makes no difference', () => {
  const byHand = (value: Json): string =>
    typeof value === 'object' && value !== null
      ? Array.isArray(value)
        ? `[${value.map(byHand).join(',')}]`
        : `{${Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, item]) => `${JSON.stringify(key)}:${byHand(item)}`)
            .join(',')}}`
      : JSON.stringify(value)
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
      const text = canonicalJson(value as Json)
      expect(text).toBe(byHand(value as Json))
      expect(canonicalJson(JSON.parse(text) as Json)).toBe(text)
    }),
  )
})

test('what has no canonical form is refused, however deep', () => {
  expect(() => canonicalJson(Number.NaN)).toThrow(TypeError)
  expect(() => canonicalJson('\ud800')).toThrow(TypeError)
  expect(() => canonicalJson({ a: [{ b: '\udc00x' }] })).toThrow(TypeError)
  expect(() => canonicalJson({ '\ud800': 1 })).toThrow(TypeError)
  expect(() => canonicalJson({ a: { b: Number.POSITIVE_INFINITY } })).toThrow(TypeError)
})

test('the line of a change is its canonical JSON, and its fields are part of it', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()),
      fc.option(fc.string({ unit: 'grapheme' })),
      (set, reason) => {
        const made = change({
          set: set as Link['set'],
          over: { a: ['1'.repeat(48)] },
          ...(reason === null ? {} : { reason }),
        })
        const { line, fields } = changeText(made)
        expect(line).toBe(canonicalJson({ ...made }))
        expect(JSON.parse(fields)).toEqual(JSON.parse(JSON.stringify({ set: made.set, over: made.over })))
      },
    ),
  )
})

test('a line is the same again once the hash that a bundle leaves out is put back, whatever people typed', () => {
  const typed = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(
      `,"over":{`,
      ',"set":{',
      ',"site":"',
      `},"prev":"${'a'.repeat(64)}"`,
      '},"record":"',
      '},"reason":"',
      '},',
      '\\},"prev":"',
    ),
  )
  const prev = 'b'.repeat(64)
  fc.assert(
    fc.property(typed, typed, typed, fc.option(typed), (author, key, value, reason) => {
      const made = change({
        prev,
        author,
        set: { [key]: value, x: {} },
        over: { [key]: ['1'.repeat(48)] },
        ...(reason === null ? {} : { reason }),
      })
      const { line } = changeText(made)
      expect(textOfLine(line)).toEqual(changeText(made))
      const { prev: _, ...rest } = made
      const carried = carriedLine(made)
      expect(carried).toBe(canonicalJson(rest))
      expect(linkedLine(carried, prev)).toBe(line)
      expect(linkedLine(line, prev)).toBeUndefined()
    }),
  )
})

test('a change has one hash with its values and without them, whatever people typed, and the one without them tells none', () => {
  const typed = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(',"kind":"', ',"salt":"', ',"set":{', ',"site":"', ',"commitment":"', '},"keys":['),
  )
  fc.assert(
    fc.property(
      typed,
      fc.uniqueArray(
        typed.filter((key) => key !== '__proto__'),
        { minLength: 1, maxLength: 4 },
      ),
      typed,
      fc.option(typed),
      (author, keys, value, reason) => {
        const set = Object.fromEntries(keys.map((key) => [key, { 值: `值${value}` }]))
        const made = change({ author, set, over: {}, ...(reason === null ? {} : { reason }) })
        const { line } = changeText(made)
        let hashed = ''
        const hash = hashOfLine(line, (text) => {
          hashed = text
          return sha256Hex(text)
        })
        expect(changeHash(made, sha256Hex)).toBe(hash)
        expect(hashed).not.toContain('值')
        expect(canonicalJson(JSON.parse(hashed))).toBe(hashed)
        const erased = linkOf(JSON.parse(hashed))
        expect(Object.keys(erased.set).sort()).toEqual([...keys].sort())
        expect([changeText(erased).line, textOfLine(hashed)]).toEqual([hashed, changeText(erased)])
        expect(changeHash(erased, sha256Hex)).toBe(hash)
      },
    ),
  )
})

test('another value or another salt is another hash', () => {
  const [made] = [change()]
  const hash = changeHash(made, sha256Hex)
  expect(changeHash({ ...made, set: { name: '西街' } }, sha256Hex)).not.toBe(hash)
  expect(changeHash({ ...made, salt: 'B'.repeat(16) }, sha256Hex)).not.toBe(hash)
  expect(() => changeText(withoutSalt(made))).toThrow(RangeError)
})

const withoutSalt = ({ salt: _, ...rest }: Link): Link => rest

test('a text that is no line of a change has no place for a hash', () => {
  for (const text of ['', '{}', '{"over":{}}', '{"set":{},"site":"x"}']) {
    expect(linkedLine(text, 'b'.repeat(64))).toBeUndefined()
    expect(() => textOfLine(text)).toThrow(RangeError)
  }
})

test('a chain goes on only with its next link', () => {
  expect(follows(EMPTY_CHAIN, change())).toBe(true)
  expect(follows(EMPTY_CHAIN, change({ seq: 2 }))).toBe(false)
  expect(follows({ seq: 1, hash: 'a'.repeat(64) }, change({ seq: 2 }))).toBe(false)
})
