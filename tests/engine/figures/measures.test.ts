import { type Desk, openDistrict, openStreet } from '../../support/desks/engine'

let desk: Desk
afterEach(() => desk.close())

type Patch = Readonly<Record<string, unknown>>

const save = async (kind: string, patch: object): Promise<string> =>
  (await desk.rpc.records.save({ kind, patch: { ...patch }, operation: desk.operation() })).id
const move = (id: string, name: string, patch: object = {}) =>
  desk.rpc.records.move({ id, flow: 'state', move: name, patch: { ...patch }, operation: desk.operation() })
const value = async (measure: string, period: string, unit?: string): Promise<number> =>
  (await desk.rpc.reports.figure({ measure, period, ...(unit !== undefined && { unit }) })).value

describe('a lead', () => {
  const lead = (over: Patch = {}) =>
    save('wage-arrears-lead', {
      date: '2026-11-02',
      unit: desk.units.peach,
      source: 'visit',
      people: 3,
      amount: 900_000,
      employer: '某劳务公司',
      ...over,
    })
  const close = async (id: string, conclusion: string): Promise<void> => {
    await move(id, 'verify')
    await move(id, 'report', { finding: '已核' })
    await move(id, 'close', { conclusion, closedOn: '2026-11-20', helped: 3, recovered: 100_000 })
  }
  const figures = async () => {
    const names = ['leadsReceived', 'leadWorkers', 'leadAmount', 'leadsDisposed', 'workersServed']
    return Promise.all([...names, 'wagesRecovered'].map((name) => value(name, '2026-11')))
  }

  test('found to repeat another is no lead of its own', async () => {
    desk = await openDistrict()
    await close(await lead(), 'paid')
    expect(await figures()).toEqual([1, 3, 9000, 1, 3, 1000])
    await close(await lead(), 'duplicate')
    expect(await figures()).toEqual([1, 3, 9000, 1, 3, 1000])
    await lead()
    expect(await figures()).toEqual([2, 6, 18_000, 1, 3, 1000])
  })
})

test('legal aid is paid when it was paid out, not when an amount was typed', async () => {
  desk = await openDistrict()
  const patch = {
    date: '2026-03-02',
    unit: desk.units.peach,
    applicant: '某人',
    appliedOn: '2026-03-02',
    caseType: 'civil',
    serviceForm: 'drafting',
    decidedOn: '2026-03-05',
    lawFirm: '所',
    lawyer: '某律师',
    closingManner: 'settlement',
    outcome: 'settled',
    lossRecovered: 500_000,
    subsidyAmount: 15_000,
    assignedOn: '2026-03-06',
    closedOn: '2026-04-01',
    archivedOn: '2026-04-20',
    subsidyPaidOn: '2026-05-01',
  }
  const id = await save('legal-aid-case', patch)
  const figures = () => Promise.all(['aidRecovered', 'aidFunding'].map((name) => value(name, '2026')))
  for (const name of ['review', 'grant', 'assign', 'undertake']) await move(id, name)
  expect(await figures()).toEqual([0, 0])
  await move(id, 'close')
  expect(await figures()).toEqual([5000, 0])
  await move(id, 'archive')
  expect(await figures()).toEqual([5000, 0])
  await move(id, 'subsidise')
  expect(await figures()).toEqual([5000, 150])
})

describe('a village lawyer', () => {
  const lawyer = (over: Patch = {}) =>
    save('adviser', {
      name: '罗律师',
      unit: desk.units.east,
      profession: 'lawyer',
      licence: '1990020101000',
      villages: [desk.units.peach, desk.units.plum],
      from: '2022-01-01',
      ...over,
    })
  const serving = async (...years: readonly string[]) =>
    Promise.all(
      years.map((year) => Promise.all([value('villageLawyers', year), value('villagesAdvised', year)])),
    )

  beforeEach(async () => {
    desk = await openStreet()
  })

  test('does not serve between two contracts, and each names its own villages', async () => {
    await lawyer({
      contracts: [
        { from: '2022-01-01', to: '2022-12-31', villages: [desk.units.peach] },
        { from: '2025-01-01', to: '2026-06-30' },
      ],
    })
    expect(await serving('2021', '2022', '2023', '2025', '2026-06', '2026-07')).toEqual([
      ...[
        [0, 0],
        [1, 1],
        [0, 0],
        [1, 2],
        [1, 2],
        [0, 0],
      ],
    ])
    expect(await value('villageLawyers', '2022', desk.units.plum)).toBe(0)
    const { rows } = await desk.rpc.reports.figureRows({ measure: 'villagesAdvised', period: '2025' })
    expect(rows.map(({ amount }) => amount)).toEqual([2])
  })

  test('with a contract left open serves until the day of leaving, and again after coming back', async () => {
    const id = await lawyer({ to: '2023-12-31', contracts: [{ from: '2022-01-01' }] })
    expect(await serving('2023', '2024')).toEqual([
      [1, 2],
      [0, 0],
    ])
    const { body } = await desk.rpc.records.get({ id })
    const contracts = [...(body.contracts as readonly object[]), { from: '2025-01-01' }]
    await desk.rpc.records.save({
      kind: 'adviser',
      id,
      patch: { contracts: contracts as never },
      operation: desk.operation(),
    })
    expect(await serving('2023', '2024', '2025')).toEqual([
      [1, 2],
      [0, 0],
      [1, 2],
    ])
  })

  test('without a contract serves from the first day to the last', async () => {
    await lawyer({ to: '2023-12-31' })
    expect(await serving('2022', '2023', '2024')).toEqual([
      [1, 2],
      [1, 2],
      [0, 0],
    ])
  })
})
