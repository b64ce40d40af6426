import type { Body } from '../../../shared/shapes'
import { type Desk, openStreet } from '../../support/desks/engine'
import { startedRecord } from '../../support/records/deadlines'

/** Today is Tuesday, 3 November 2026. */
let desk: Desk
beforeEach(async () => {
  desk = await openStreet()
})
afterEach(() => desk.close())

const start = (kind: string, fields: Body) => startedRecord(desk, kind, fields)
const fill = (kind: string, id: string, patch: Body) =>
  desk.rpc.records.save({ kind, id, patch, operation: desk.operation() })
const move = (id: string, name: string, patch: Record<string, string> = {}) =>
  desk.rpc.records.move({ id, flow: 'state', move: name, patch, operation: desk.operation() })
const open = async (input: Parameters<Desk['rpc']['deadlines']['list']>[0] = {}) =>
  (await desk.rpc.deadlines.list(input)).rows.map(({ label, due, urgency }) => [label, due, urgency])
const on = (month: number, day: number): void => {
  desk.clock.time = Date.UTC(2026, month - 1, day, 1)
}

test('nobody has to apply for a judicial confirmation that is there', async () => {
  const id = await start('mediation', { agreementOn: '2026-10-08', mediator: '李调解' })
  expect(await open()).toEqual([['申请司法确认', '2026-11-09', 'nextWeek']])
  await move(id, 'succeed', { agreementForm: 'written', closedOn: '2026-10-08' })
  await move(id, 'confirm', { confirmedOn: '2026-11-03' })
  expect(await open()).toEqual([])
})

test('labour inspection and arbitration may decline instead of taking a matter on', async () => {
  const lead = await start('wage-arrears-lead', { complainedOn: '2026-10-30' })
  const aid = await start('legal-aid-case', { arbitrationAppliedOn: '2026-10-30' })
  expect(await open()).toEqual([
    ['劳动监察受理', '2026-11-06', 'thisWeek'],
    ['劳动仲裁受理', '2026-11-06', 'thisWeek'],
  ])
  await fill('wage-arrears-lead', lead, { inspectionDeclinedOn: '2026-11-03' })
  await fill('legal-aid-case', aid, { arbitrationDeclinedOn: '2026-11-03' })
  expect(await open()).toEqual([])
})

test('what labour inspection took on without a complaint is found in time', async () => {
  const id = await start('wage-arrears-lead', { arrearsTo: '2024-11-08' })
  expect(await open()).toEqual([['劳动监察时限', '2026-11-09', 'nextWeek']])
  await fill('wage-arrears-lead', id, { filedOn: '2026-11-03' })
  expect(await open()).toEqual([])
})

test('a limitation that runs out is an alert until its last day, never arrears, and gone afterwards', async () => {
  const id = await start('legal-aid-case', { limitationEndsOn: '2026-11-12' })
  const label = '时效即将届满，先行提供法援'
  on(11, 5)
  expect(await open()).toEqual([[label, '2026-11-05', 'today']])
  for (const day of [6, 12]) {
    on(11, day)
    expect([day, ...(await open())]).toEqual([day, [label, '2026-11-05', 'alert']])
  }
  expect((await desk.rpc.deadlines.page({})).markup.replaceAll(/<[^>]+>/g, '')).toMatch(
    /时效即将届满.*2026-11-12届满/s,
  )
  on(11, 13)
  expect([await open(), await open({ record: id })]).toEqual([[], []])
})

test('a case that became one by an objection is assigned within days of that decision, not of the refusal', async () => {
  const id = await start('legal-aid-case', { appliedOn: '2026-10-12' })
  await move(id, 'review')
  await move(id, 'refuse', { decidedOn: '2026-10-16', refusalReason: '不符合条件' })
  await move(id, 'grantOnObjection', {
    objectionReceivedOn: '2026-10-30',
    objectionResult: 'granted',
    objectionDecidedOn: '2026-11-02',
    caseType: 'civil',
    serviceForm: 'labour',
  })
  expect(await open()).toEqual([['法援指派', '2026-11-05', 'thisWeek']])
  const { sentences } = await desk.rpc.deadlines.explain({ id, rule: 'legal-aid-assignment' })
  expect(sentences[0]).toContain('起点是2026年11月2日')
})

test('a case that is closed or broken off asks nobody for a decision, but the days to sue after an award run', async () => {
  const id = await start('legal-aid-case', {
    appliedOn: '2026-09-01',
    arbitrationAcceptedOn: '2026-09-25',
    awardReceivedOn: '2026-10-30',
  })
  const other = await start('legal-aid-case', {
    appliedOn: '2026-09-01',
    arbitrationAcceptedOn: '2026-09-25',
  })
  for (const one of [id, other]) {
    await move(one, 'review')
    await move(one, 'grant', { decidedOn: '2026-09-04', caseType: 'civil', serviceForm: 'labour' })
    await move(one, 'assign', { assignedOn: '2026-09-07', lawFirm: '某律师事务所' })
    await fill('legal-aid-case', one, { entrustedOn: '2026-09-10' })
  }
  expect(await open()).toEqual([['劳动仲裁裁决', '2026-11-09', 'nextWeek']])
  await move(other, 'terminate', { terminationReason: '受援人要求终止', terminatedOn: '2026-11-02' })
  await move(id, 'undertake', { lawyer: '王律师' })
  await move(id, 'close', { closingManner: 'award', outcome: 'won', closedOn: '2026-11-03' })
  expect(await open({ until: '2026-12-31' })).toEqual([
    ['不服裁决起诉', '2026-11-16', 'later'],
    ['提交结案材料', '2026-12-03', 'later'],
  ])
})

test('the review stands still while a supplement is awaited, and one that does not come withdraws the application', async () => {
  const [id, other] = [
    await start('legal-aid-case', { appliedOn: '2026-10-29' }),
    await start('legal-aid-case', { appliedOn: '2026-10-29' }),
  ]
  for (const one of [id, other])
    await move(one, 'askSupplement', { supplementNote: '工资欠条', supplementAskedOn: '2026-10-30' })
  expect(await open({ until: '2026-12-31' })).toEqual([])
  await move(id, 'supplement', { supplementedOn: '2026-11-03' })
  // 30 October is the first of seven; 31 October to 3 November stand; 4 … 9 November are six more.
  expect(await open()).toEqual([['法援审查', '2026-11-09', 'nextWeek']])
  const { sentences } = await desk.rpc.deadlines.explain({ id, rule: 'legal-aid-review' })
  expect(sentences.join('')).toContain('共4日，等待补正，不计入')
  await move(other, 'withdraw')
  expect((await desk.rpc.records.get({ id: other })).body).toMatchObject({
    state: 'withdrawn',
    withdrawnOn: '2026-11-03',
  })
  expect(await open({ record: other })).toEqual([])
})

test('a notice of a court is assigned within three days without application and decision, and then entrusted', async () => {
  const id = await start('legal-aid-case', { way: 'notified', noticeReceivedOn: '2026-11-02' })
  expect(await open()).toEqual([['通知辩护（代理）指派', '2026-11-05', 'thisWeek']])
  await move(id, 'assignOnNotice', {
    caseType: 'criminal',
    serviceForm: 'criminalDefence',
    lawFirm: '某律师事务所',
    assignedOn: '2026-11-03',
  })
  // 3 November + 5 = Sunday 8; Monday 9.
  expect(await open()).toEqual([['签订委托协议', '2026-11-09', 'nextWeek']])
  await fill('legal-aid-case', id, { entrustedOn: '2026-11-04' })
  expect(await open()).toEqual([])
})

test('an objection to a termination is watched, and where it holds the case is assigned anew', async () => {
  const id = await start('legal-aid-case', { appliedOn: '2026-10-12' })
  await move(id, 'review')
  await move(id, 'grant', { decidedOn: '2026-10-16', caseType: 'civil', serviceForm: 'representation' })
  await move(id, 'terminate', { terminationReason: '经济状况变化', terminatedOn: '2026-10-26' })
  await fill('legal-aid-case', id, { objectionReceivedOn: '2026-10-30' })
  expect(await open()).toEqual([['法援异议审查', '2026-11-04', 'thisWeek']])
  await move(id, 'resumeOnObjection', { objectionResult: 'granted', objectionDecidedOn: '2026-11-03' })
  expect(await open()).toEqual([['法援指派', '2026-11-06', 'thisWeek']])
  expect((await desk.rpc.records.get({ id })).body).not.toHaveProperty('terminatedOn')
})

test('a wage case that is handed on keeps the year that runs from the end of employment', async () => {
  const lead = await start('wage-arrears-lead', { employmentEndedOn: '2025-11-10' })
  const taken = await desk.rpc.records.follow({ id: lead, kind: 'legal-aid-case' })
  expect(taken.body).toMatchObject({ employmentEndedOn: '2025-11-10' })
  await start('legal-aid-case', { employmentEndedOn: '2025-11-10' })
  expect(await open()).toEqual([
    ['拖欠报酬的劳动仲裁时效', '2026-11-10', 'nextWeek'],
    ['拖欠报酬的劳动仲裁时效', '2026-11-10', 'nextWeek'],
  ])
})

test('a date that a lead was handed over with is a deadline, and a petition has sixty days', async () => {
  const id = await start('wage-arrears-lead', {
    source: 'petition',
    due: '2026-11-07',
    petitionAcceptedOn: '2026-09-10',
  })
  expect(await open()).toEqual([
    ['线索办结时限', '2026-11-07', 'thisWeek'],
    ['信访办理', '2026-11-09', 'nextWeek'],
  ])
  await fill('wage-arrears-lead', id, { petitionExtended: true })
  expect((await open({ record: id })).at(-1)).toEqual(['信访办理', '2026-12-09', 'later'])
})

test('the earliest demand without a result is the deadline of its session', async () => {
  const demand = (what: string, due: string) => ({ who: '张三', what, category: 'village', due })
  const id = await start('courtyard-session', {
    demands: [demand('路灯', '2026-11-12'), demand('水渠', '2026-11-06'), demand('垃圾', '2026-11-20')],
  })
  expect(await open()).toEqual([['群众诉求办理', '2026-11-06', 'thisWeek']])
  const rows = async () => (await desk.rpc.records.get({ id })).body.demands as { id: string; what: string }[]
  const answer = async (what: string) => {
    const row = (await rows()).find((one) => one.what === what)
    await fill('courtyard-session', id, { demands: [{ id: row?.id ?? '', result: '已办' }] })
  }
  await answer('水渠')
  expect(await open()).toEqual([['群众诉求办理', '2026-11-12', 'nextWeek']])
  for (const what of ['路灯', '垃圾']) await answer(what)
  expect(await open({ until: '2026-12-31' })).toEqual([])
})
