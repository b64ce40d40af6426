import { join } from 'node:path'
import { openForReading, openForWriting } from '../../../electron/engine/db/open'
import { matchSql } from '../../../electron/engine/duplicates/queries'
import { isWeak } from '../../../shared/definition/duplicate-rule'
import type { Body } from '../../../shared/shapes'
import { type Desk, openStreet, passphrase, refusal, sessionPatch, user } from '../../support/desks/engine'
import { dataKeyOf } from '../../support/desks/keys'
import { pair, session } from '../../support/desks/pair'

const kind = 'wage-arrears-lead'
const id = '11010519491231002X'
let desk: Desk
beforeEach(async () => {
  desk = await openStreet()
})
afterEach(() => desk.close())

const lead = (over: Body = {}): Body => ({
  date: '2026-11-03',
  unit: desk.units.peach,
  source: 'visit',
  people: 1,
  amount: 500_000,
  employer: '宏达建筑有限公司',
  ...over,
})
const add = async (patch: Body, of = kind): Promise<string> =>
  (await desk.rpc.records.save({ kind: of, patch, operation: desk.operation() })).id
const similar = async (patch: Body, more: { id?: string; except?: string[] } = {}) =>
  (await desk.rpc.records.similar({ kind, patch, ...more })).candidates

test('the same lead from two sources is found while the second one is typed', async () => {
  const first = await add(lead())
  const [found, ...others] = await similar({
    unit: desk.units.peach,
    date: '2026-11-20',
    employer: '宏达 建筑有限公司',
  })
  expect(others).toEqual([])
  expect(found).toMatchObject({ record: { id: first }, why: ['用人单位读音相同'], score: 50 })
  expect(found?.agree).toEqual(expect.arrayContaining(['unit', 'employer']))
  expect(found?.agree).not.toContain('date')
})

test('an employer logged under another village is a weak hint, and the same village is not counted twice', async () => {
  const first = await add(lead())
  const elsewhere = { unit: desk.units.plum, date: '2026-11-20', employer: '宏达建筑有限公司' }
  const [weak] = await similar(elsewhere)
  expect(weak).toMatchObject({ record: { id: first }, why: ['用人单位读音相同（不限所属单位）'], score: 30 })
  expect(isWeak(weak?.score ?? 0)).toBe(true)
  expect(await similar({ ...elsewhere, date: '2026-12-20' })).toEqual([])
  const [strong] = await similar({ ...elsewhere, unit: desk.units.peach })
  expect(strong).toMatchObject({ why: ['用人单位读音相同'], score: 50 })
})

test('a dispute that the other side brings is found, and what stands elsewhere is not said to agree', async () => {
  const dispute = { unit: desk.units.peach, type: 'neighbours', date: '2026-11-03' }
  const typed = { applicant: '李四', respondent: '王一', respondentId: id, respondentPhone: '13800001234' }
  const first = await add(
    { ...dispute, applicant: '王一', idNumber: id, phone: '13800001234', respondent: '李四' },
    'mediation',
  )
  const ask = async (patch: Body) => (await desk.rpc.records.similar({ kind: 'mediation', patch })).candidates
  const [found] = await ask({ ...dispute, ...typed })
  expect(found).toMatchObject({ record: { id: first }, score: 100 })
  expect(found?.why).toEqual([
    '当事人身份证号相同（登记在不同位置）',
    '当事人电话相同（登记在不同位置）',
    '双方姓名读音相同（申请方和另一方对调）',
  ])
  const parties = ['applicant', 'respondent', 'idNumber', 'respondentId', 'phone', 'respondentPhone']
  expect(found?.agree).not.toEqual(expect.arrayContaining([expect.stringMatching(parties.join('|'))]))
  expect(found?.compared).toEqual(expect.arrayContaining(parties))
  const [same] = await ask({ ...dispute, applicant: '汪易', respondent: '李四' })
  expect(same?.why).toEqual(['双方姓名读音相同'])
  expect(same?.agree).toEqual(expect.arrayContaining(['applicant', 'respondent']))
})

test('records whose keys were made by other rules are found after the next start', async () => {
  await add({ unit: desk.units.peach, type: 'neighbours', date: '2026-11-03', respondentId: id }, 'mediation')
  await desk.engine.close()
  const db = openForWriting(join(desk.profile, 'profile.db'), await dataKeyOf(desk.profile))
  db.exec("DELETE FROM match_keys; UPDATE match_rules SET rules = '[]' WHERE kind = 'mediation'")
  db.close()
  const again = await desk.reopen()
  await again.rpc.session.unlock({ user, passphrase })
  const patch = { unit: desk.units.peach, type: 'neighbours', date: '2026-11-09', idNumber: id }
  const { candidates } = await again.rpc.records.similar({ kind: 'mediation', patch })
  expect(candidates.map(({ why }) => why)).toEqual([['当事人身份证号相同（登记在不同位置）']])
  await again.close()
})

test('a record outside the days of a rule is another matter', async () => {
  await add(lead({ date: '2026-08-01' }))
  expect(await similar(lead())).toEqual([])
})

test("one ID number in two lists of workers is found, and nobody's number is told", async () => {
  await add(lead({ employer: '甲公司', workers: [{ name: '王一', idNumber: id, amount: 1 }] }))
  const [found] = await similar(
    lead({ employer: '乙公司', workers: [{ name: '汪易', idNumber: '11010519491231002x' }] }),
  )
  expect(found?.why).toEqual(['务工人员身份证号相同'])
  expect(JSON.stringify(found)).not.toContain(id)
  expect(JSON.stringify(found)).not.toContain('王一')
})

test('several reasons add up and the likeliest record comes first', async () => {
  await add(lead({ amount: 1 }))
  const both = await add(lead({ workers: [{ name: '王一', phone: '13800001234' }] }))
  const found = await similar(lead({ workers: [{ name: '王一', phone: '13800001234' }] }))
  expect(found.map(({ record }) => record.id)[0]).toBe(both)
  expect(found[0]?.score).toBe(100)
  expect(found).toHaveLength(2)
})

test('the record itself, a deleted one and a dismissed one are not shown', async () => {
  const [first, second] = [await add(lead()), await add(lead())]
  expect((await similar({}, { id: first })).map(({ record }) => record.id)).toEqual([second])
  expect(await similar(lead(), { except: [first, second] })).toEqual([])
  await desk.rpc.records.delete({ id: second, operation: desk.operation() })
  expect(await similar({}, { id: first })).toEqual([])
  await desk.rpc.records.restore({ id: second, operation: desk.operation() })
  expect(await similar({}, { id: first })).toHaveLength(1)
})

test('an edit moves a record to what it says now', async () => {
  const first = await add(lead())
  const patch = { employer: '另一家公司' }
  await desk.rpc.records.save({ kind, id: first, patch, operation: desk.operation() })
  expect(await similar(lead())).toEqual([])
  expect(await similar(lead(patch))).toHaveLength(1)
})

test('half-typed and wrong values are no reason to fail', async () => {
  await add(lead())
  expect(await similar({ date: '2026-1', employer: 5, workers: 'x', unknown: true, unit: null })).toEqual([])
})

test('“不是重复” is remembered both ways, stands in the history and can be taken back', async () => {
  const [first, second] = [await add(lead()), await add(lead())]
  const said = { id: first, other: second, operation: desk.operation() }
  await desk.rpc.records.distinct(said)
  expect(await similar({}, { id: first })).toEqual([])
  expect(await similar({}, { id: second })).toEqual([])
  const { entries } = await desk.rpc.records.history({ id: first })
  expect(entries.at(-1)?.fields[0]).toMatchObject({ label: '不是重复' })
  await desk.rpc.records.distinct({ ...said, distinct: false, operation: desk.operation() })
  expect(await similar({}, { id: first })).toHaveLength(1)
})

test('two records of different kinds are never said to be distinct or the same', async () => {
  const [first, other] = [await add(lead()), await add(sessionPatch(desk), 'courtyard-session')]
  const work = desk.rpc.records.distinct({ id: first, other, operation: desk.operation() })
  expect((await refusal(work)).code).toBe('record.not-mergeable')
})

test('a batch is compared like single records', async () => {
  const patches = [lead(), lead({ employer: '甲公司' })]
  await desk.rpc.records.addMany({ kind, patches, operation: desk.operation() })
  expect(await similar(lead())).toHaveLength(1)
})

test('no ID number stands in the index, and a search in it runs on its primary keys', async () => {
  await add(lead({ workers: [{ name: '王一', idNumber: id }] }))
  await desk.engine.close()
  const db = openForReading(join(desk.profile, 'profile.db'), await dataKeyOf(desk.profile))
  const rows = db.prepare<[], { key: bigint }>('SELECT key, day FROM match_keys').all()
  expect(rows.length).toBeGreaterThan(1)
  expect(JSON.stringify(rows)).not.toContain(id.slice(0, 17))
  const planOf = (sql: string, given: object): readonly string[] =>
    db
      .prepare<[object], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all(given)
      .map(({ detail }) => detail)
  const found = planOf(matchSql.found, { key: 1, from: '', to: '', limit: 1 })
  for (const table of ['match_keys', 'recent_match_keys'])
    expect(found).toContain(`SEARCH ${table} USING PRIMARY KEY (key=? AND day>? AND day<?)`)
  expect(found.at(-1)).toBe('SEARCH r USING INTEGER PRIMARY KEY (rowid=?)')
  expect(found.join()).not.toContain('TEMP B-TREE')
  // Both tables are read in their own order: a million keys are not sorted to find neighbours.
  expect(planOf(matchSql.shared, { after: 9, days: 9 })).toContain('MERGE (UNION ALL)')
  db.close()
})

test('what one laptop said to be distinct is known at the other', async () => {
  const { a, b, district, units, close } = await pair()
  const first = await a.save('courtyard-session', session(units.peach))
  const second = await a.save('courtyard-session', session(units.peach))
  const among = async (computer: typeof a) =>
    (await computer.rpc.records.similar({ kind: 'courtyard-session', id: first, patch: {} })).candidates
  await district.take((await a.send()).file, (await b.send()).file)
  expect(await among(district)).toHaveLength(1)
  await a.rpc.records.distinct({ id: second, other: first, operation: desk.operation() })
  await district.take((await a.send()).file)
  expect(await among(district)).toEqual([])
  await b.take((await district.send('东街街道B')).file)
  expect(await among(b)).toEqual([])
  await close()
})

const suspects = async (asked: { limit?: number; after?: number } = {}) => desk.rpc.records.suspects(asked)
const pairsOf = ({ suspects: found }: Awaited<ReturnType<typeof suspects>>) =>
  found.map(({ record, candidates }) => [record.id, candidates.map((one) => one.record.id)])

test('what may be logged twice waits in one queue over all kinds, each pair once, the newest first', async () => {
  const first = await add(lead())
  const twice = await add(lead({ date: '2026-11-20' }))
  await add(lead({ employer: '远大公司' }))
  const dispute = { unit: desk.units.peach, type: 'neighbours', respondentId: id }
  const older = await add({ ...dispute, date: '2026-11-03' }, 'mediation')
  const newer = await add({ ...dispute, date: '2026-11-04' }, 'mediation')
  expect(pairsOf(await suspects())).toEqual([
    [newer, [older]],
    [twice, [first]],
  ])
  expect(await desk.rpc.records.suspectCount({})).toEqual({ count: 2, more: false })
  const page = await suspects({ limit: 1 })
  expect(pairsOf(page)).toEqual([[newer, [older]]])
  expect(pairsOf(await suspects({ limit: 1, after: page.next ?? 0 }))).toEqual([[twice, [first]]])
})

test('what was said to differ, was merged, or lies too far apart leaves the queue; weak hints never stand in it', async () => {
  const first = await add(lead())
  const twice = await add(lead({ date: '2026-11-20' }))
  await add(lead({ unit: desk.units.plum, date: '2026-11-21' }))
  await add(lead({ date: '2025-01-02' }))
  expect(pairsOf(await suspects())).toEqual([[twice, [first]]])
  await desk.rpc.records.distinct({ id: first, other: twice, operation: desk.operation() })
  expect((await desk.rpc.records.suspectCount({})).count).toBe(0)
  await desk.rpc.records.distinct({
    id: first,
    other: twice,
    distinct: false,
    operation: desk.operation(),
  })
  await desk.rpc.records.merge({ keep: first, drop: twice, reason: '同一件', operation: desk.operation() })
  expect(await suspects()).toEqual({ suspects: [], next: null })
})
