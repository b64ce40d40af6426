import { countedFor, datedSums, measureNamed, measureOf, measures } from '../../../shared/figures/measures'
import { type Measure, type MeasureSource, measure, source } from '../../../shared/figures/measures/define'
import { unitTree } from '../../../shared/figures/unit-tree'

test('a measure over a field that no index holds is refused at start-up', () => {
  expect(() => declared([source({ kind: 'activity', add: { field: 'booklets' } })])).toThrow(
    'activity.booklets',
  )
})

test('a link without saying once is refused at start-up', () => {
  const over = [source({ kind: 'courtyard-session', add: 'each', link: 'activity' })]
  expect(() => declared(over)).toThrow('once')
})

test('what no index begins with, an option that is not there and a sum for many units are refused at start-up', () => {
  const refused = (over: MeasureSource, reason: string): void =>
    expect(() => declared([over])).toThrow(reason)
  refused(
    source({ kind: 'mediation', add: 'each', when: { by: 'performedOn' } }),
    'no index of mediation begins with performedOn',
  )
  refused(source({ kind: 'mediation', add: 'each', where: { state: ['won'] } }), 'mediation.state has no won')
  refused(
    source({ kind: 'adviser', add: 'each', unit: 'villages', when: { from: 'from', to: 'to' } }),
    'a sum counts for one unit',
  )
})

test('a share is of two figures, and counts nothing itself', () => {
  expect(() => declared([])).toThrow('wants sources')
  expect(countedFor(['mediationRate', 'mediationsAccepted']).map(({ name }) => name)).toEqual([
    'mediationsSucceeded',
    'mediationsAccepted',
  ])
})

test('a figure is found by its name or its Chinese label, of which no two are alike', () => {
  for (const { name, label } of measures)
    expect([measureNamed(name), measureNamed(label)]).toEqual([name, name])
  expect(measureNamed('没有这一项')).toBeUndefined()
})

test('every figure has a name of its own and says in Chinese what it counts', () => {
  expect(new Set(measures.map((entry) => entry.name)).size).toBe(measures.length)
  for (const entry of measures) {
    expect(entry.meaning).toMatch(/日期在期内|与统计期有重叠/)
    expect(entry.meaning).toMatch(/。$/)
    expect(entry.word).not.toBe('')
  }
})

test('few sums tell whether anything was logged: each record that any figure counts by a date is in one of them', () => {
  expect([...datedSums].sort()).toEqual([
    ...['activities', 'aidApplications', 'aidCases', 'aidClosed', 'aidFunding', 'caseStories'],
    ...['cityHonours', 'consultations', 'counselServices', 'countyHonours', 'dutiesDone', 'examined'],
    ...['leadsDisposed', 'leadsReceived', 'mediationsAccepted', 'mediationsSettled', 'nationalHonours'],
    ...['provincialHonours', 'publicityFunds', 'sessions'],
  ])
})

test('an unknown figure is refused by code', () => {
  expect(() => measureOf('nothing')).toThrow('measure.unknown')
})

function declared(over: readonly MeasureSource[]): Measure {
  return measure({ name: 'x', label: '', word: '', group: 'publicity', version: 1, meaning: '', over })
}

describe('the unit tree', () => {
  const unit = (id: string, parent: string | null) => ({
    id,
    name: id,
    level: 'village',
    parent,
    living: true,
  })

  test('a unit contains itself and everything under it', () => {
    const tree = unitTree([
      unit('district', null),
      unit('street', 'district'),
      unit('village', 'street'),
      unit('other', 'district'),
    ])
    expect([...tree.within('street')].sort()).toEqual(['street', 'village'])
    expect(tree.children('district').map(({ id }) => id)).toEqual(['street', 'other'])
  })

  test('a unit whose parent is unknown stands at the top', () => {
    expect(unitTree([unit('village', 'gone')]).top.map(({ id }) => id)).toEqual(['village'])
  })

  test('two units that two edits put under each other do not hang a report', () => {
    const tree = unitTree([unit('a', 'b'), unit('b', 'a'), unit('c', 'a')])
    expect(tree.top.map(({ id }) => id).sort()).toEqual(['a', 'b'])
    expect([...tree.within('a')].sort()).toEqual(['a', 'c'])
  })
})
