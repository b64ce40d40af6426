import { rebase } from '../../../renderer/kinds-ui/record-form/rebase'
import { draftOverStored, keptEdit } from '../../../renderer/kinds-ui/record-form/stored-start'
import { courtyardSession } from '../../../shared/kinds/courtyard-session'

const [one, two, three] = ['a', 'b', 'c']
const base = {
  people: 41,
  agenda: '根治欠薪',
  chair: '王主持',
  demands: [
    { id: one, what: '工资' },
    { id: two, what: '邻里' },
    { id: three, what: '土地' },
  ],
}
const masked = new Set<string>()
const rebased = (mine: object, theirs: object) =>
  rebase(courtyardSession, { base, mine: { ...base, ...mine }, theirs: { ...base, ...theirs }, masked })

test('what only one of two changed is kept from each, what both changed is named and mine stands', () => {
  const { values, both, taken } = rebased({ people: 50, agenda: '反诈' }, { people: 46, chair: '李主持' })
  expect(values).toMatchObject({ people: 50, agenda: '反诈', chair: '李主持' })
  expect(both).toEqual(['people'])
  expect(taken).toEqual(['chair'])
})

test('the same change twice is no difference', () => {
  const { both, taken } = rebased({ people: 46 }, { people: 46 })
  expect([both, taken]).toEqual([[], []])
})

test('rows of both are joined: no row and no cell of either is lost', () => {
  const { values, both, taken } = rebased(
    {
      demands: [
        { id: one, what: '工资未付' },
        { id: two, what: '邻里噪声' },
        { $new: 'n', what: '养老' },
      ],
    },
    {
      demands: [
        { id: one, what: '工资', result: '已付' },
        { id: three, what: '土地' },
        { id: 'd', what: '医保' },
      ],
    },
  )
  // Mine took out the third row; theirs took out the second, which mine had changed.
  expect(values.demands).toEqual([
    { id: one, what: '工资未付', result: '已付' },
    { id: 'd', what: '医保' },
    { $new: two, what: '邻里噪声' },
    { $new: 'n', what: '养老' },
  ])
  expect([both, taken]).toEqual([[], ['demands']])
})

test('a hidden value that was to be emptied is still to be emptied', () => {
  const mine = { ...base, chair: null }
  const { chair: _, ...shown } = base
  const hidden = new Set(['chair'])
  const { values } = rebase(courtyardSession, {
    base: shown,
    mine,
    theirs: { ...shown, people: 46 },
    masked: hidden,
  })
  expect(values).toMatchObject({ chair: null, people: 46 })
})

test('a half-typed edit that is found again does not undo what others changed meanwhile', () => {
  const kept = keptEdit({ ...base, agenda: '反诈' }, base)
  const stored = { ...base, people: 46 }
  const { values, changed } = draftOverStored(courtyardSession, { stored, masked: new Map() }, kept)
  expect(values).toEqual({ ...base, agenda: '反诈', people: 46 })
  expect(changed).toMatchObject({ both: [], taken: ['people'] })
  expect(draftOverStored(courtyardSession, { stored: base, masked: new Map() }, kept).changed).toBeNull()
})
