import type { FormStart } from '../../../renderer/kinds-ui/record-form/form-start'
import { nextForm, openedForm } from '../../../renderer/kinds-ui/record-form/form-state'
import { legalAidCase } from '../../../shared/kinds/legal-aid-case'

const start: Pick<FormStart, 'draft' | 'initial'> = { draft: null, initial: { courtyard: '3组张家' } }
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
