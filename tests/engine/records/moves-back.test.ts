import { kindOf } from '../../../shared/kinds'
import { type Desk, openStreet, refusal } from '../../support/desks/engine'
import { filledPatch } from '../../support/records/filled'
import { leadOf } from '../../support/records/leads'

let desk: Desk
let id: string

beforeEach(async () => {
  desk = await openStreet()
})
afterEach(() => desk.close())

type Fields = Parameters<Desk['rpc']['records']['save']>[0]['patch']

async function create(kind: string, patch: Fields): Promise<void> {
  id = (await desk.rpc.records.save({ kind, patch, operation: desk.operation() })).id
}
const move = (name: string, patch: Fields = {}, reason?: string) =>
  desk.rpc.records.move({
    id,
    flow: 'state',
    move: name,
    patch,
    operation: desk.operation(),
    ...(reason === undefined ? {} : { reason }),
  })
const body = async () => (await desk.rpc.records.get({ id })).body
/** The record's fields that hold nothing. */
const emptyOf = async (...fields: readonly string[]) => {
  const stands = await body()
  return fields.filter((field) => stands[field] === undefined)
}
const tomorrow = (): void => {
  desk.clock.time += 24 * 3600 * 1000
}

async function closedLead(): Promise<void> {
  await create('wage-arrears-lead', leadOf(desk.units.peach))
  await move('verify')
  await move('report', { finding: '已核实' })
  await move('close', { conclusion: 'paid', recovered: 100_000, helped: 1 })
}

test('a lead that is taken up again has neither an end nor a conclusion, and its next end is of its own day', async () => {
  await closedLead()
  tomorrow()
  await move('reopen', {}, '又有工人反映')
  expect(await emptyOf('conclusion', 'closedOn')).toEqual(['conclusion', 'closedOn'])
  expect(await body()).toMatchObject({ state: 'verifying', recovered: 100_000, finding: '已核实' })
  await move('report')
  expect((await refusal(move('close'))).params.problems).toEqual([
    { field: 'conclusion', reason: 'required' },
  ])
  await move('close', { conclusion: 'partlyPaid' })
  expect(await body()).toMatchObject({ closedOn: '2026-11-04', conclusion: 'partlyPaid' })
})

test('a lead is answered with how many were helped, and what was recovered is what its workers were paid', async () => {
  const worker = (name: string, amount: number, paid?: number) => ({
    name,
    amount,
    ...(paid !== undefined && { paid }),
  })
  await create('wage-arrears-lead', {
    ...leadOf(desk.units.peach),
    workers: [
      worker('张三丰', 500_000, 300_000),
      worker('李四光', 200_000, 200_000),
      worker('王五一', 100_000),
    ],
  })
  // By hand: 3000 and 2000 元 were paid; nobody types the sum.
  expect(await body()).toMatchObject({ people: 3, amount: 800_000, recovered: 500_000 })
  await move('verify')
  await move('report', { finding: '已核实' })
  expect((await refusal(move('close', { conclusion: 'partlyPaid' }))).params.problems).toEqual([
    { field: 'helped', reason: 'required' },
  ])
  await move('close', { conclusion: 'partlyPaid', helped: 2 })
  expect(await body()).toMatchObject({ state: 'closed', helped: 2, recovered: 500_000 })
})

test('taking back a move brings back what it had emptied', async () => {
  await closedLead()
  const { change } = await move('reopen', {}, '点错了')
  await desk.rpc.records.undo({ id, change, operation: desk.operation() })
  expect(await body()).toMatchObject({ state: 'closed', conclusion: 'paid', closedOn: '2026-11-03' })
})

test('a mediation that is taken up again has no end of any kind', async () => {
  await create(
    'mediation',
    filledPatch(kindOf('mediation'), () => desk.units.peach, 'required'),
  )
  await move('succeed', { mediator: '周永贵', agreementForm: 'written' })
  await move('confirm')
  await move('perform')
  await move('reopen', {}, '对方反悔')
  const ends = ['agreementOn', 'closedOn', 'performedOn', 'confirmedOn']
  expect(await emptyOf(...ends)).toEqual(ends)
  expect(await body()).toMatchObject({ state: 'mediating', mediator: '周永贵' })
  tomorrow()
  await move('fail', { failureReason: '分歧太大' })
  expect(await body()).toMatchObject({ closedOn: '2026-11-04' })
})

const assigned = { lawFirm: '某律师事务所' }
const aid = () =>
  create('legal-aid-case', {
    ...filledPatch(kindOf('legal-aid-case'), () => desk.units.peach, 'required'),
    caseType: 'civil',
    serviceForm: 'labour',
  })

test('each change of the lawyer has a reason and a day of its own, and the new lawyer a day and a telephone of theirs', async () => {
  await aid()
  await move('review')
  await move('grant')
  await move('assign', assigned)
  await move('undertake', { lawyer: '赵律师', lawyerPhone: '13800001234' })
  tomorrow()
  await move('reassign', { reassignReason: '赵律师出差' })
  expect(await emptyOf('lawyer', 'lawyerPhone', 'undertakenOn')).toEqual([
    ...['lawyer', 'lawyerPhone', 'undertakenOn'],
  ])
  expect((await refusal(move('undertake'))).params.problems).toEqual([
    { field: 'lawyer', reason: 'required' },
  ])
  await move('undertake', { lawyer: '钱律师' })
  expect(await body()).toMatchObject({ reassignedOn: '2026-11-04', undertakenOn: '2026-11-04' })
  tomorrow()
  expect((await refusal(move('reassign'))).params.problems).toEqual([
    { field: 'reassignReason', reason: 'required' },
  ])
  await move('reassign', { reassignReason: '赵律师出差' })
  expect(await body()).toMatchObject({ reassignedOn: '2026-11-05', reassignReason: '赵律师出差' })
})

describe('a refusal that somebody objects to', () => {
  beforeEach(async () => {
    await aid()
    await move('review')
    await move('refuse', { refusalReason: '不属于援助范围' })
    tomorrow()
  })
  const objected = { objectionReceivedOn: '2026-11-04' }

  test('is granted only when the objection was upheld', async () => {
    const work = move('grantOnObjection', { ...objected, objectionResult: 'upheld' })
    expect((await refusal(work)).params.problems).toEqual([
      {
        field: 'objectionResult',
        reason: 'move.other-word',
        params: { words: '责令改正' },
      },
    ])
    expect((await body()).state).toBe('refused')
  })

  test('is decided anew on that day, and 指派 is due by the new decision', async () => {
    await move('grantOnObjection', { ...objected, objectionResult: 'granted' })
    expect(await body()).toMatchObject({ decidedOn: '2026-11-04', objectionDecidedOn: '2026-11-04' })
    const { rows } = await desk.rpc.deadlines.list({ record: id })
    expect(rows.filter(({ label }) => label === '法援指派').map(({ start, due }) => [start, due])).toEqual([
      ['2026-11-04', '2026-11-09'],
    ])
  })

  test('and the day of the new decision may be given', async () => {
    await move('grantOnObjection', { ...objected, objectionResult: 'granted', decidedOn: '2026-11-03' })
    expect((await body()).decidedOn).toBe('2026-11-03')
  })
})
