import { branchesOf } from '../../../electron/engine/changes/branches'
import { changesOf, sha256Hex } from '../../../electron/engine/changes/log'
import { stateOf } from '../../../electron/engine/changes/project'
import { type LocalEdit, writeLocal as written } from '../../../electron/engine/changes/write'
import { changeHash } from '../../../shared/sync/chain'
import { CHAIN_START, DELETED, nameOf } from '../../../shared/sync/change'
import { headsOf } from '../../../shared/sync/merge'
import { openLog } from '../../support/desks/log'

const edit = (record: string, set: LocalEdit['set']): LocalEdit => ({
  record,
  kind: 'courtyard-session',
  kindVersion: 1,
  scope: 'street-1',
  set,
})

let log: ReturnType<typeof openLog>
beforeEach(() => {
  log = openLog()
})
afterEach(() => log.close())

const writeLocal = (...of: Parameters<typeof written>): string[] => written(...of).map(({ change }) => change)

test('edits become a chain of changes, numbered without a gap', () => {
  const { ctx } = log
  const ids = ctx.db.transaction(() =>
    writeLocal(ctx, [edit('a', { people: 3 }), edit('b', { people: 4 }), edit('a', { people: 5 })]),
  )()
  const [first, second] = changesOf(ctx.db, 'a')
  const [middle] = changesOf(ctx.db, 'b')
  if (!first || !middle || !second) throw new Error('three changes were written')
  expect([first.id, middle.id, second.id]).toEqual(ids)
  expect([first.seq, middle.seq, second.seq]).toEqual([1, 2, 3])
  let prev = CHAIN_START
  for (const change of [first, middle, second]) {
    prev = changeHash({ ...change, prev }, sha256Hex)
    expect(change.id).toBe(change.clock + prev)
  }
  expect(second.over).toEqual({ people: [nameOf(first.id)], [DELETED]: [nameOf(first.id)] })
  expect(branchesOf(ctx.db)).toMatchObject([
    { site: ctx.site.id, scope: 'street-1', parent: null, after: 0, seq: 3, hash: prev },
  ])
})

test('an edit shows its value and keeps the others', () => {
  const { ctx } = log
  const [created] = writeLocal(ctx, [edit('a', { people: 3, agenda: '防诈骗' })])
  const [edited] = writeLocal(ctx, [edit('a', { people: null })])
  const state = stateOf(ctx.db, 'a')
  if (!state) throw new Error('the record exists')
  expect(state.body).toEqual({ people: null, agenda: '防诈骗', [DELETED]: false })
  expect(headsOf(state, 'agenda')).toEqual([[created, '防诈骗']])
  expect(headsOf(state, 'people')).toEqual([[edited, null]])
  expect(state.lastChange).toBe(edited)
  expect(state.conflicts).toBe(0)
})

test('a clock that jumps back by two days or less still gives later ids; one that jumps further does not, and the later value shows', () => {
  const { ctx, clock } = log
  const before = writeLocal(ctx, [edit('a', { people: 3 })])
  clock.time -= 2 * 86_400_000
  const after = writeLocal(ctx, [edit('a', { people: 4 })])
  expect((after[0] ?? '') > (before[0] ?? '')).toBe(true)
  clock.time -= 400 * 86_400_000
  const [far] = writeLocal(ctx, [edit('a', { people: 5 })])
  expect((far ?? '') < (before[0] ?? '')).toBe(true)
  expect(stateOf(ctx.db, 'a')).toMatchObject({
    body: { people: 5 },
    lastChange: far,
    updatedAt: new Date(clock.time).toISOString(),
  })
})

test('a delete puts the record into the bin and an edit of restore takes it out', () => {
  const { ctx } = log
  writeLocal(ctx, [edit('a', { people: 3 }), edit('a', { [DELETED]: true })])
  const row = () =>
    ctx.db.prepare<[string], { deleted: number }>('SELECT deleted FROM records WHERE id = ?').get('a')
  expect(row()?.deleted).toBe(1)
  writeLocal(ctx, [edit('a', { [DELETED]: false })])
  expect(row()?.deleted).toBe(0)
})

test('an unfinished transaction leaves nothing, and the chain goes on from what is kept', () => {
  const { ctx } = log
  expect(() =>
    ctx.db.transaction(() => {
      writeLocal(ctx, [edit('a', { people: 3 })])
      throw new RangeError('the caller gave up')
    })(),
  ).toThrow(RangeError)
  expect(branchesOf(ctx.db)).toEqual([])
  writeLocal(ctx, [edit('b', { people: 4 })])
  expect(changesOf(ctx.db, 'b').map((change) => change.seq)).toEqual([1])
})
