import type { FormStart } from '../../../renderer/kinds-ui/record-form/form-start'
import { nextForm, openedForm } from '../../../renderer/kinds-ui/record-form/form-state'
import { courtyardSession } from '../../../shared/kinds/courtyard-session'
import { legalAidCase } from '../../../shared/kinds/legal-aid-case'

const start: Pick<FormStart, 'record' | 'draft' | 'initial' | 'recent'> = {
  record: null,
  draft: null,
  initial: { courtyard: '3组张家' },
  recent: {},
}
const opened = openedForm(start)

test('a form opens with the half-typed values where some were kept', () => {
  const draft = { body: { courtyard: '4组' }, savedAt: '2026-11-03T08:00:00.000Z' }
  expect(opened.values).toEqual({ courtyard: '3组张家' })
  expect(openedForm({ ...start, draft }).values).toEqual({ courtyard: '4组' })
})

test('a refusal stands beside a field and its rows until that field is changed', () => {
  const problems = new Map([
    ['demands', '至少填一条'],
    ['demands/7/what', '必填'],
    ['people', '必填'],
  ])
  const refused = nextForm(opened, { type: 'refused', problems })
  const typed = nextForm(refused, { type: 'typed', key: 'demands', value: [] })
  expect([...typed.problems.keys()]).toEqual(['people'])
  expect(typed.values).toEqual({ courtyard: '3组张家', demands: [] })
})

test('a control is left until it is entered again', () => {
  const left = nextForm(nextForm(opened, { type: 'left', control: 'a' }), { type: 'left', control: 'b' })
  expect([...left.left]).toEqual(['a', 'b'])
  expect([...nextForm(left, { type: 'entered', control: 'a' }).left]).toEqual(['b'])
})

test('a chosen record fills the form, unless another one was chosen before it was read', () => {
  const [one, other] = ['01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-000000000002']
  const bodies = new Map([[one, { amount: 80000 }]])
  const kind = legalAidCase
  const filled = { kind, key: 'subsidyRate', chosen: one, former: null, bodies }
  const choosing = nextForm(opened, { type: 'typed', key: 'subsidyRate', value: one })
  const changedMind = nextForm(choosing, { type: 'typed', key: 'subsidyRate', value: other })
  expect(nextForm(choosing, { type: 'filled', filled }).values).toMatchObject({ subsidyAmount: 80000 })
  expect(nextForm(changedMind, { type: 'filled', filled })).toBe(changedMind)
})

describe('another village', () => {
  const carried = { unit: 'a', courtyard: '3组张家', chair: '王主持', team: 't', speaker: '赵主讲' }
  const form = openedForm({ ...start, initial: carried, recent: { courtyard: ['3组张家'] } })
  const suggested = {
    defaults: { unit: 'b', chair: '李主持' },
    recent: { courtyard: [], chair: ['李主持'] },
    elsewhere: ['team'],
  }
  const chosen = { kind: courtyardSession, unit: 'b', suggested }
  const inB = nextForm(form, { type: 'typed', key: 'unit', value: 'b' })

  test('what was carried over from the former one gives way, and the form says so', () => {
    const { values, recent, moved } = nextForm(inB, { type: 'moved', to: chosen })
    expect(values).toEqual({ unit: 'b', courtyard: null, chair: '李主持', team: null, speaker: '赵主讲' })
    expect(recent).toEqual({ courtyard: [], chair: ['李主持'] })
    expect(moved).toBe(
      '村（社区）换了：主持人已换成上次在这里填写的，请核对；院坝（户主）、小分队不属于这里，已清空，请重新填写。',
    )
  })

  test('what somebody typed stays, and what was filled for one village gives way to the next', () => {
    const typed = nextForm(inB, { type: 'typed', key: 'courtyard', value: '6组' })
    const moved = nextForm(typed, { type: 'moved', to: chosen })
    expect(moved.values).toMatchObject({ courtyard: '6组', chair: '李主持' })
    const inC = nextForm(moved, { type: 'typed', key: 'unit', value: 'c' })
    const to = { kind: courtyardSession, unit: 'c', suggested: { defaults: {}, recent: {}, elsewhere: [] } }
    expect(nextForm(inC, { type: 'moved', to }).values).toMatchObject({ courtyard: '6组', chair: null })
  })

  test('an answer that comes after yet another choice changes nothing', () => {
    expect(nextForm(form, { type: 'moved', to: chosen })).toBe(form)
  })

  test('of a stored record only a reference that belongs elsewhere goes', () => {
    const stored = { ...inB, carried: null }
    expect(nextForm(stored, { type: 'moved', to: chosen }).values).toEqual({
      ...carried,
      unit: 'b',
      team: null,
    })
  })
})
