import {
  idCheckCode,
  idInCellProblem,
  idNumberProblem,
  isLikeRoundedId,
} from '../../../shared/identifiers/id-number'

const born = (serial: string) => `51010119900307${serial}`

test('顺序码 000 is never an ID number, whatever the check digit says', () => {
  const id = `${born('000')}${idCheckCode(born('000'))}`
  expect(idNumberProblem(id)).toBe('id.sequence')
})

test('one that ends in 000 and fits its check digit is refused from a number cell and asked about when typed', () => {
  const chance = [...Array(28).keys()]
    .map((day) => `510101199003${String(day + 1).padStart(2, '0')}`)
    .flatMap((date) => [...Array(9).keys()].map((first) => `${date}${first + 1}000`))
    .filter((id) => idCheckCode(id.slice(0, 17)) === id[17])
  expect(chance.length).toBeGreaterThan(5)
  for (const id of chance) {
    expect(idNumberProblem(id)).toBeNull()
    expect(isLikeRoundedId(id)).toBe(true)
    expect(idInCellProblem(id, 'text')).toBeNull()
    expect(idInCellProblem(id, 'number')).toBe('id.rounded')
  }
})

test('a whole number in a text cell is what it says', () => {
  expect(idInCellProblem('11010519491231002X', 'text')).toBeNull()
  expect(idInCellProblem('11010519491231002X', 'number')).toBeNull()
  expect(idInCellProblem('110105491231002', 'number')).toBe('id.old-form')
})
