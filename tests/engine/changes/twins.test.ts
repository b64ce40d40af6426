import { rebuildRecords } from '../../../electron/engine/changes/rebuild'
import { openWriter } from '../../../electron/engine/changes/write'
import { openRecordIndex } from '../../../electron/engine/search/index-records'
import { changeText, type LinedChange, lined } from '../../../shared/sync/chain'
import { CHAIN_START, type Link, nameOf } from '../../../shared/sync/change'
import { headsOf, type State } from '../../../shared/sync/merge'
import { openLog } from '../../support/desks/log'

const RECORD = '01890000-0000-7000-8000-000000000001'

/** The only change of a site, with a planted hash: nobody finds two lines of one name. */
function planted(site: string, hash: string, told: Partial<Link> & Pick<Link, 'set'>): LinedChange {
  const link: Link = {
    clock: '0000000000000001',
    site: site.repeat(32),
    scope: 'street-1',
    seq: 1,
    prev: CHAIN_START,
    record: RECORD,
    kind: 'courtyard-session',
    kindVersion: 1,
    author: site,
    at: '2026-11-03T01:00:00.000Z',
    salt: 'A'.repeat(16),
    over: {},
    ...told,
  }
  return lined(link, changeText(link).line, hash)
}

const name = 'ab'.repeat(16)
const one = planted('1', name + '0'.repeat(32), { set: { people: 1 } })
const twin = planted('2', name + 'f'.repeat(32), { set: { people: 2 } })
const edit = planted('3', 'cd'.repeat(32), {
  clock: '0000000000000002',
  set: { people: 3 },
  over: { people: [nameOf(one.change.id)] },
})

function* orders<T>(of: readonly T[]): Generator<readonly T[]> {
  if (of.length === 0) yield []
  for (const first of of)
    for (const rest of orders(of.filter((each) => each !== first))) yield [first, ...rest]
}

/** What a reader holds that takes these changes in this order, each as a bundle of its own. */
function stateAfter(changes: readonly LinedChange[]): State {
  const { ctx, close } = openLog()
  try {
    let state: State | undefined
    for (const each of changes) {
      const writer = openWriter(ctx, openRecordIndex(ctx, 1))
      writer.take(each, changeText(each.change))
      state = writer.stateOf(RECORD)
      writer.finish()
    }
    expect([...rebuildRecords(ctx.db)]).toEqual([{ id: RECORD, same: true }])
    if (!state) throw new Error('the record stands')
    return state
  } finally {
    close()
  }
}

test('two changes of one name stay two values, in whatever order they come', () => {
  for (const order of orders([one, twin])) {
    const state = stateAfter(order)
    expect(headsOf(state, 'people')).toEqual([
      [one.change.id, 1],
      [twin.change.id, 2],
    ])
    expect(state.conflicts).toBe(1)
  }
})

test('a change that replaces that name replaces both, in whatever order they come', () => {
  const states = [...orders([one, twin, edit])].map(stateAfter)
  for (const state of states) expect(state).toEqual(states[0])
  expect(states[0] && headsOf(states[0], 'people')).toEqual([[edit.change.id, 3]])
})
