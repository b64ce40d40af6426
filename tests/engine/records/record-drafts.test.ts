import type { Kind } from '../../../shared/definition/define'
import { kinds } from '../../../shared/kinds'
import { draftFlow } from '../../../shared/records/states'
import {
  type Desk,
  openDistrict,
  openStreet,
  passphrase,
  refusal,
  sessionPatch,
  user,
} from '../../support/desks/engine'
import { filledPatch } from '../../support/records/filled'

const kind = 'courtyard-session'
let desk: Desk

beforeEach(async () => {
  desk = await openStreet()
  await desk.rpc.users.add({ name: '小录', role: 'entry', passphrase })
  await desk.rpc.session.lock({})
  await desk.rpc.session.unlock({ user: '小录', passphrase })
})
afterEach(() => desk.close())

type Fields = Parameters<Desk['rpc']['records']['save']>[0]['patch']

const draft = (of: string, patch: Fields) =>
  desk.rpc.records.save({ kind: of, patch, draft: true, operation: desk.operation() })
const edit = (of: string, id: string, patch: Fields) =>
  desk.rpc.records.save({ kind: of, id, patch, operation: desk.operation() })
const submit = (id: string, patch: Fields = {}) =>
  desk.rpc.records.move({ id, flow: 'status', move: 'submit', patch, operation: desk.operation() })
const bodyOf = async (id: string) => (await desk.rpc.records.get({ id })).body
const placed = () => ({ date: '2026-11-03', unit: desk.units.peach })
const lacking = (kindOf: Kind): string[] =>
  Object.entries(kindOf.fields).flatMap(([key, { required }]) =>
    required && !['date', 'unit'].includes(key) ? [key] : [],
  )

test.each(kinds.filter(draftFlow).map((one) => [one.label, one] as const))(
  'a draft of a %s needs its day and its unit, has a number, and is submitted once it is whole',
  async (_, of) => {
    const { date, ...somewhere } = placed()
    expect((await refusal(draft(of.name, somewhere))).params.problems).toEqual([
      { field: 'date', reason: 'required' },
    ])
    const { id, number } = await draft(of.name, placed())
    expect(number).toMatch(/-A0001$/)
    expect((await bodyOf(id)).status).toBe('draft')
    expect((await refusal(submit(id))).params.problems).toEqual(
      lacking(of).map((field) => ({ field, reason: 'required' })),
    )
    const whole = filledPatch(of, (name) => (name === 'unit' ? desk.units.peach : id), 'required')
    const { unit, ...rest } = whole
    // Nobody serves here yet: a reference to nothing is refused in a draft as anywhere.
    const pointing = Object.keys(rest).filter((key) => of.fields[key]?.type === 'ref')
    if (pointing.length > 0) {
      const { params } = await refusal(edit(of.name, id, rest))
      expect(params.problems).toMatchObject(
        pointing.map((field) => ({ field, reason: expect.stringMatching(/^ref\./) })),
      )
      return
    }
    await submit(id, rest)
    expect(await bodyOf(id)).toMatchObject({ status: 'submitted' })
    expect((await desk.rpc.records.get({ id })).number).toBe(number)
  },
)

test('what a draft says is checked as far as it goes', async () => {
  const wrong = { ...placed(), people: -1 }
  expect((await refusal(draft(kind, wrong))).params.problems).toEqual([
    { field: 'people', reason: 'count.invalid' },
  ])
  const late = { ...placed(), start: '15:00', end: '14:00' }
  expect((await refusal(draft(kind, late))).params.problems).toEqual([
    { field: 'end', reason: 'time.before-start' },
  ])
  const { id } = await draft(kind, placed())
  const { params } = await refusal(edit(kind, id, { people: 'many' }))
  expect(params.problems).toEqual([{ field: 'people', reason: 'count.invalid' }])
  await edit(kind, id, { people: 4 })
  await edit(kind, id, { people: null })
  expect((await refusal(edit(kind, id, { unit: null }))).params.problems).toEqual([
    { field: 'unit', reason: 'required' },
  ])
})

test('rows of a draft may lack cells, and submitting names the row and the cell', async () => {
  const { id } = await draft(kind, { ...sessionPatch(desk), demands: [{ who: '张三丰' }] })
  const [row] = (await bodyOf(id)).demands as readonly { readonly id: string }[]
  const path = `demands/${row?.id}`
  expect((await refusal(submit(id))).params.problems).toEqual([
    { field: `${path}/what`, reason: 'required' },
    { field: `${path}/category`, reason: 'required' },
  ])
  await submit(id, { demands: [{ id: row?.id ?? '', what: '地界不清', category: 'neighbours' }] })
  expect((await bodyOf(id)).status).toBe('submitted')
})

test('a draft is in no figure before it is submitted, and in no ledger', async () => {
  const figure = async (): Promise<number> =>
    (await desk.rpc.reports.figure({ measure: 'attendance', period: '2026-11' })).value
  const { id } = await draft(kind, sessionPatch(desk))
  expect(await figure()).toBe(0)
  await submit(id)
  expect(await figure()).toBe(45)
})

test('a letter that nobody has answered yet is a draft whose answer is due in seven working days', async () => {
  const asked = { ...placed(), channel: 'letter', category: 'labour', question: '拖欠工资怎么办' }
  const { id } = await draft('consultation', asked)
  const due = async () =>
    (await desk.rpc.deadlines.list({ until: '2026-12-01' })).rows.map((row) => [
      row.record,
      row.label,
      row.due,
    ])
  expect(await due()).toEqual([[id, '信函咨询答复', '2026-11-12']])
  await submit(id, { answer: '向劳动监察投诉', receivedBy: '周永贵', answeredOn: '2026-11-05' })
  expect(await due()).toEqual([])
})

test('the first screen says how many drafts of a kind wait, and its list finds them', async () => {
  const { id } = await draft(kind, placed())
  const waiting = async () => (await desk.rpc.home.overview({})).unsubmitted
  expect(await waiting()).toEqual([{ kind, count: 1 }])
  const { rows } = await desk.rpc.records.list({ kind, filter: { where: { status: 'draft' } } })
  expect(rows.map((row) => row.id)).toEqual([id])
  await submit(id, sessionPatch(desk))
  expect(await waiting()).toEqual([])
})

test('the first screen of a district counts drafts as a street’s does', async () => {
  const district = await openDistrict()
  const patch = { date: '2026-11-03', unit: district.units.peach }
  await district.rpc.records.save({ kind, patch, draft: true, operation: district.operation() })
  expect(await district.rpc.home.overview({})).toMatchObject({
    receipts: null,
    unsubmitted: [{ kind, count: 1 }],
  })
  await district.close()
})

test('many drafts are added at once', async () => {
  const { ids, numbers } = await desk.rpc.records.addMany({
    kind,
    patches: [placed(), placed()],
    draft: true,
    operation: desk.operation(),
  })
  expect(numbers.map((number) => number?.slice(-5))).toEqual(['A0001', 'A0002'])
  for (const id of ids) expect((await bodyOf(id)).status).toBe('draft')
})

test('a follow-up may wait as a draft, with what it takes over', async () => {
  const demands = [{ who: '张三丰', what: '地界不清', category: 'neighbours' }]
  const session = await desk.rpc.records.save({
    kind,
    patch: { ...sessionPatch(desk), demands },
    operation: desk.operation(),
  })
  const [row] = (await bodyOf(session.id)).demands as readonly { readonly id: string }[]
  const { id } = await desk.rpc.records.save({
    kind: 'consultation',
    patch: { date: '2026-11-03' },
    draft: true,
    follow: { id: session.id, row: row?.id ?? '' },
    operation: desk.operation(),
  })
  expect(await bodyOf(id)).toMatchObject({ question: '地界不清', status: 'draft' })
})

test('a kind without a review has no drafts, and a record is not made one afterwards', async () => {
  const { code, params } = await refusal(draft('person', { name: '甲' }))
  expect([code, params.problems]).toEqual(['call.invalid', [{ field: 'draft', reason: 'draft.not-here' }]])
  const { id } = await desk.rpc.records.save({
    kind,
    patch: sessionPatch(desk),
    operation: desk.operation(),
  })
  const work = desk.rpc.records.save({
    kind,
    id,
    patch: { people: null },
    draft: true,
    operation: desk.operation(),
  })
  expect((await refusal(work)).params.problems).toEqual([{ field: 'draft', reason: 'draft.new-only' }])
})

test('a draft can be made void without being finished', async () => {
  const { id } = await draft(kind, placed())
  await desk.rpc.session.lock({})
  await desk.rpc.session.unlock({ user, passphrase })
  await desk.rpc.records.move({
    id,
    flow: 'status',
    move: 'void',
    reason: '没有举行',
    operation: desk.operation(),
  })
  expect((await bodyOf(id)).status).toBe('void')
})
