import { measure, measureOf, measures } from '../../shared/reports/measures'
import { unitTree } from '../../shared/reports/unit-tree'

test('a measure over a field that no index holds is refused at start-up', () => {
  expect(() =>
    measure({
      name: 'booklets',
      label: '手册',
      word: '册',
      version: 1,
      meaning: '',
      over: [{ kind: 'activity', add: { field: 'booklets' } }],
    }),
  ).toThrow('activity.booklets')
})

test('a link without saying once is refused at start-up', () => {
  const over = [{ kind: 'courtyard-session', add: 'each', link: 'activity' } as const]
  expect(() => measure({ name: 'x', label: '', word: '', version: 1, meaning: '', over })).toThrow('once')
})

test('every figure has a name of its own and says in Chinese what it counts', () => {
  expect(new Set(measures.map((entry) => entry.name)).size).toBe(measures.length)
  for (const entry of measures) {
    expect(entry.meaning).toMatch(/日期在期内/)
    expect(entry.meaning).toMatch(/。$/)
    expect(entry.word).not.toBe('')
  }
})

test('an unknown figure is refused by code', () => {
  expect(() => measureOf('nothing')).toThrow('measure.unknown')
})

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
