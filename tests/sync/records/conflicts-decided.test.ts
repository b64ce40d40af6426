import type { ConflictEntry } from '../../../shared/contract/conflicts'
import type { Body } from '../../../shared/shapes'
import type { Computer } from '../../support/desks/engine'
import { passphrase, refusal, user } from '../../support/desks/engine'
import { type Pair, pair, session } from '../../support/desks/pair'

let all: Pair
beforeEach(async () => {
  all = await pair()
}, 60_000)
afterEach(() => all.close())

const kind = 'courtyard-session'
const lead = 'wage-arrears-lead'

const edit = (at: Computer, of: string, id: string, patch: Body, reason?: string) =>
  at.rpc.records.save({
    kind: of,
    id,
    patch,
    operation: at.operation(),
    ...(reason === undefined ? {} : { reason }),
  })
const conflicts = async (at: Computer) => (await at.rpc.records.conflicts({})).conflicts
const only = async (at: Computer): Promise<ConflictEntry> => {
  const [entry, ...others] = await conflicts(at)
  expect(others).toEqual([])
  if (!entry) throw new Error('there is a conflict')
  return entry
}
const headOf = (entry: ConflictEntry, text: string): string => {
  const head = entry.heads.find((one) => one.text.includes(text))
  if (!head) throw new Error(`no value ${text}`)
  return head.change
}
const resolve = (
  at: Computer,
  { record, key }: ConflictEntry,
  how: Pick<Parameters<Computer['rpc']['records']['resolve']>[0], 'keep' | 'value'>,
  reason = '电话核实',
) => at.rpc.records.resolve({ record, key, reason, operation: at.operation(), ...how })

/** A record that both laptops and the district know. */
async function shared(of: string, patch: Body): Promise<string> {
  const { a, b, district } = all
  const { id } = await a.rpc.records.save({ kind: of, patch, operation: a.operation() })
  await gather()
  await b.take((await district.send('东街街道B')).file)
  return id
}

/** What both laptops wrote comes to the district. */
async function gather(): Promise<void> {
  const { a, b, district } = all
  await district.take((await a.send()).file, (await b.send()).file)
}

/** What the district knows comes to both laptops. */
async function spread(): Promise<void> {
  const { a, b, district } = all
  await a.take((await district.send('东街街道A')).file)
  await b.take((await district.send('东街街道B')).file)
}

const leadPatch = (): Body => ({
  date: '2026-11-02',
  unit: all.units.peach,
  source: 'visit',
  employer: '某建筑公司',
  people: 3,
  amount: 900_00,
})

test('a conflict shows what both replaced, who wrote what when and why, and the stick that brought it', async () => {
  const { a, b, district, stick } = all
  const id = await shared(kind, session(all.units.peach, { people: 10 }))
  await edit(a, kind, id, { people: 15 })
  await edit(a, kind, id, { people: 20 }, '签到表补了')
  await edit(b, kind, id, { people: 30 })
  const medium = '东街-U07'
  const sent = await a.rpc.sync.exportBundle({ folder: a.engine.grant(stick), medium })
  await district.take(sent.file, (await b.send()).file)
  const entry = await only(district)
  expect(entry).toMatchObject({
    about: 'field',
    label: '参加人数',
    mayDecide: true,
    mayType: true,
    both: null,
    base: { value: 10, text: '10人' },
  })
  const [fromA, fromB] = ['20人', '30人'].map((text) => entry.heads.find((head) => head.text === text))
  expect(fromA).toMatchObject({
    siteName: '东街街道 A',
    author: user,
    reason: '签到表补了',
    mayKeep: true,
    bundle: { serial: sent.serial, medium, fromName: '东街街道 A' },
  })
  expect(fromB).toMatchObject({ reason: null, bundle: { medium: null, fromName: '东街街道 B' } })
  await a.take((await district.send('东街街道A')).file)
  const atA = await only(a)
  expect(atA.heads.find(({ text }) => text === '20人')?.bundle).toBeNull()
  expect(atA.heads.find(({ text }) => text === '30人')?.bundle).toMatchObject({ fromName: '示范区' })
})

test('two values that look the same when shortened can be seen whole, each as its change wrote it', async () => {
  const { a, b, district } = all
  const id = await shared(lead, leadPatch())
  await edit(a, lead, id, { teamLeaderPhone: '13800001234' })
  await edit(b, lead, id, { teamLeaderPhone: '13899991234' })
  await gather()
  const { heads } = await only(district)
  expect(heads.map(({ text }) => text)).toEqual(['138****1234', '138****1234'])
  const whole = await Promise.all(
    heads.map(({ change }) => district.rpc.records.reveal({ id, field: 'teamLeaderPhone', change })),
  )
  expect(whole.map(({ value }) => value).sort()).toEqual(['13800001234', '13899991234'])
  const other = district.rpc.records.reveal({ id, field: 'teamLeaderPhone', change: '0'.repeat(48) })
  expect((await refusal(other)).code).toBe('call.invalid')
})

test('an empty value of what a submitted record needs is not decided for, that of a draft is', async () => {
  const { a, b, district } = all
  const drafts: string[] = []
  for (const courtyard of ['一号院子', '二号院子']) {
    const patch = session(all.units.peach, { courtyard, people: 10 })
    drafts.push((await a.rpc.records.save({ kind, patch, draft: true, operation: a.operation() })).id)
  }
  await gather()
  await b.take((await district.send('东街街道B')).file)
  for (const id of drafts) {
    await edit(a, kind, id, { people: 20 })
    await edit(b, kind, id, { people: null })
  }
  const [submitted = '', stillDraft = ''] = drafts
  await a.rpc.records.move({ id: submitted, flow: 'status', move: 'submit', operation: a.operation() })
  await gather()
  const entryOf = async (id: string): Promise<ConflictEntry> => {
    const entry = (await conflicts(district)).find(({ record }) => record === id)
    if (!entry) throw new Error('there is a conflict')
    return entry
  }
  const emptyOf = ({ heads }: ConflictEntry): string =>
    heads.find(({ value }) => value === null)?.change ?? ''
  const entry = await entryOf(submitted)
  const keep = emptyOf(entry)
  const needed = { code: 'record.decided-empty', params: { key: 'people', label: '参加人数' } }
  expect(await refusal(resolve(district, entry, { keep }))).toMatchObject(needed)
  expect(await refusal(resolve(district, entry, { value: null }))).toMatchObject({
    code: 'record.invalid',
    params: { kind, problems: [{ field: 'people', reason: 'required' }] },
  })
  const many = district.rpc.records.resolveMany({
    decisions: [{ record: submitted, key: 'people', keep }],
    reason: '核实',
    operation: district.operation(),
  })
  expect(await refusal(many)).toMatchObject(needed)
  await resolve(district, entry, { keep: headOf(entry, '20人') })
  expect(await district.body(submitted)).toMatchObject({ people: 20, status: 'submitted' })
  const other = await entryOf(stillDraft)
  await resolve(district, other, { keep: emptyOf(other) })
  expect((await district.body(stillDraft)).people ?? null).toBeNull()
})

test('a decision is not undone into the value that the clock would choose', async () => {
  const { a, b, district } = all
  const id = await shared(kind, session(all.units.peach, { people: 10 }))
  await edit(a, kind, id, { people: 20 })
  await edit(b, kind, id, { people: 30 })
  await gather()
  const { change } = await resolve(district, await only(district), { value: 25 })
  const undo = district.rpc.records.undo({ id, change, operation: district.operation() })
  expect((await refusal(undo)).code).toBe('record.decided')
  expect(await district.body(id)).toMatchObject({ people: 25 })
})

test('two long texts may both stay, joined and edited', async () => {
  const { a, b, district } = all
  const id = await shared(lead, leadPatch())
  await edit(a, lead, id, { finding: '甲去了工地' })
  await edit(b, lead, id, { finding: '乙打了电话' })
  await gather()
  const entry = await only(district)
  expect(entry.both?.split('\n──────\n').sort()).toEqual(['乙打了电话', '甲去了工地'])
  await resolve(district, entry, { value: `${entry.both}\n（两次核实）` })
  await spread()
  for (const at of [a, b]) {
    expect(String((await at.body(id)).finding)).toContain('（两次核实）')
    expect(await conflicts(at)).toEqual([])
  }
})

test('an edit against a delete says what the edit changed; a decision for the delete reaches both laptops', async () => {
  const { a, b, district } = all
  const id = await shared(kind, session(all.units.peach))
  await a.rpc.records.delete({ id, operation: a.operation(), reason: '登记错了' })
  await edit(b, kind, id, { people: 77 })
  await gather()
  const entry = await only(district)
  expect(entry).toMatchObject({ about: 'deletion', label: '删除还是保留', base: null, mayType: false })
  expect(entry.heads.find(({ text }) => text === '删除')).toMatchObject({ reason: '登记错了' })
  const kept = entry.heads.find(({ text }) => text === '保留')
  expect(kept?.parts).toEqual([{ key: 'people', label: '参加人数', text: '77人' }])
  await resolve(district, entry, { keep: headOf(entry, '删除') })
  await spread()
  for (const at of [a, b, district])
    expect(await at.rpc.records.get({ id })).toMatchObject({ deleted: true, conflicts: 0 })
})

test('two people who decide alike need nobody; two who decide otherwise are listed again, with their reasons', async () => {
  const { a, b, district } = all
  const id = await shared(kind, session(all.units.peach, { people: 10, households: 5 }))
  await edit(a, kind, id, { people: 20, households: 6 })
  await edit(b, kind, id, { people: 30, households: 7 })
  await gather()
  await spread()
  for (const [at, people, reason] of [
    [a, '20人', '甲核实'],
    [b, '30人', '乙核实'],
  ] as const)
    for (const entry of await conflicts(at))
      await resolve(at, entry, { keep: headOf(entry, entry.key === 'people' ? people : '6') }, reason)
  await gather()
  const entry = await only(district)
  expect(entry).toMatchObject({ key: 'people' })
  expect(entry.heads.map(({ text, reason }) => [text, reason]).sort()).toEqual([
    ['20人', '甲核实'],
    ['30人', '乙核实'],
  ])
  expect(['20人', '30人']).toContain(entry.base?.text)
  await resolve(district, entry, { value: 25 })
  await spread()
  for (const at of [a, b, district]) {
    expect(await at.body(id)).toMatchObject({ people: 25, households: 6 })
    expect(await conflicts(at)).toEqual([])
  }
})

test('a workflow moved two ways shows each state with what its move filled; what the other move stamped goes back', async () => {
  const { a, b, district } = all
  const id = await shared(lead, leadPatch())
  const move = { id, flow: 'state' }
  await a.rpc.records.move({
    ...move,
    move: 'transfer',
    patch: { handler: '区人社局' },
    operation: a.operation(),
  })
  b.clock.time += 24 * 3600 * 1000
  await b.rpc.records.move({ ...move, move: 'verify', operation: b.operation() })
  await gather()
  const entry = await only(district)
  expect(entry).toMatchObject({ about: 'state', label: '办理进度', base: { text: '接收' }, mayType: false })
  const parts = Object.fromEntries(
    entry.heads.map((head) => [head.text, head.parts.map(({ label, text }) => `${label}：${text}`).sort()]),
  )
  expect(parts).toEqual({
    转办: ['承办单位（承办人）：区人社局', '转办日期：2026-11-03'],
    核处: ['开始核处日期：2026-11-04'],
  })
  expect((await refusal(resolve(district, entry, { value: 'closed' }))).code).toBe('record.invalid')
  await resolve(district, entry, { keep: headOf(entry, '核处') })
  await spread()
  for (const at of [a, b, district]) {
    const body = await at.body(id)
    expect(body).toMatchObject({ state: 'verifying', verifyingOn: '2026-11-04', handler: '区人社局' })
    expect(body.transferredOn).toBeUndefined()
    expect(await conflicts(at)).toEqual([])
  }
})

test('what the move that is not chosen had emptied or asked for anew comes back', async () => {
  const { a, b, district } = all
  const aid = 'legal-aid-case'
  const id = await shared(aid, {
    date: '2026-11-02',
    unit: all.units.peach,
    applicant: '甲',
    caseType: 'civil',
    serviceForm: 'labour',
  })
  const move = (at: Computer, name: string, patch: Body = {}) =>
    at.rpc.records.move({ id, flow: 'state', move: name, patch, operation: at.operation() })
  await move(a, 'review')
  await move(a, 'grant')
  await move(a, 'assign', { lawFirm: '某律师事务所' })
  await move(a, 'undertake', { lawyer: '赵律师' })
  await gather()
  await b.take((await district.send('东街街道B')).file)
  await move(a, 'reassign', { reassignReason: '赵律师出差' })
  await move(b, 'close', { closingManner: 'award', outcome: 'won' })
  await gather()
  const entry = await only(district)
  expect((await district.body(id)).lawyer).toBeUndefined()
  await resolve(district, entry, { keep: headOf(entry, '结案') })
  await spread()
  for (const at of [a, b, district]) {
    const body = await at.body(id)
    expect(body).toMatchObject({ state: 'closed', lawyer: '赵律师', undertakenOn: '2026-11-03' })
    expect([body.reassignedOn, body.reassignReason]).toEqual([undefined, undefined])
    expect(await conflicts(at)).toEqual([])
  }
})

test('fields that both moves filled are decided together with the state', async () => {
  const { a, b, district } = all
  const id = await shared(lead, leadPatch())
  const verify = { id, flow: 'state', move: 'verify' }
  await a.rpc.records.move({ ...verify, operation: a.operation() })
  await a.rpc.records.move({
    id,
    flow: 'state',
    move: 'report',
    patch: { finding: '已核实' },
    operation: a.operation(),
  })
  await gather()
  await b.take((await district.send('东街街道B')).file)
  const close = { id, flow: 'state', move: 'close' }
  const closing = (closedOn: string, conclusion: string) => ({ patch: { closedOn, conclusion, helped: 1 } })
  await a.rpc.records.move({ ...close, ...closing('2026-11-03', 'paid'), operation: a.operation() })
  await b.rpc.records.move({
    id,
    flow: 'state',
    move: 'sendBack',
    patch: { conclusion: 'unfounded' },
    reason: '再查',
    operation: b.operation(),
  })
  await gather()
  const entry = await only(district)
  expect(entry.heads.find(({ text }) => text === '核处')).toMatchObject({ reason: '再查' })
  await resolve(district, entry, { keep: headOf(entry, '办结') })
  expect(await district.body(id)).toMatchObject({
    state: 'closed',
    closedOn: '2026-11-03',
    conclusion: 'paid',
  })
  expect(await conflicts(district)).toEqual([])
})

test('only who may make the move may decide for the state it leads to', async () => {
  const { a, b, district } = all
  const id = await shared(kind, session(all.units.peach))
  const move = { id, flow: 'status' }
  await a.rpc.records.move({ ...move, move: 'approve', operation: a.operation() })
  await b.rpc.records.move({ ...move, move: 'return', reason: '请补照片', operation: b.operation() })
  await gather()
  await district.rpc.users.add({ name: '王录入', role: 'entry', passphrase })
  await district.rpc.session.lock({})
  await district.rpc.session.unlock({ user: '王录入', passphrase })
  const entry = await only(district)
  expect(entry.heads.map(({ mayKeep }) => mayKeep)).toEqual([false, false])
  const keep = headOf(entry, '退回')
  expect(await refusal(resolve(district, entry, { keep }))).toMatchObject({ code: 'right.missing' })
  expect((await only(district)).heads).toHaveLength(2)
  await district.rpc.session.lock({})
  await district.rpc.session.unlock({ user, passphrase })
  await resolve(district, entry, { keep })
  expect((await district.body(id)).status).toBe('returned')
})

test('one row is decided by one of its versions, by other cells, or by leaving it out', async () => {
  const { a, b, district } = all
  const worker = (name: string, amount: number) => ({ name, amount, phone: '13800001234' })
  const workers = [worker('赵一一', 100_00), worker('钱二二', 200_00), worker('孙三三', 300_00)]
  const id = await shared(lead, { ...leadPatch(), people: null, amount: null, workers })
  const rows = (await a.body(id)).workers as readonly { id: string; amount: number }[]
  const row = (amount: number) => rows.find((one) => one.amount === amount)?.id ?? ''
  for (const amount of [100_00, 200_00]) {
    await edit(a, lead, id, { workers: [{ id: row(amount), amount: amount + 10_00 }] })
    await edit(b, lead, id, { workers: [{ id: row(amount), amount: amount + 30_00 }] })
  }
  await edit(a, lead, id, { workers: [{ id: row(300_00), $deleted: true }] })
  await edit(b, lead, id, { workers: [{ id: row(300_00), amount: 330_00 }] })
  await gather()
  const found = await conflicts(district)
  expect(found.map(({ about, label }) => [about, label])).toEqual(Array(3).fill(['row', '务工人员']))
  const of = (amount: number): ConflictEntry => {
    const entry = found.find(({ key }) => key === `workers/${row(amount)}`)
    if (!entry) throw new Error('the row is listed')
    return entry
  }
  const texts = of(100_00).heads.map(({ parts }) => parts.find(({ key }) => key === 'amount')?.text)
  expect(texts.sort()).toEqual(['110.00元', '130.00元'])
  expect(JSON.stringify(found)).not.toContain('13800001234')
  expect(of(300_00).heads.map(({ text }) => text)).toContain('删除这一条')

  await resolve(district, of(100_00), { keep: headOf(of(100_00), '110.00元') })
  await resolve(district, of(200_00), { value: { amount: 205_00 } })
  await resolve(district, of(300_00), { value: null })
  await spread()
  for (const at of [a, b, district]) {
    const body = await at.body(id)
    expect(body).toMatchObject({ people: 2, amount: 315_00 })
    expect(await conflicts(at)).toEqual([])
  }
})

test('a row of which each laptop changed other cells can be put together, hidden cells whole', async () => {
  const { a, b, district } = all
  const workers = [{ name: '赵一一', phone: '13800001234', amount: 100_00, remarks: '木工' }]
  const id = await shared(lead, { ...leadPatch(), people: null, amount: null, workers })
  const [row] = (await a.body(id)).workers as readonly { id: string }[]
  await edit(a, lead, id, { workers: [{ id: row?.id ?? '', phone: '13900005678', remarks: null }] })
  await edit(b, lead, id, { workers: [{ id: row?.id ?? '', amount: 130_00 }] })
  await gather()
  const entry = await only(district)
  expect(entry.together?.parts.filter(({ text }) => text !== '').map(({ text }) => text)).toEqual([
    ...['赵*', '139****5678', '130.00元'],
  ])
  await district.rpc.records.resolve({
    record: id,
    key: entry.key,
    together: true,
    reason: '两边都对',
    operation: district.operation(),
  })
  await spread()
  for (const at of [a, b, district]) {
    const { workers: found, amount } = await at.body(id)
    expect(found).toEqual([{ id: row?.id, name: '赵*', phone: '139****5678', amount: 130_00 }])
    expect(amount).toBe(130_00)
    const field = `workers/${row?.id}/phone`
    expect((await at.rpc.records.reveal({ id, field })).value).toBe('13900005678')
  }
  await edit(a, lead, id, { workers: [{ id: row?.id ?? '', amount: 1_00 }] })
  await edit(b, lead, id, { workers: [{ id: row?.id ?? '', amount: 2_00 }] })
  await gather()
  const again = await only(district)
  expect(again.together).toBeNull()
  const work = district.rpc.records.resolve({
    record: id,
    key: again.key,
    together: true,
    reason: '两边都对',
    operation: district.operation(),
  })
  expect((await refusal(work)).code).toBe('record.no-conflict')
})

test('many conflicts are decided at once for one side, all or none', async () => {
  const { a, b, district, units } = all
  const ids: string[] = []
  for (let n = 0; n < 3; n += 1) ids.push(await a.save(kind, session(units.peach, { people: 10 })))
  await gather()
  await b.take((await district.send('东街街道B')).file)
  for (const id of ids) {
    await edit(a, kind, id, { people: 20 })
    await edit(b, kind, id, { people: 30 })
  }
  await gather()
  const found = await conflicts(district)
  expect(found).toHaveLength(3)
  const decisions = found.map((entry) => ({
    record: entry.record,
    key: entry.key,
    keep: headOf(entry, '30人'),
  }))
  const decide = (some: typeof decisions) =>
    district.rpc.records.resolveMany({
      decisions: some,
      reason: '以乙机为准',
      operation: district.operation(),
    })
  const wrong = decisions.map((one, at) => (at === 2 ? { ...one, keep: '0'.repeat(80) } : one))
  expect((await refusal(decide(wrong))).code).toBe('record.no-conflict')
  expect(await conflicts(district)).toHaveLength(3)
  expect((await decide(decisions)).ids.sort()).toEqual([...ids].sort())
  expect(await conflicts(district)).toEqual([])
  await spread()
  for (const id of ids) expect(await a.body(id)).toMatchObject({ people: 30 })
})

test('the list comes in pages, and of one record or one kind alone', async () => {
  const { a, b, district, units } = all
  const ids: string[] = []
  for (let n = 0; n < 5; n += 1) ids.push(await a.save(kind, session(units.peach, { people: 10 })))
  await gather()
  await b.take((await district.send('东街街道B')).file)
  for (const id of ids) {
    await edit(a, kind, id, { people: 20 })
    await edit(b, kind, id, { people: 30 })
  }
  await gather()
  const seen: string[] = []
  let after: number | null | undefined
  do {
    const page = await district.rpc.records.conflicts({
      limit: 2,
      ...(typeof after === 'number' ? { after } : {}),
    })
    expect(page.records).toBe(5)
    seen.push(...page.conflicts.map(({ record }) => record))
    after = page.next
  } while (after !== null)
  expect(seen).toHaveLength(5)
  expect(new Set(seen)).toEqual(new Set(ids))
  const [id = ''] = ids
  expect((await district.rpc.records.conflicts({ record: id })).conflicts).toHaveLength(1)
  expect((await district.rpc.records.conflicts({ kind: 'activity' })).conflicts).toEqual([])
})
