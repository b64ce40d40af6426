import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WriteDb } from '../../../electron/engine/context'
import { migrate } from '../../../electron/engine/db/migrate'
import { openForWriting } from '../../../electron/engine/db/open'
import { reconcileFacts } from '../../../electron/engine/facts/reconcile'
import { planFilter, type Wanted } from '../../../electron/engine/lists/filter'
import { countQuery, everyRowQuery, orderOf, pageOf, pageQuery } from '../../../electron/engine/lists/list'
import type { ListOrder } from '../../../electron/engine/lists/walk'
import type { Kind } from '../../../shared/definition/define'
import { kindOf, kinds } from '../../../shared/kinds'

const SIZE = 100_000
const session = kindOf('courtyard-session')
const folder = mkdtempSync(join(tmpdir(), 'yuanba-plans-'))
let db: WriteDb

beforeAll(() => {
  db = openForWriting(join(folder, 'profile.db'), new Uint8Array(32).fill(9))
  migrate(db, join(folder, 'backup.db'))
  fill(db)
  reconcileFacts(db)
}, 120_000)
afterAll(() => {
  db.close()
  rmSync(folder, { recursive: true })
})

const uuid = (n: number): string => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`
const street = uuid(900_000)
const village = uuid(900_001)

/** Rows straight into the projection: what is asked here is how they are read. */
function fill(into: WriteDb): void {
  const insert = into.prepare(
    `INSERT INTO records (id, kind, scope, body, heads, deleted, conflicts, created_at, created_by, updated_at, last_change)
     VALUES (?, ?, 's', ?, '{}', ?, 0, '', '李管理', '', '')`,
  )
  const terms = into.prepare('INSERT INTO search (rowid, texts) VALUES (?, ?)')
  into.transaction(() => {
    insert.run(street, 'unit', JSON.stringify({ name: '东街街道', level: 'street' }), 0)
    for (let n = 1; n <= 9; n += 1)
      insert.run(
        uuid(900_000 + n),
        'unit',
        JSON.stringify({ name: `村${n}`, level: 'village', parent: street }),
        0,
      )
    for (let n = 0; n < SIZE; n += 1) {
      const date = `2026-${String(1 + (n % 12)).padStart(2, '0')}-${String(1 + (n % 28)).padStart(2, '0')}`
      const body = {
        date,
        unit: uuid(900_001 + (n % 9)),
        courtyard: `院${n}`,
        people: n % 90,
        team: uuid(n % 26),
        status: n % 500 === 0 ? 'returned' : 'submitted',
      }
      const { lastInsertRowid } = insert.run(
        uuid(n),
        session.name,
        JSON.stringify(body),
        n % 100 === 0 ? 1 : 0,
      )
      terms.run(lastInsertRowid, n % 3 === 0 ? '院坝 坝会 会' : `特别 别${n % 4} 会`)
    }
  })()
}

function planOf(sql: string, params: readonly (string | number)[]): readonly string[] {
  return db
    .prepare<(string | number)[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...params)
    .map((step) => step.detail)
}

function plans(kind: Kind, wanted: Wanted, order: ListOrder): readonly string[] {
  const plan = planFilter(db, kind, wanted, order)
  const after = pageOf(db, kind, wanted, order, 1).next
  const queries = [
    pageQuery(plan, order, 101),
    ...(after ? [pageQuery(plan, order, 101, after)] : []),
    countQuery(plan),
    everyRowQuery(plan, order),
  ]
  return queries.flatMap(({ sql, params }) => planOf(sql, params))
}

const wholeTable = (step: string): boolean => /^SCAN (f|r|records)\b(?! USING (COVERING )?INDEX)/.test(step)
const sorting = (step: string): boolean => step.includes('TEMP B-TREE')

const lists: readonly [string, Wanted][] = [
  ['everything', {}],
  ['one month', { from: '2026-03-01', to: '2026-03-31' }],
  ['one village', { unit: village }],
  ['a street with its villages', { unit: street }],
  ['one team', { where: { team: uuid(3) } }],
  ['a village in a month', { unit: village, from: '2026-03-01', to: '2026-03-31' }],
  ['a street, a team and a month', { unit: street, where: { team: uuid(3) }, from: '2026-03-01' }],
  ['the recycle bin', { deleted: true }],
  ['a common word', { text: '院坝会' }],
  ['a common word in a street', { text: '院坝会', unit: street }],
  ['a range of numbers', { ranges: { people: { from: 10, to: 20 } } }],
  [
    'a range of numbers in a street and a month',
    { unit: street, from: '2026-03-01', ranges: { people: { to: 9 } } },
  ],
  ['what has photos', { files: true }],
  ['what has no photos in a village', { files: false, unit: village }],
]

test.each(lists)('the list of %s runs along an index and sorts nothing, on every page', (_, wanted) => {
  const steps = plans(session, wanted, orderOf(session))
  expect(steps.filter(wholeTable)).toEqual([])
  expect(steps.filter(sorting)).toEqual([])
})

test('sorted by whatever its kind sorts by, both ways, a list runs along an index', () => {
  for (const kind of kinds)
    for (const field of [kind.sort.field, ...(kind.sorts ?? [])])
      for (const descending of [true, false]) {
        const steps = plans(kind, {}, orderOf(kind, { field, descending }))
        expect(steps.filter(wholeTable)).toEqual([])
        expect(steps.filter(sorting)).toEqual([])
      }
})

test('what a kind does not sort by is refused', () => {
  expect(() => orderOf(session, { field: 'team', descending: false })).toThrow('call.invalid')
})

test('a rare word reads its few records by number', () => {
  const steps = plans(session, { text: '没有这样的词' }, orderOf(session))
  expect(steps.filter(wholeTable)).toEqual([])
})

test('every kind’s own list and each of its filters run on an index', () => {
  for (const kind of kinds)
    for (const where of [{}, ...kind.filters.map((field) => ({ [field]: 'x' }))]) {
      const steps = plans(kind, { where }, orderOf(kind))
      expect(steps.filter(wholeTable)).toEqual([])
      expect(steps.filter(sorting)).toEqual([])
    }
})

/** How often a statement reads a row instead of the index that it walks along. */
function rowsRead({ sql, params }: { sql: string; params: readonly (string | number)[] }): number {
  const program = db
    .prepare<(string | number)[], { opcode: string; p1: number; p4: unknown }>(`EXPLAIN ${sql}`)
    .all(...params)
  const isTable = ({ opcode, p4 }: { opcode: string; p4: unknown }): boolean =>
    opcode === 'OpenRead' && !String(p4).startsWith('k(')
  const tables = new Set(program.filter(isTable).map(({ p1 }) => p1))
  return program.filter(({ opcode, p1 }) => opcode === 'Column' && tables.has(p1)).length
}

test('filters together are decided in the index that finds the fewest, without opening a row', () => {
  const order = orderOf(session)
  const plan = planFilter(db, session, { unit: street, where: { status: 'returned' } }, order)
  const query = pageQuery(plan, order, 101)
  expect(planOf(query.sql, query.params)[0]).toContain('INDEX facts_courtyard_session_by_status')
  expect(rowsRead(query)).toBe(0)
  expect(rowsRead(countQuery(plan))).toBe(0)
})

test('a street’s villages are walked one by one and merged, without opening a row', () => {
  const order = orderOf(session)
  const query = pageQuery(planFilter(db, session, { unit: street }, order), order, 101)
  const steps = planOf(query.sql, query.params)
  expect(steps[0]).toBe('MERGE (UNION ALL)')
  const searches = steps.filter((step) => step.includes('INDEX facts_courtyard_session_by_unit'))
  // The street's own records, and those of its nine villages.
  expect(searches).toHaveLength(10)
  expect(rowsRead(query)).toBe(0)
})
