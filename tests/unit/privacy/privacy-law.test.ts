import { defineKind } from '../../../shared/definition/define-kind'
import { type Field, text } from '../../../shared/definition/fields'
import { staysProtected } from '../../../shared/definition/protection'
import { builtInOnly } from '../../../shared/definition/words'
import { kindOf, kinds } from '../../../shared/kinds'
import { takenValues } from '../../../shared/records/follow-up'

/** What a kind that masks its one field may also say about it. */
function declare(traits: Partial<ReturnType<typeof text>>) {
  return () =>
    defineKind({
      name: 'x',
      label: 'x',
      code: 'XX',
      version: 1,
      owner: 'district',
      numbered: false,
      place: 'reference',
      title: () => '',
      fields: {
        name: text({ label: '名称', index: true, personal: false }),
        who: { ...text({ label: '谁', personal: false }), ...traits },
      },
      form: [['name', 'who']],
      list: ['name'],
      filters: [],
      sort: { field: 'name', descending: false },
      duplicates: traits.mask === 'hidden' && traits.label === '比对' ? [{ ...rule }] : [],
    })
}
const rule = { label: '比对', same: ['who'], weight: 50 }

describe('what is masked is not told by another way', () => {
  test.each([
    ['is searched', { mask: 'hidden', search: true }],
    ['is a number and searched', { mask: 'phone', search: true }],
    ['sorts and filters a list', { mask: 'name', index: true }],
    ['is offered in the next form', { mask: 'name', suggest: 'last' }],
    ['tells two records of one reporter', { mask: 'hidden', label: '比对' }],
  ] as const)('a masked field that %s stops the program at once', (_, traits) => {
    expect(declare(traits)).toThrow('x.who')
  })

  test('a name can be looked for, and a number tells two records of one person', () => {
    expect(declare({ mask: 'name', search: true })).not.toThrow()
    expect(declare({ mask: 'phone' })).not.toThrow()
  })
})

describe('a follow-up shows nothing to more people than the record it follows', () => {
  const takes = kinds.flatMap((target) =>
    Object.entries(target.takes ?? {}).flatMap(([source, map]) =>
      Object.entries(map).map(([own, other]) => {
        const [name = '', rows] = source.split('/')
        const from = kindOf(name)
        const field = rows === undefined ? undefined : from.fields[rows]
        const cell: Field | undefined = field?.type === 'rows' ? field.of[other] : undefined
        return [
          `${source}.${other}`,
          `${target.name}.${own}`,
          cell ?? from.fields[other],
          target.fields[own],
        ] as const
      }),
    ),
  )

  test.each(takes)('%s stays protected in %s', (_from, _to, source, target) => {
    expect(target && staysProtected(source, target)).toBe(true)
  })

  test('who reported a lead in confidence is taken into no field that shows a part of the name', () => {
    const lead = kindOf('wage-arrears-lead')
    const aid = kindOf('legal-aid-case')
    const takesReporter = {
      ...aid,
      takes: { [lead.name]: { applicant: 'reporter', phone: 'reporterPhone', facts: 'description' } },
    }
    const body = { reporter: '张三丰', reporterPhone: '13812345678', description: '欠薪' }
    expect(takenValues({ kind: lead, id: '1', body }, takesReporter, builtInOnly)).toEqual({ facts: '欠薪' })
    expect(takenValues({ kind: lead, id: '1', body }, aid, builtInOnly)).toEqual({ facts: '欠薪' })
  })
})

describe('every text says what it holds of people', () => {
  const texts = kinds.flatMap((kind) =>
    Object.entries(kind.fields).flatMap(([key, field]): (readonly [string, Field])[] =>
      field.type === 'rows'
        ? Object.entries(field.of).map(([cell, of]) => [`${kind.name}.${key}/${cell}`, of])
        : [[`${kind.name}.${key}`, field]],
    ),
  )
  const short = texts.filter(([, { type }]) => type === 'text')
  /** How a field is called that holds a name, a number or the house of somebody. */
  const personal =
    /姓名|人$|人（|电话|身份证|证件|卡号|住址|地址|户主|当事人|举报|队长|班组长|专管员|主持|主讲|接待|调解员|对象|交办给/

  test.each(short)('%s', (_, { label, mask, personal: said }) => {
    expect([label, mask === undefined, said === undefined]).toEqual([
      label,
      said !== undefined,
      mask !== undefined,
    ])
    if (personal.test(label)) expect([label, mask ?? said]).not.toEqual([label, false])
  })

  test('what identifies or reaches a private person is masked at work too', () => {
    const masks = Object.fromEntries(texts.flatMap(([path, { mask }]) => (mask ? [[path, mask]] : [])))
    expect(masks).toMatchObject({
      'courtyard-session.demands/who': 'name',
      'courtyard-session.demands/phone': 'phone',
      'consultation.who': 'name',
      'consultation.idNumber': 'id',
      'consultation.otherDocument': 'id',
      'legal-aid-case.applicant': 'name',
      'legal-aid-case.opponent': 'party',
      'legal-aid-case.address': 'address',
      'demonstration-household.group': 'address',
      'wage-arrears-lead.teamLeader': 'name',
      'wage-arrears-lead.workers/bankCard': 'card',
      'wage-arrears-lead.reporter': 'hidden',
      'wage-arrears-lead.reporterPhone': 'hidden',
      'mediation.applicant': 'name',
      'mediation.respondent': 'name',
      'mediation.parties/name': 'name',
    })
  })
})
