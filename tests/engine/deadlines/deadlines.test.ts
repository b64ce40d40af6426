import { runningSql } from '../../../electron/engine/deadlines/queries'
import { rules } from '../../../shared/deadlines/rules'
import { kindOf } from '../../../shared/kinds'
import type { Body } from '../../../shared/shapes'
import { type Desk, openDistrict, openStreet, refusal } from '../../support/desks/engine'
import { startedRecord } from '../../support/records/deadlines'
import { factsInMemory } from '../../support/records/facts-in-memory'
import { filledPatch } from '../../support/records/filled'

let desk: Desk
afterEach(() => desk?.close())

/** Today is Tuesday, 3 November 2026. */
const record = (kind: string, fields: Body) => startedRecord(desk, kind, fields)

const letter = (date: string) =>
  record('consultation', { date, channel: 'letter', category: 'labour', who: '张三丰' })
const listed = async (input: Parameters<Desk['rpc']['deadlines']['list']>[0] = {}) =>
  (await desk.rpc.deadlines.list(input)).rows
const due = async (input: Parameters<Desk['rpc']['deadlines']['list']>[0] = {}) =>
  (await listed(input)).map((row) => [row.label, row.due, row.urgency])

test('an application shows when the review is due, by whose clock, and where', async () => {
  desk = await openStreet()
  const id = await record('legal-aid-case', { appliedOn: '2026-10-30', applicant: '张三丰' })
  const answer = await desk.rpc.deadlines.list({})
  expect(answer).toMatchObject({
    today: '2026-11-03',
    until: '2026-11-15',
    calendarVersion: '2025-11-04',
    totals: { overdue: 0, unsure: 0, alert: 0, today: 0, thisWeek: 1, nextWeek: 0, later: 0 },
    clocks: [{ clock: '法援机构', total: 1 }],
  })
  expect(answer.rows).toEqual([
    {
      rule: 'legal-aid-review',
      label: '法援审查',
      record: id,
      kind: 'legal-aid-case',
      number: expect.any(String),
      title: '2026-11-03 法律援助',
      unitName: '桃花村',
      whose: '法援机构',
      start: '2026-10-30',
      due: '2026-11-06',
      urgency: 'thisWeek',
    },
  ])
  expect(JSON.stringify(answer)).not.toContain('张三丰')
})

test('what is overdue, due today, this week and next week stands in this order, and no further', async () => {
  desk = await openStreet()
  for (const appliedOn of ['2026-11-06', '2026-11-02', '2026-10-10', '2026-10-27', '2026-11-20'])
    await record('legal-aid-case', { appliedOn })
  expect((await due()).map(([, day, urgency]) => [day, urgency])).toEqual([
    ['2026-10-19', 'overdue'],
    ['2026-11-03', 'today'],
    ['2026-11-09', 'nextWeek'],
    ['2026-11-13', 'nextWeek'],
  ])
  expect(await due({ until: '2026-11-03' })).toHaveLength(2)
  expect((await due({ until: '2026-12-01' })).at(-1)).toEqual(['法援审查', '2026-11-27', 'later'])
})

test('a time limit of the parties is shown while they can still use it, and not as arrears afterwards', async () => {
  desk = await openStreet()
  await record('mediation', { date: '2026-10-08', agreementOn: '2026-10-08' })
  await record('mediation', { date: '2026-09-01', agreementOn: '2026-09-01' })
  expect(await due()).toEqual([['申请司法确认', '2026-11-09', 'nextWeek']])
})

test('a deadline ends once its field is filled, and is none for a record that is void or deleted', async () => {
  desk = await openStreet()
  const [done, voided, deleted] = [
    await letter('2026-10-29'),
    await letter('2026-10-29'),
    await letter('2026-10-29'),
  ]
  expect(await due()).toHaveLength(3)
  const kind = 'consultation'
  await desk.rpc.records.save({
    kind,
    id: done,
    patch: { answeredOn: '2026-11-02' },
    operation: desk.operation(),
  })
  await desk.rpc.records.move({
    id: voided,
    flow: 'status',
    move: 'void',
    reason: '重复登记',
    operation: desk.operation(),
  })
  await desk.rpc.records.delete({ id: deleted, operation: desk.operation() })
  expect(await due()).toEqual([])
})

test('a rule that asks for a choice leaves records of other choices alone', async () => {
  desk = await openStreet()
  await record('consultation', { date: '2026-10-29', channel: 'visit', category: 'labour' })
  expect(await due()).toEqual([])
  await letter('2026-10-29')
  expect(await due()).toEqual([['信函咨询答复', '2026-11-09', 'nextWeek']])
})

test('nobody has to be assigned for a case that was refused, but its objection is watched', async () => {
  desk = await openStreet()
  const id = await record('legal-aid-case', { appliedOn: '2026-10-26', limitationEndsOn: '2026-12-01' })
  const move = (name: string, patch: Record<string, string>) =>
    desk.rpc.records.move({ id, flow: 'state', move: name, patch, operation: desk.operation() })
  await move('review', {})
  await move('refuse', {
    decidedOn: '2026-11-02',
    refusalReason: '不符合条件',
    objectionReceivedOn: '2026-11-03',
  })
  expect(await due()).toEqual([['法援异议审查', '2026-11-09', 'nextWeek']])
})

test('an extension that was granted moves the day, a limitation counts back from its end', async () => {
  desk = await openStreet()
  const id = await record('legal-aid-case', {
    arbitrationAcceptedOn: '2026-09-25',
    limitationEndsOn: '2026-11-12',
  })
  expect(await due()).toEqual([
    ['时效即将届满，先行提供法援', '2026-11-05', 'thisWeek'],
    ['劳动仲裁裁决', '2026-11-09', 'nextWeek'],
  ])
  await desk.rpc.records.save({
    kind: 'legal-aid-case',
    id,
    patch: { arbitrationExtended: true },
    operation: desk.operation(),
  })
  expect((await due({ record: id })).at(-1)).toEqual(['劳动仲裁裁决', '2026-11-24', 'later'])
})

test('a year without a holiday notice is said, not guessed', async () => {
  desk = await openStreet()
  desk.clock.time = Date.UTC(2026, 11, 29, 1)
  const id = await letter('2026-12-28')
  const [row] = await listed()
  expect(row).toMatchObject({ due: null, unknownYear: 2027, earliest: expect.stringMatching(/^2027-01-0/) })
  const { sentences } = await desk.rpc.deadlines.explain({ id, rule: 'letter-answer' })
  expect(sentences.join('')).toContain('日历未更新')
  expect((await desk.rpc.deadlines.page({})).markup).toContain('日历未更新')
  // What nobody can count is not said to be overdue, nor to be still to come.
  desk.clock.time = Date.UTC(2027, 0, 20, 1)
  expect(await due()).toEqual([['信函咨询答复', null, 'unsure']])
})

test('a last day before New Year is told to be able to move until the next year is known', async () => {
  desk = await openStreet()
  desk.clock.time = Date.UTC(2026, 11, 28, 1)
  const id = await record('legal-aid-case', { appliedOn: '2026-12-24' })
  const [row] = await listed()
  expect(row).toMatchObject({ due: '2026-12-31', unsettledBy: 2027 })
  expect(row).not.toHaveProperty('earliest')
  expect((await desk.rpc.deadlines.page({})).markup.replaceAll(/<[^>]+>/g, '')).toMatch(
    /2026-12-31\*.*次年放假安排公布后可能变动/s,
  )
  expect((await desk.rpc.deadlines.explain({ id, rule: 'legal-aid-review' })).sentences.join('')).toContain(
    '次年放假安排公布后可能变动',
  )
})

test('why it is this day is told in sentences with the article', async () => {
  desk = await openStreet()
  const id = await record('legal-aid-case', { appliedOn: '2026-10-30' })
  const told = await desk.rpc.deadlines.explain({ id, rule: 'legal-aid-review' })
  expect(told).toMatchObject({ law: '法律援助法', article: '第四十三条' })
  expect(told.sentences.join('')).toContain('2026年11月6日')
  for (const rule of ['mediation-closing', 'legal-aid-objection', 'nothing'])
    expect((await refusal(desk.rpc.deadlines.explain({ id, rule }))).code).toBe('deadline.none')
})

test('a district sees one street’s deadlines when it asks for that street', async () => {
  desk = await openDistrict()
  const { east, west, far } = desk.units
  const patch = {
    ...filledPatch(kindOf('legal-aid-case'), () => far, 'required'),
    unit: far,
    appliedOn: '2026-10-30',
  }
  await desk.rpc.records.save({ kind: 'legal-aid-case', patch, operation: desk.operation() })
  expect(await due({ unit: west })).toHaveLength(1)
  expect(await due({ unit: east })).toEqual([])
  expect((await refusal(listed({ unit: desk.operation() }))).code).toBe('unit.not-found')
})

test('a duty’s date is the district’s deadline, and none of a street’s', async () => {
  desk = await openDistrict()
  const patch = { department: '民政局', duty: '宣传婚姻法律', due: '2026-11-10' }
  await desk.rpc.records.save({ kind: 'responsibility-item', patch, operation: desk.operation() })
  expect(await due()).toEqual([['普法责任完成', '2026-11-10', 'nextWeek']])
  expect(await due({ unit: desk.units.east })).toEqual([])
})

test('the list on paper names each heading, record and whose turn it is', async () => {
  desk = await openStreet()
  await record('legal-aid-case', { appliedOn: '2026-10-10' })
  const { title, markup, pages } = await desk.rpc.deadlines.page({})
  expect([title, pages]).toEqual(['东街街道到期清单（本周和下周）', 1])
  expect(markup.replace(/<[^>]+>/g, '')).toMatch(/已逾期.*2026-10-19.*法援机构/s)
})

describe('The plans', () => {
  const db = factsInMemory()

  test.each(rules.map((rule) => [rule.name, rule] as const))(
    '%s searches its index and sorts nothing',
    (_, rule) => {
      const steps = db
        .prepare<[object], { detail: string }>(`EXPLAIN QUERY PLAN ${runningSql(rule)}`)
        .all({ earliest: 1, latest: 2, units: '[]' })
        .map((step) => step.detail)
      expect(steps[0]).toMatch(
        /^SEARCH (f USING INDEX facts_\w+_by_figures\w* \(f_\w+>|d USING PRIMARY KEY \(field=\? AND day>)/,
      )
      expect(steps.join()).not.toContain('TEMP B-TREE')
    },
  )
})
