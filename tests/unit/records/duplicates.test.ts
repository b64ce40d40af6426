import { defineKind } from '../../../shared/definition/define-kind'
import { kindOf, kinds } from '../../../shared/kinds'
import { isSameRow, matchPhrases } from '../../../shared/records/duplicates'
import type { Flat } from '../../../shared/shapes'

const lead = kindOf('wage-arrears-lead')
const person = kindOf('person')
const mediation = kindOf('mediation')

/** The labels of the rules that two records meet, days left aside. */
function shared(kind: typeof lead, a: Flat, b: Flat): string[] {
  const other = new Set(matchPhrases(kind, b).map(({ phrase }) => phrase))
  return matchPhrases(kind, a)
    .filter(({ phrase }) => other.has(phrase))
    .map(({ rule }) => rule.label)
}

test('names that are read alike are alike, whatever characters and spaces', () => {
  const zhang = { name: '张 三', unit: 'u1' }
  expect(shared(person, zhang, { name: '章三', unit: 'u1' })).toEqual(['同村（社区）且姓名读音相同'])
  expect(shared(person, zhang, { name: '张散', unit: 'u1' })).toHaveLength(1)
  expect(shared(person, zhang, { name: '张四', unit: 'u1' })).toEqual([])
  expect(shared(person, zhang, { name: '张三', unit: 'u2' })).toEqual([])
})

test('a surname is read as one', () => {
  const xie = { name: '解兰', unit: 'u1' }
  expect(shared(person, xie, { name: '谢兰', unit: 'u1' })).toHaveLength(1)
  expect(shared(person, xie, { name: '姐兰', unit: 'u1' })).toEqual([])
})

test('a rule that lacks one of its values says nothing', () => {
  expect(matchPhrases(person, { unit: 'u1' })).toEqual([])
  expect(matchPhrases(person, { name: '——', unit: 'u1' })).toEqual([])
  expect(matchPhrases(lead, { unit: 'u1', employer: '某公司' })).toEqual([])
})

test('any worker of one list and any of another may be the same person', () => {
  const of = (id: string): Flat => ({
    date: '2026-11-03',
    'workers/a': { name: '王一' },
    'workers/b': { name: '王二', idNumber: id },
  })
  expect(shared(lead, of('11010519491231002X'), of('11010519491231002X'))).toEqual(['务工人员身份证号相同'])
  expect(shared(lead, of('11010519491231002X'), of('510104199001010018'))).toEqual([])
})

test('two villages that log one employer are told, apart from one village that logs it twice', () => {
  const site: Flat = { date: '2026-11-03', employer: '宏达建筑有限公司' }
  expect(shared(lead, { ...site, unit: 'u1' }, { ...site, unit: 'u2' })).toEqual([
    '用人单位读音相同（不限所属单位）',
  ])
  expect(shared(lead, site, { ...site, unit: 'u2' })).toHaveLength(1)
})

test('the parties of a dispute are found from either side', () => {
  const [wang, li] = ['11010519491231002X', '510104199001010018']
  const dispute = { date: '2026-11-03', applicant: '王一', idNumber: wang, phone: '13800001234' }
  const other = { date: '2026-11-05', applicant: '李四', respondent: '汪易', respondentId: wang }
  expect(shared(mediation, dispute, other)).toEqual(['当事人身份证号相同'])
  expect(shared(mediation, { ...dispute, idNumber: li }, other)).toEqual([])
  const asked = { date: '2026-11-05', respondentPhone: '13800001234' }
  expect(shared(mediation, dispute, asked)).toEqual(['当事人电话相同'])
  const third: Flat = { date: '2026-11-05', 'parties/a': { name: '王一', idNumber: wang } }
  expect(shared(mediation, other, third)).toEqual(['当事人身份证号相同'])
  const pair = { date: '2026-11-03', applicant: '王一', respondent: '李四' }
  const swapped = { date: '2026-11-09', applicant: '李四', respondent: '汪易' }
  expect([...new Set(shared(mediation, pair, swapped))]).toEqual(['双方姓名读音相同'])
  expect(shared(mediation, pair, { ...swapped, respondent: '李四' })).toEqual([])
})

test('the ways of a rule compare as much as each other, and say what it means that they cross', () => {
  const rule = mediation.duplicates?.[0]
  const broken = (over: object) => () =>
    defineKind({ ...mediation, duplicates: [{ label: '', weight: 1, ...over }] })
  expect(() => defineKind(mediation)).not.toThrow()
  expect(broken({ ...rule, crossed: undefined })).toThrow('compares unlike things')
  expect(broken({ ...rule, or: [{ sounds: ['respondentId'] }] })).toThrow('compares unlike things')
  expect(broken({ ...rule, or: [{ same: ['nobody'] }] })).toThrow('no field nobody')
})

describe('rows of two merged records', () => {
  const field = lead.fields.workers
  const cells = field?.type === 'rows' ? field.of : {}

  test('of one ID number are one, even when an amount differs', () => {
    const id = '11010519491231002X'
    expect(
      isSameRow(cells, { name: '王一', idNumber: id, amount: 1 }, { name: '王一', idNumber: id, amount: 2 }),
    ).toBe(true)
  })

  test('of one name stay two unless something else says that they are one', () => {
    expect(isSameRow(cells, { name: '王一', amount: 1 }, { name: '王一', phone: '13800001234' })).toBe(false)
    expect(isSameRow(cells, { name: '王一', amount: 1 }, { name: '王一', amount: 2 })).toBe(false)
    expect(isSameRow(cells, { name: '王一', phone: '1' }, { name: '王一', phone: '1', amount: 2 })).toBe(true)
    expect(isSameRow(cells, { name: '王一' }, { name: '王一' })).toBe(true)
  })
})

test('what may be merged is named by indexed fields only, so that a merge finds every reference', () => {
  for (const target of kinds.filter((kind) => kind.duplicates))
    for (const kind of kinds)
      for (const [key, field] of Object.entries(kind.fields)) {
        if (field.type === 'refs' || field.type === 'ref') {
          if (field.to !== target.name) continue
          expect([kind.name, key, field.type, field.index]).toEqual([kind.name, key, 'ref', true])
        }
        if (field.type === 'rows')
          for (const cell of Object.values(field.of))
            if (cell.type === 'ref' || cell.type === 'refs') expect(cell.to).not.toBe(target.name)
      }
})
