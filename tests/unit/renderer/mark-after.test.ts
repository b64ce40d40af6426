import { markAfter } from '../../../renderer/ui/mark-after'

const ids = (letters: string): readonly string[] => [...letters]

test('the mark of a pile goes with its record when others leave or come before it', () => {
  expect(markAfter(ids('abcd'), 2, ids('cd'))).toBe(0)
  expect(markAfter(ids('abcd'), 2, ids('xabcd'))).toBe(3)
})

test('where its record left, the mark goes to the first behind it, as it does after one is approved', () => {
  expect(markAfter(ids('abcd'), 1, ids('acd'))).toBe(1)
  expect(markAfter(ids('abcdef'), 3, ids('ef'))).toBe(0)
})

test('where nothing behind it is left the mark stands on the last, and on none of no rows', () => {
  expect(markAfter(ids('abc'), 2, ids('ab'))).toBe(1)
  expect(markAfter(ids('abc'), 2, [])).toBe(0)
})
