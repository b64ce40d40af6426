import { branchesOf, hashAt } from '../../../electron/engine/changes/branches'
import { hashOf, openAppender } from '../../../electron/engine/changes/log'
import { lacking, reachOf, vectorOf } from '../../../electron/engine/changes/reach'
import { changeText, type LinedChange, lined } from '../../../shared/sync/chain'
import { CHAIN_START, type Link } from '../../../shared/sync/change'
import { locatorOf } from '../../../shared/sync/places'
import { openLog } from '../../support/desks/log'
import fc from '../../support/laws/property'

const stream = { site: 'ab'.repeat(16), scope: 'street-1' }

/** A change that goes on from another one, or begins its stream. */
function after(before: LinedChange | undefined, people: number): LinedChange {
  const link: Link = {
    clock: people.toString(16).padStart(16, '0'),
    ...stream,
    seq: (before?.change.seq ?? 0) + 1,
    prev: before?.hash ?? CHAIN_START,
    record: '01890000-0000-7000-8000-000000000000',
    kind: 'courtyard-session',
    kindVersion: 1,
    author: '张三',
    at: '2026-11-03T01:00:00.000Z',
    set: { people },
    salt: 'A'.repeat(16),
    over: {},
  }
  const { line } = changeText(link)
  return lined(link, line, hashOf(line))
}

/** So many changes that go on from one. `mark` tells them from those of another branch. */
function line(count: number, mark: number, from?: LinedChange): LinedChange[] {
  const made: LinedChange[] = []
  for (let n = 0; n < count; n += 1) made.push(after(made.at(-1) ?? from, mark + n))
  return made
}

let log: ReturnType<typeof openLog>
beforeEach(() => {
  log = openLog()
})
afterEach(() => log.close())

/** Puts changes into the log. @returns how each met what was held */
function put(changes: readonly LinedChange[], into = log): string[] {
  const appender = openAppender(into.ctx.db)
  const came = changes.map((one) => {
    const standing = appender.standing(one.change, one.hash)
    if (standing === 'next' || standing === 'branch') appender.place(one, changeText(one.change))
    return standing
  })
  appender.finish()
  return came
}

const rows = (of = log) =>
  branchesOf(of.ctx.db).map(({ branch, parent, after: from, seq }) => [branch, parent, from, seq])

test('a change goes on at a tip, begins a branch inside one, is held already, or waits for the one before it', () => {
  const [first, second, third] = line(3, 1)
  const [other, more] = line(2, 100, first)
  if (!first || !second || !third || !other || !more) throw new Error('five changes were made')
  expect(put([second])).toEqual(['gap'])
  expect(put([first, second, third])).toEqual(['branch', 'next', 'next'])
  expect(put([more, other, more, second])).toEqual(['gap', 'branch', 'next', 'held'])
  // Another beginning of the same stream.
  expect(put(line(2, 200))).toEqual(['branch', 'next'])
  expect(rows()).toEqual([
    [1, null, 0, 3],
    [2, 1, 1, 3],
    [3, null, 0, 2],
  ])
  expect(hashAt(log.ctx.db, 2, 3)).toBe(more.hash)
})

test('a change that is held or has nothing to go on from is put nowhere', () => {
  const [first, second] = line(2, 1)
  if (!first || !second) throw new Error('two changes were made')
  put([first])
  const appender = openAppender(log.ctx.db)
  for (const one of [first, line(3, 50, second)[0] ?? first])
    expect(() => appender.place(one, changeText(one.change))).toThrow(RangeError)
})

test('a branch is told by its tip, by places 1, 2, 4 … below it, and by where it parts', () => {
  expect(locatorOf(0, 1)).toEqual([1])
  expect(locatorOf(0, 10)).toEqual([10, 9, 8, 6, 2])
  expect(locatorOf(6, 10)).toEqual([10, 9, 8, 6])
  expect(locatorOf(0, 1_000_000).length).toBeLessThanOrEqual(22)
})

test('whatever branched, a reader takes another by its places to hold only what that one holds, and all of it where both hold the same', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat({ max: 8 }), fc.integer({ min: 1, max: 12 })), { minLength: 1, maxLength: 6 }),
      fc.array(fc.nat({ max: 60 }), { maxLength: 3 }),
      (shape, cuts) => {
        const other = openLog('B')
        const here = openLog('C')
        try {
          const all: LinedChange[] = []
          for (const [nth, [at, count]] of shape.entries())
            all.push(...line(count, 1000 * (nth + 1), all[at % (all.length + 1)]))
          put(all, here)
          // The other one lacks some changes, and so what goes on from them.
          put(
            all.filter((_, nth) => !cuts.includes(nth)),
            other,
          )
          const reach = reachOf(here.ctx.db, vectorOf(other.ctx.db, branchesOf(other.ctx.db)))
          for (const [branch, seq] of reach) {
            const row = branchesOf(here.ctx.db).find((one) => one.branch === branch)
            if (!row) throw new Error('a branch that is not held')
            for (let number = row.after + 1; number <= seq; number += 1)
              expect(isHeld(other, hashAt(here.ctx.db, branch, number) ?? '')).toBe(true)
          }
          if (cuts.length === 0) expect(lacking(branchesOf(here.ctx.db), reach)).toBe(0)
        } finally {
          other.close()
          here.close()
        }
      },
    ),
    { numRuns: 15 },
  )
})

const isHeld = (of: ReturnType<typeof openLog>, hash: string): boolean =>
  of.ctx.db.prepare('SELECT 1 FROM changes WHERE hash = ?').get(Buffer.from(hash, 'hex')) !== undefined
