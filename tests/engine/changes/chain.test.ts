import { childrenSql } from '../../../electron/engine/records/chain'
import { kindOf, kinds } from '../../../shared/kinds'
import { originField } from '../../../shared/records/follow-up'
import type { Body } from '../../../shared/shapes'
import { type Desk, openDistrict, refusal, sessionPatch } from '../../support/desks/engine'
import { openLog } from '../../support/desks/log'
import { filledPatch, type Targets } from '../../support/records/filled'

const phone = '13800001234'
let desk: Desk
const targets: Targets = (_, levels) => (levels?.includes('village') ? desk.units.peach : desk.units.east)

beforeEach(async () => {
  desk = await openDistrict()
})
afterEach(() => desk.close())

type Follow = { readonly id: string; readonly row?: string }
const save = async (kind: string, patch: Body, follow?: Follow): Promise<string> =>
  (await desk.rpc.records.save({ kind, patch, operation: desk.operation(), ...(follow && { follow }) })).id
const required = (kind: string): Body => filledPatch(kindOf(kind), targets, 'required')
const chain = async (id: string) => (await desk.rpc.records.chain({ id })).entries

/** A session with one demand, the consultation it became, and the mediation that followed. */
async function journey() {
  const demands = [{ who: '张三丰', phone, what: '地界不清', category: 'neighbours' }]
  const session = await save('courtyard-session', { ...sessionPatch(desk, { date: '2026-10-01' }), demands })
  const rows = (await desk.rpc.records.get({ id: session })).body.demands as readonly {
    readonly id: string
  }[]
  const row = rows[0]?.id ?? ''
  const consultation = await save(
    'consultation',
    { ...required('consultation'), date: '2026-10-05' },
    { id: session, row },
  )
  const mediation = await save(
    'mediation',
    { ...required('mediation'), date: '2026-10-09' },
    { id: consultation },
  )
  return { session, row, consultation, mediation }
}

test('both ends and the middle show the same journey, by date, with where each came from', async () => {
  const { session, row, consultation, mediation } = await journey()
  const entries = await chain(mediation)
  expect(
    entries.map(({ record, date, from }) => [record, date, from?.record ?? null, from?.row ?? null]),
  ).toEqual([
    [session, '2026-10-01', null, null],
    [consultation, '2026-10-05', session, row],
    [mediation, '2026-10-09', consultation, null],
  ])
  expect(entries[0]?.states).toEqual([{ label: '审核状态', state: '已提交' }])
  expect(await chain(session)).toEqual(entries)
  expect(await chain(consultation)).toEqual(entries)
})

test('the journey tells nobody’s name or telephone', async () => {
  const { session } = await journey()
  const told = JSON.stringify(await chain(session))
  expect(told).toContain('地界不清')
  expect(told).not.toContain('张三丰')
  expect(told).not.toContain(phone)
})

test('a follow-up in the recycle bin is not shown where it came from, but marked where others follow it', async () => {
  const { session, consultation, mediation } = await journey()
  await desk.rpc.records.delete({ id: consultation, operation: desk.operation() })
  expect((await chain(session)).map(({ record }) => record)).toEqual([session])
  const entries = await chain(mediation)
  expect(entries.map(({ record, deleted }) => [record, deleted])).toEqual([
    [session, false],
    [consultation, true],
    [mediation, false],
  ])
})

test('the form of a follow-up starts with what is taken over, private values shortened', async () => {
  const { session, row } = await journey()
  const start = await desk.rpc.records.follow({ id: session, row, kind: 'consultation' })
  expect(start).toMatchObject({
    body: { who: '张*', phone: '138****1234', question: '地界不清', unit: desk.units.peach },
    origin: `${session}/${row}`,
    from: { kind: 'courtyard-session', title: '2026-10-01 解家院子' },
  })
  expect([...start.masked].sort()).toEqual(['phone', 'who'])
})

test('what a person types goes before what would be taken over', async () => {
  const { session, row } = await journey()
  const typed = { ...required('consultation'), question: '宅基地边界' }
  const id = await save('consultation', typed, { id: session, row })
  expect((await desk.rpc.records.get({ id })).body.question).toBe('宅基地边界')
})

test('only what may be followed is followed, only by a new record, and never by typing', async () => {
  const { session, row, mediation } = await journey()
  const follow = (kind: string, from: Follow) => refusal(desk.rpc.records.follow({ ...from, kind }))
  expect((await follow('consultation', { id: session })).code).toBe('call.invalid')
  expect((await follow('activity', { id: session, row })).code).toBe('call.invalid')
  expect((await follow('consultation', { id: session, row: desk.operation() })).code).toBe('record.not-found')
  const edit = { kind: 'mediation', id: mediation, patch: {}, operation: desk.operation() }
  expect((await refusal(desk.rpc.records.save({ ...edit, follow: { id: session, row } }))).code).toBe(
    'call.invalid',
  )
  const { params } = await refusal(
    desk.rpc.records.save({ ...edit, patch: { origin: session }, operation: desk.operation() }),
  )
  expect(params.problems).toEqual([{ field: 'origin', reason: 'field.by-move' }])
  await desk.rpc.records.delete({ id: session, operation: desk.operation() })
  expect((await follow('consultation', { id: session, row })).code).toBe('record.not-found')
})

test('follow-ups are found by their index, whatever the size', () => {
  const { ctx, close } = openLog()
  const { db } = ctx
  for (const kind of kinds) {
    const sql = childrenSql(kind)
    expect(sql === undefined).toBe(originField(kind) === undefined)
    if (sql === undefined) continue
    const plan = db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all('a', 'b')
    expect(plan.map((step) => step.detail).join('\n')).toMatch(
      /SEARCH facts_\w+ USING INDEX \S+ \(<expr>>\? AND/,
    )
  }
  close()
})
