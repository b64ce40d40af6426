import { elsewhereText, paperNumberText, readPaperNumber } from '../../../shared/paper/paper-number'

test('two laptops of a street put different numbers on paper, and what stands there is read again', () => {
  const [a, b] = ['A', 'B'].map((letter) => paperNumberText({ letter, number: 128 }))
  expect([a, b]).toEqual(['A000128', 'B000128'])
  expect(readPaperNumber(' a000128 ')).toEqual({ letter: 'A', number: 128 })
  expect(readPaperNumber('AKX1234567')).toEqual({ letter: 'AKX', number: 1_234_567 })
  expect(readPaperNumber('128')).toEqual({ letter: '', number: 128 })
  for (const text of ['', 'A', '0', 'A000000', '第12号', 'ABCD1', '12.5'])
    expect([text, readPaperNumber(text)]).toEqual([text, undefined])
})

test('a number of another laptop is said to be one, and a number without a letter is not doubted', () => {
  expect(elsewhereText({ letter: 'A', number: 1 }, 'A')).toBeUndefined()
  expect(elsewhereText({ letter: '', number: 1 }, 'B')).toBeUndefined()
  expect(elsewhereText({ letter: 'A', number: 1 }, 'B')).toContain('请到 A 机上查')
  expect(elsewhereText({ letter: 'A', number: 1 }, '')).toContain('本机没有代号')
})
