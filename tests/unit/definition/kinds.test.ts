import { defineKind } from '../../../shared/definition/define-kind'
import { text } from '../../../shared/definition/fields'
import { builtInOnly } from '../../../shared/definition/words'
import type { Move } from '../../../shared/definition/workflow'
import { problemReasons } from '../../../shared/field-problems'
import type { Json } from '../../../shared/json'
import { kindOf, kinds, knownKind } from '../../../shared/kinds'
import { toBody, toFlat } from '../../../shared/records/both-shapes'
import { displayValue } from '../../../shared/records/display'
import {
  cleanPatch,
  problemsInPatch,
  problemsInRecord,
  warningsInRecord,
} from '../../../shared/records/patch'
import fc from '../../support/laws/property'

const session = kindOf('courtyard-session')
const activity = kindOf('activity')
const lead = kindOf('wage-arrears-lead')
const mediation = kindOf('mediation')
const adviser = kindOf('adviser')
const rowId = '01900000-0000-7000-8000-000000000001'
const nameOf = (id: string): string => `名称${id}`

describe('the registry', () => {
  test('has one kind of each name and code, and refuses others', () => {
    expect(new Set(kinds.map((kind) => kind.name)).size).toBe(kinds.length)
    expect(new Set(kinds.map((kind) => kind.code)).size).toBe(kinds.length)
    expect(() => kindOf('constructor')).toThrow('kind.unknown')
    expect(knownKind('constructor')).toBeUndefined()
  })

  test('a declaration that contradicts itself stops the program at once', () => {
    const declare = (form: readonly 'name'[][]) =>
      defineKind({
        name: 'x',
        label: 'x',
        code: 'XX',
        version: 1,
        owner: 'district',
        numbered: false,
        place: 'reference',
        title: () => '',
        fields: { name: text({ label: '名称', index: true, personal: false }) },
        form,
        list: ['name'],
        filters: [],
        sort: { field: 'name', descending: false },
      })
    expect(() => declare([['name']])).not.toThrow()
    expect(() => declare([])).toThrow('x.name')
    expect(() => declare([['name'], ['name']])).toThrow('x.name')
  })

  test('so does a move that empties what it asks for, renews what it does not, or wants a word nobody can choose', () => {
    const [flow, ...others] = mediation.flows ?? []
    const declare = (over: Partial<Move>) => () =>
      defineKind({
        ...mediation,
        flows: flow ? [{ ...flow, moves: flow.moves.map((move) => ({ ...move, ...over })) }, ...others] : [],
      })
    expect(declare({})).not.toThrow()
    expect(declare({ needs: ['mediator'], clears: ['mediator'] })).toThrow('can not empty mediator')
    expect(declare({ clears: ['type'] })).toThrow('can not empty type')
    expect(declare({ needs: [], stamps: {}, renews: ['mediator'] })).toThrow('neither asks for mediator')
    expect(declare({ needs: ['agreementForm'], only: { agreementForm: ['sung'] } })).toThrow('no such word')
  })
})

describe('checking', () => {
  test.each([
    ['date', '2026-02-29', 'date.invalid'],
    ['date', 20260101, 'date.invalid'],
    ['theme', 'x'.repeat(101), 'text.too-long'],
    ['theme', 5, 'text.invalid'],
    ['attendance', -1, 'count.invalid'],
    ['attendance', 1.5, 'count.invalid'],
    ['attendance', '12', 'count.invalid'],
    ['attendance', 1e12, 'count.too-large'],
    ['form', 'nothing', 'choice.unknown'],
    ['form', 'constructor', 'choice.unknown'],
    ['laws', ['constitution', 'x'], 'choice.unknown'],
    ['laws', 'constitution', 'choices.invalid'],
    ['unit', 'somewhere', 'ref.invalid'],
    ['nothing', 1, 'field.unknown'],
    ['$number', 'x', 'field.unknown'],
  ])('%s: %j is refused as %s', (field, value, reason) => {
    expect(problemsInPatch(activity, {}, { [field]: value }, builtInOnly)).toMatchObject([{ field, reason }])
  })

  test.each([
    ['wage-arrears-lead', 'amount', 31_900, []],
    ['wage-arrears-lead', 'amount', '31900', ['money.invalid']],
    ['wage-arrears-lead', 'amount', 0.5, ['money.invalid']],
    ['wage-arrears-lead', 'amount', -1, ['money.invalid']],
    ['wage-arrears-lead', 'amount', 1e14, ['money.too-large']],
    ['wage-arrears-lead', 'deposit', false, []],
    ['wage-arrears-lead', 'deposit', '是', ['flag.invalid']],
    ['wage-arrears-lead', 'employerCode', '91350100M000100Y43', []],
    ['wage-arrears-lead', 'employerCode', '91350100M000100Y44', []],
    ['wage-arrears-lead', 'employerCode', '91350100M000100O43', ['credit-code.invalid']],
    ['adviser', 'villages', [rowId], []],
    ['adviser', 'villages', rowId, ['refs.invalid']],
    ['adviser', 'villages', ['桃花村'], ['ref.invalid']],
    ['adviser', 'villages', [rowId, rowId], ['refs.twice']],
    ['consultation', 'idNumber', '110105194912310021', ['id.check-code']],
    ['consultation', 'idNumber', '11010519491231002X', []],
  ] as const)('%s.%s: %j is refused for the right reasons', (kind, field, value, reasons) => {
    const found = problemsInPatch(kindOf(kind), {}, { [field]: structuredClone(value) as Json }, builtInOnly)
    expect(found.map(({ reason }) => reason)).toEqual(reasons)
  })

  test('doubtful numbers are named with their row, and refuse nothing', () => {
    const flat = {
      employerCode: '91350100M000100Y44',
      [`workers/${rowId}`]: { name: '甲', bankCard: '4111111111111112' },
    }
    expect(warningsInRecord(lead, flat)).toEqual([
      { field: 'employerCode', reason: 'credit-code.check' },
      { field: `workers/${rowId}/bankCard`, reason: 'card.luhn' },
    ])
    const right = {
      employerCode: '91350100M000100Y43',
      [`workers/${rowId}`]: { bankCard: '4111111111111111' },
    }
    expect(warningsInRecord(lead, right)).toEqual([])
  })

  test('somebody who refused to say who they are has no number written down', () => {
    const consultation = kindOf('consultation')
    const required = Object.entries(consultation.fields).filter(([, field]) => field.required)
    const flat = Object.fromEntries(required.map(([key]) => [key, 'x']))
    expect(problemsInRecord(consultation, { ...flat, idRefused: true })).toEqual([])
    expect(problemsInRecord(consultation, { ...flat, idRefused: true, idNumber: '1' })).toEqual([
      { field: 'idRefused', reason: 'id.refused' },
    ])
  })

  test.each([
    [{ month: 13 }, 'month.invalid'],
    [{ month: 0 }, 'month.invalid'],
    [{ year: 26 }, 'year.invalid'],
  ])('a monthly theme of %j is refused: %s', (over, reason) => {
    const record = { year: 2026, month: 3, theme: '妇女权益', ...over }
    expect(problemsInRecord(kindOf('monthly-theme'), record)).toMatchObject([{ reason }])
  })

  test.each(['13812345678', '0832-2123456', '08322123456', '2123456', '010-12345678-123'])(
    'the telephone number %s is one',
    (phone) => {
      expect(problemsInPatch(kindOf('person'), {}, { phone }, builtInOnly)).toEqual([])
    },
  )
  test.each(['1381234567', '12812345678', '138 1234 5678', '电话'])('%s is no telephone number', (phone) => {
    expect(problemsInPatch(kindOf('person'), {}, { phone }, builtInOnly)).toEqual([
      { field: 'phone', reason: 'phone.invalid' },
    ])
  })

  test('a record lacks its required fields first, then contradicts itself', () => {
    expect(problemsInRecord(session, {}).map(({ field }) => field)).toEqual([
      ...['date', 'unit', 'courtyard', 'chair', 'speaker', 'households', 'people', 'agenda', 'start'],
    ])
  })

  test('whatever comes in, every reason has its sentence and nothing throws', () => {
    const keys = fc.oneof(fc.constantFrom(...Object.keys(session.fields)), fc.string())
    fc.assert(
      fc.property(fc.dictionary(keys, fc.jsonValue()), (patch) => {
        const clean = cleanPatch(session, JSON.parse(JSON.stringify(patch)))
        for (const { reason } of problemsInPatch(session, {}, clean, builtInOnly))
          expect(problemReasons).toContain(reason)
      }),
    )
  })
})

describe('patches', () => {
  const flat = {
    date: '2026-11-03',
    [`demands/${rowId}`]: { who: '甲', later: 1 },
    newer: { x: 1 },
    $number: 'N1',
  }

  test('a row keeps the cells it is not given, those of a newer version too', () => {
    const set = toFlat(session, flat, { demands: [{ id: rowId, result: '好' }] }, () => 'unused')
    expect(set).toEqual({ [`demands/${rowId}`]: { who: '甲', later: 1, result: '好' } })
  })

  test('what does not change is not set', () => {
    expect(
      toFlat(session, flat, { date: '2026-11-03', people: null, demands: [{ id: rowId }] }, () => ''),
    ).toEqual({})
  })

  test('an emptied rows field empties each row', () => {
    expect(toFlat(session, flat, { demands: null }, () => '')).toEqual({ [`demands/${rowId}`]: null })
  })

  test('a body shows rows as arrays, keeps unknown fields and hides the engine’s registers', () => {
    expect(toBody(session, flat)).toEqual({
      date: '2026-11-03',
      demands: [{ id: rowId, who: '甲', later: 1 }],
      newer: { x: 1 },
    })
  })

  test('text is made one line, well-formed, trimmed and composed; long text keeps its lines', () => {
    const clean = cleanPatch(session, {
      courtyard: ' a\r\nb\u0065\u0301\ud800 ',
      summary: ' 一\r\n二 ',
      agenda: '  ',
    })
    expect(clean).toEqual({ courtyard: 'a b\u00e9\ufffd', summary: '一\n二', agenda: null })
  })
})

test('numbers of people and cards are kept as they are compared: without spaces, half-width, in capitals', () => {
  const workers = [
    { name: ' 甲 ', idNumber: '11010519491231002x', phone: '+86 138 1234 5678', bankCard: '4111 1111' },
  ]
  expect(cleanPatch(lead, { workers, employerCode: ' 91350100m000100y43 ' })).toEqual({
    workers: [{ name: '甲', idNumber: '11010519491231002X', phone: '13812345678', bankCard: '41111111' }],
    employerCode: '91350100M000100Y43',
  })
})

test('values are shown in Chinese words', () => {
  expect(displayValue(lead.fields.amount, 3_190_000, nameOf, builtInOnly)).toBe('31,900.00元')
  expect(displayValue(lead.fields.deposit, false, nameOf, builtInOnly)).toBe('否')
  expect(displayValue(lead.fields.origin, `u1/${rowId}`, nameOf, builtInOnly)).toBe('名称u1')
  expect(displayValue(adviser.fields.villages, ['u1', 'u2'], nameOf, builtInOnly)).toBe('名称u1、名称u2')
  expect(displayValue(activity.fields.form, 'lecture', nameOf, builtInOnly)).toBe('讲座宣讲')
  expect(displayValue(activity.fields.laws, ['constitution', 'civilCode'], nameOf, builtInOnly)).toBe(
    '宪法、民法典',
  )
  expect(displayValue(activity.fields.attendance, 45, nameOf, builtInOnly)).toBe('45人次')
  expect(displayValue(activity.fields.unit, 'u1', nameOf, builtInOnly)).toBe('名称u1')
  expect(displayValue(activity.fields.remarks, null, nameOf, builtInOnly)).toBe('')
  expect(
    displayValue(session.fields.demands, [{ id: rowId, who: '甲', category: 'wages' }], nameOf, builtInOnly),
  ).toBe('诉求人：甲，类别：欠薪')
  expect(displayValue(undefined, { x: 1 }, nameOf, builtInOnly)).toBe('{"x":1}')
})
