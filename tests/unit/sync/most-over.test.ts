import type { Change } from '../../../shared/sync/change'
import {
  awaitedInMemory,
  conflictsOf,
  foldChanges,
  headsOf,
  openFolding,
  overFor,
} from '../../../shared/sync/merge'
import { MOST_OVER } from '../../../shared/sync/plain-change'

const record = '0190a7f0-0000-7000-8000-000000000001'

/** The n-th change of one record, in a key that none of the others replaces. */
const change = (n: number, value: number, over: Change['over'] = {}): Change => ({
  id: `0190a7f0${String(n).padStart(4, '0')}0000${'a5d96cc18949d9de'.repeat(2)}`,
  site: 'a5d96cc18949d9de'.repeat(2),
  scope: 'street',
  clock: `0190a7f0${String(n).padStart(4, '0')}0000`,
  seq: n,
  record,
  kind: 'courtyard-session',
  kindVersion: 1,
  author: '李管理',
  at: '2026-11-03T01:00:00.000Z',
  set: { people: value },
  over,
})

test('a key with more heads than a change may replace is decided in several steps, each of which every reader takes', () => {
  const changes = Array.from({ length: 3 * MOST_OVER }, (_, n) => change(n + 1, n))
  for (let step = 1; ; step += 1) {
    const state = foldChanges(changes)
    if (!state || conflictsOf(state.heads).length === 0) break
    expect(step).toBeLessThan(6)
    const over = overFor(state, 'people')
    expect(over.at(-1)).toBe(headsOf(state, 'people').at(-1)?.[0])
    expect(over.length).toBeLessThanOrEqual(MOST_OVER)
    changes.push(change(900 + step, 7, { people: over }))
  }
  expect(foldChanges(changes)?.body).toEqual({ people: 7 })
})

/** How often a record's body is looked at while as many changes are applied to it, each under a key of its own. */
function looks(keys: number, changes: number): number {
  let count = 0
  const body = Object.fromEntries(Array.from({ length: keys }, (_, n) => [`held${n}`, n]))
  const counting = new Proxy(body, {
    getOwnPropertyDescriptor(target, key) {
      count += 1
      return Reflect.getOwnPropertyDescriptor(target, key)
    },
    ownKeys(target) {
      count += keys
      return Reflect.ownKeys(target)
    },
  })
  const state = foldChanges([change(1, 0)])
  if (!state) throw new Error('a record')
  const folding = openFolding(
    { ...state, body: counting },
    awaitedInMemory(() => false),
  )
  for (let n = 0; n < changes; n += 1) folding.apply({ ...change(n + 2, n), set: { [`new${n}`]: n } })
  const applied = count
  expect(Object.keys(folding.state()?.body ?? {})).toHaveLength(keys + changes)
  expect(count - applied).toBeLessThan(10 * keys)
  return applied
}

test('a change costs what it says, whatever its record holds, and the record is put together once', () => {
  expect(looks(2000, 500)).toBe(looks(20, 500))
  expect(looks(20, 600) - looks(20, 100)).toBe(10 * (looks(20, 150) - looks(20, 100)))
})
