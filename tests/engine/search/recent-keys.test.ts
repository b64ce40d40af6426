import { ridsWithSharedKeys } from '../../../electron/engine/duplicates/queries'
import { openMatchIndex } from '../../../electron/engine/search/match-index'
import { kindOf } from '../../../shared/kinds'
import { databaseEach, dataKey } from '../../support/records/search-parts'

const kind = kindOf('consultation')
const THE_FIRST = 20_000

const own = databaseEach('recent-keys')

/** Puts records whose telephone is their number, as one import. */
function put(rids: readonly number[], held: number, { isNew = true, deleted = false } = {}): void {
  own.db.transaction(() => {
    const index = openMatchIndex(own.db, dataKey, { expected: rids.length, held })
    for (const rid of rids)
      index.put(kind, { rid, isNew, deleted, flat: { date: '2026-11-03', phone: String(rid % 1500) } })
    index.finish()
  })()
}

const range = (from: number, length: number): number[] => Array.from({ length }, (_, n) => from + n)
const count = (table: string): unknown =>
  own.db.prepare(`SELECT count(DISTINCT rid) FROM ${table}`).pluck().get()

test('few new records beside many get their keys apart, and are neighbours of the others all the same', () => {
  put(range(1, 1200), 0)
  put(range(THE_FIRST + 1, 1000), THE_FIRST)
  expect([count('match_keys'), count('recent_match_keys')]).toEqual([1200, 1000])
  const shared = ridsWithSharedKeys(own.db, THE_FIRST + 5000, 30)
  const phones = new Set(range(1, 1200).map((rid) => rid % 1500))
  const later = range(THE_FIRST + 1, 1000).filter((rid) => phones.has(rid % 1500))
  expect(shared.filter((rid) => rid > THE_FIRST).sort()).toEqual(later.sort())
  expect(shared.filter((rid) => rid <= THE_FIRST)).toHaveLength(later.length)
})

test('they are written among the others once they are many, or an import is large', () => {
  put(range(THE_FIRST + 1, 1500), THE_FIRST)
  expect([count('match_keys'), count('recent_match_keys')]).toEqual([0, 1500])
  put(range(THE_FIRST + 1501, 1200), THE_FIRST)
  expect([count('match_keys'), count('recent_match_keys')]).toEqual([2700, 0])
})

test('a record that changes or goes leaves no key in either place', () => {
  put(range(THE_FIRST + 1, 1000), THE_FIRST)
  put([THE_FIRST + 1, THE_FIRST + 2], THE_FIRST, { isNew: false, deleted: true })
  expect([count('match_keys'), count('recent_match_keys')]).toEqual([0, 998])
  put([THE_FIRST + 3], THE_FIRST, { isNew: false })
  expect([count('match_keys'), count('recent_match_keys')]).toEqual([1, 997])
})
