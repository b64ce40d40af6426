import { type UnitNode, unitTree } from '../../../shared/figures/unit-tree'

const unit = (id: string, level: string, parent: string | null): UnitNode => ({
  id,
  name: id,
  level,
  parent,
  living: true,
})

const tree = unitTree([
  unit('district', 'district', null),
  unit('east', 'street', 'district'),
  unit('willow', 'village', 'east'),
  unit('group', 'group', 'willow'),
  unit('office', 'department', 'district'),
  unit('lost', 'village', 'unknown'),
  unit('one', 'village', 'other'),
  unit('other', 'village', 'one'),
])

test.each([
  ['east', 'east'],
  ['willow', 'east'],
  ['group', 'east'],
  ['office', undefined],
  ['district', undefined],
  ['lost', undefined],
  ['nobody', undefined],
])('%s belongs to the street %s', (id, street) => {
  expect(tree.streetOf(id)?.id).toBe(street)
})

test('two units that two computers put under each other belong to no street, and each stands at the top for itself', () => {
  expect(tree.streetOf('one')).toBeUndefined()
  expect(tree.top.map(({ id }) => id)).toEqual(['district', 'lost', 'one', 'other'])
  expect([...tree.within('one')]).toEqual(['one'])
})

test('all units stand in the order they were given, with what the caller knows of each', () => {
  const coded = unitTree([
    { ...unit('b', 'street', null), code: '510901' },
    { ...unit('a', 'street', null), code: null },
  ])
  expect(coded.all.map(({ id, code }) => [id, code])).toEqual([
    ['b', '510901'],
    ['a', null],
  ])
  expect(coded.get('b')?.code).toBe('510901')
})
