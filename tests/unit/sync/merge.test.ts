import { type Change, DELETED, nameOf } from '../../../shared/sync/change'
import { awaitedInMemory, conflictsOf, foldChanges, headsOf, isDeleted } from '../../../shared/sync/merge'
import { applied, deliver, simSite, write } from '../../support/laws/merge-simulation'

const NOON = Date.UTC(2026, 10, 3, 4)
const RECORD = 'r1'

function two() {
  const [here, there] = [simSite(1), simSite(2)]
  const created = write(here, RECORD, { people: 1, agenda: '甲' }, NOON)
  deliver(there, created)
  return { here, there, created }
}

test('edits of different fields both stay, without a conflict', () => {
  const { here, there } = two()
  const left = write(here, RECORD, { people: 2 }, NOON + 1)
  const right = write(there, RECORD, { agenda: '乙' }, NOON + 2)
  deliver(here, right)
  deliver(there, left)
  expect(here.states.get(RECORD)?.body).toEqual({ people: 2, agenda: '乙', [DELETED]: false })
  expect(here.states.get(RECORD)).toEqual(there.states.get(RECORD))
  expect(here.states.get(RECORD)?.conflicts).toBe(0)
})

test('the same value typed twice is no conflict, and both changes stay heads', () => {
  const { here, there } = two()
  write(here, RECORD, { people: 2 }, NOON + 1)
  deliver(here, write(there, RECORD, { people: 2 }, NOON + 2))
  const state = here.states.get(RECORD)
  if (!state) throw new Error('the record exists')
  expect(headsOf(state, 'people')).toHaveLength(2)
  expect(state.conflicts).toBe(0)
})

test('an emptied field against a typed one is a conflict', () => {
  const { here, there } = two()
  write(here, RECORD, { people: null }, NOON + 1)
  deliver(here, write(there, RECORD, { people: 7 }, NOON + 2))
  const state = here.states.get(RECORD)
  expect(state?.body.people).toBe(7)
  expect(state && conflictsOf(state.heads)).toEqual(['people'])
})

test('an edit concurrent with a delete keeps the record, whichever is later', () => {
  for (const [deleteAt, editAt] of [
    [1, 2],
    [2, 1],
  ] as const) {
    const { here, there } = two()
    write(here, RECORD, { [DELETED]: true }, NOON + deleteAt)
    deliver(here, write(there, RECORD, { people: 3 }, NOON + editAt))
    const state = here.states.get(RECORD)
    expect(state && isDeleted(state)).toBe(false)
    expect(state && conflictsOf(state.heads)).toEqual([DELETED])
  }
})

test('a change that arrives before the one it replaces wins nothing twice', () => {
  const { here, created } = two()
  const edited = write(here, RECORD, { people: 2 }, NOON + 1)
  const late = simSite(3)
  deliver(late, edited)
  expect(late.awaited.get(RECORD)).toEqual(new Map([[nameOf(created.id), new Set(['people', DELETED])]]))
  deliver(late, created)
  expect(late.states.get(RECORD)).toEqual(here.states.get(RECORD))
})

test('replacements in a circle, which only a forger writes, end the same in any order', () => {
  const { created } = two()
  const one: Change = {
    ...created,
    id: 'a'.repeat(80),
    set: { people: 5 },
    over: { people: [nameOf('b'.repeat(80))] },
  }
  const other: Change = {
    ...created,
    id: 'b'.repeat(80),
    set: { people: 6 },
    over: { people: [nameOf('a'.repeat(80))] },
  }
  expect(foldChanges([created, one, other])).toEqual(foldChanges([other, created, one]))
})

test('a creation names one head for all its keys, an edit one more', () => {
  const { created } = two()
  const awaited = awaitedInMemory(() => false)
  const state = applied(undefined, created, awaited)
  expect(state.heads).toEqual({ base: created.id })
  const edit: Change = {
    ...created,
    id: 'c'.repeat(80),
    set: { people: 9, [DELETED]: false },
    over: { people: [nameOf(created.id)], [DELETED]: [nameOf(created.id)] },
  }
  const { heads } = applied(state, edit, awaited)
  expect(heads).toEqual({ base: edit.id, first: created.id, one: { agenda: created.id } })
})

test('who created a record stays, though a laptop whose clock is five years behind edits it', () => {
  const { here, created } = two()
  const behind = simSite(4)
  behind.offset = -5 * 365 * 86_400_000
  deliver(behind, created)
  // As version 0.1 wrote it: by its own clock alone.
  const written = write(behind, RECORD, { people: 9 }, NOON + 1)
  const edit = { ...written, id: `0${written.id.slice(1)}` }
  deliver(here, edit)
  const [first, second] = [foldChanges([created, edit]), foldChanges([edit, created])]
  expect(first).toEqual(second)
  expect(here.states.get(RECORD)).toEqual(first)
  expect(first).toMatchObject({ createdBy: created.author, createdAt: created.at, body: { people: 9 } })
  expect(first?.heads.headless).toBeUndefined()
})

test('while the creation has not arrived, the record begins with the lowest id', () => {
  const { here, created } = two()
  const edit = write(here, RECORD, { people: 2 }, NOON + 1)
  const again = write(here, RECORD, { people: 3 }, NOON + 2)
  const without = foldChanges([again, edit])
  expect(without).toMatchObject({ createdAt: edit.at, heads: { headless: true } })
  expect(foldChanges([edit, again])).toEqual(without)
  expect(foldChanges([again, created, edit])).toEqual(here.states.get(RECORD))
})
