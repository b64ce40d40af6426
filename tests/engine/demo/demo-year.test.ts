import { newDistrict } from '../../support/records/demo-district'

/** The figures of the reference report (DOMAIN 5) as a district's computer finds them in its own records. */
describe('the year 2023 of example data at a district', () => {
  let made: Awaited<ReturnType<typeof newDistrict>>
  beforeAll(async () => {
    made = await newDistrict()
    await made.rpc.profile.demo({ seed: 1, period: '2023', size: 600 })
  })
  afterAll(() => made.close())

  /** Records of a kind that count: all but drafts and voids. */
  async function counted(kind: string, where: Readonly<Record<string, string>> = {}): Promise<number> {
    let total = 0
    for (const status of ['submitted', 'reviewed', 'returned'])
      total += (await made.rpc.records.count({ kind, filter: { where: { ...where, status } } })).total
    return total
  }
  const figure = async (measure: string): Promise<number> =>
    (await made.rpc.reports.figure({ measure, period: '2023' })).value

  test('has the members, teams, lawyers and the honour', async () => {
    const total = async (kind: string, where = {}): Promise<number> =>
      (await made.rpc.records.count({ kind, filter: { where } })).total
    expect(await total('person')).toBe(148)
    expect(await total('team')).toBe(26)
    expect(await total('adviser', { profession: 'lawyer' })).toBe(12)
    expect(await total('honour', { level: 'province' })).toBe(1)
  })

  test('has a few records that two laptops filled in differently, each side kept', async () => {
    const { conflicts, records } = await made.rpc.records.conflicts({})
    expect([records, conflicts.length]).toEqual([4, 4])
    for (const { heads, title } of conflicts) {
      expect(new Set(heads.map(({ text }) => text)).size).toBe(2)
      expect(new Set(heads.map(({ siteName }) => siteName)).size).toBe(2)
      expect(title).not.toBe('')
    }
    expect(new Set(conflicts.map(({ kind }) => kind)).size).toBe(3)
    expect((await made.rpc.safety.verify({})).checks.filter((check) => !check.ok)).toEqual([])
  })

  test('has the registers to the record', async () => {
    expect(await counted('consultation')).toBe(232)
    expect(await counted('mediation')).toBe(1134)
    expect(await counted('wage-arrears-lead', { state: 'closed' })).toBe(130)
    expect(await counted('activity', { form: 'beforeMeeting' })).toBe(18)
    expect(await counted('counsel-service', { service: 'legality' })).toBe(9)
    let settled = 0
    for (const state of ['succeeded', 'performed', 'confirmed'])
      settled += await counted('mediation', { state })
    expect(settled).toBe(1123)
    let granted = 0
    for (const state of ['assigned', 'handling', 'closed', 'archived', 'subsidised'])
      granted += await counted('legal-aid-case', { state })
    expect(granted).toBe(95)
    const services = await counted('counsel-service')
    expect([services > 170, services < 180]).toEqual([true, true])
  })

  test('leaves some matters behind their dates, by more than one clock', async () => {
    const { totals, rows } = await made.rpc.deadlines.list({})
    expect(totals.overdue).toBeGreaterThan(0)
    const late = rows.filter(({ urgency }) => urgency === 'overdue')
    expect(new Set(late.map(({ whose }) => whose)).size).toBeGreaterThan(1)
  })

  test('has 10万余 leaflets and messages in its reports', async () => {
    for (const measure of ['leaflets', 'sms']) {
      const value = await figure(measure)
      expect([measure, value > 100_000, value < 110_000]).toEqual([measure, true, true])
    }
  })

  test('tells the six sections of the reference report, each figure of them out of its own records', async () => {
    const { document } = await made.rpc.reports.compute({ report: 'annual', period: '2023' })
    const text = document.blocks
      .flatMap((block) => ('runs' in block ? block.runs.map((run) => run.text) : []))
      .join('')
    const figures = [
      ...[
        '18次',
        '8名律师',
        '21个区级部门',
        '170余次',
        '9件',
        '16条',
        '12个问题',
        '2次行政复议',
        '12件',
        '66.67%',
      ],
      ...[
        '22名',
        '9名',
        '6名业务能手',
        '12家企业',
        '500余件',
        '13个',
        '6批次',
        '17家',
        '4708万元',
        '4家企业',
      ],
      ...[
        '3040万元',
        '148人',
        '26支',
        '12名执业律师',
        '26个村',
        '50余次',
        '10万余条',
        '10万余份',
        '232次',
        '95件',
      ],
      ...['31900元', '130条', '1000余名', '9处', '1000余户', '1134起', '99%', '7636次', '96.44%', '15次'],
      ...['1000余人次', '2000余条', '794人次', '2106个', '216条'],
    ]
    expect(figures.filter((figure) => !text.includes(figure))).toEqual([])
    expect(text).toContain('来自公安分局')
    const streets = await made.rpc.reports.figure({ measure: '义警参与社会治理次数', period: '2023-Q1' })
    expect(streets).toMatchObject({ records: 4 * 3, value: 1909 })
  })

  test('yields every figure of the reference report, and the rows behind each add up to it', async () => {
    const expected: Readonly<Record<string, number>> = {
      members: 148,
      teams: 26,
      villageLawyers: 12,
      villagesAdvised: 26,
      villagesWithLawyers: 26,
      villagesReached: 26,
      meetingStudies: 18,
      consultations: 232,
      aidCases: 95,
      aidFunding: 31_900,
      leadsReceived: 133,
      leadsDisposed: 130,
      mediationsAccepted: 1134,
      mediationsSucceeded: 1123,
      mediationRate: 99,
      provincialHonours: 1,
      legalityReviews: 9,
      departmentReviews: 9,
      counselLawyers: 8,
      counselDepartments: 21,
    }
    for (const [measure, value] of Object.entries(expected))
      expect([measure, await figure(measure)]).toEqual([measure, value])
    const between = {
      constitutionLectures: [50, 60],
      workersServed: [1000, 1100],
      counselServices: [170, 180],
      departmentServices: [170, 180],
    }
    for (const [measure, [least = 0, most = 0]] of Object.entries(between)) {
      const value = await figure(measure)
      expect([measure, value > least, value < most]).toEqual([measure, true, true])
    }
    for (const measure of [...Object.keys(expected), ...Object.keys(between), 'leaflets', 'sms']) {
      const found = await made.rpc.reports.figure({ measure, period: '2023' })
      if (found.parts) continue
      const amounts: number[] = []
      let after: string | null | undefined
      do {
        const page = await made.rpc.reports.figureRows({
          measure,
          period: '2023',
          limit: 1000,
          ...(after ? { after } : {}),
        })
        amounts.push(...page.rows.map((row) => row.amount))
        after = page.next
      } while (after !== null)
      const sum = amounts.reduce((all, amount) => all + amount, 0)
      expect([measure, sum, amounts.length]).toEqual([measure, found.value, found.records])
    }
  })

  test('shows figures month by month, which add up to the year', async () => {
    const { periods } = await made.rpc.reports.series({
      measures: ['consultations', 'mediationRate'],
      from: '2023-01',
      to: '2023-12',
    })
    expect(periods.map(({ name }) => name)).toEqual(
      Array.from({ length: 12 }, (_, at) => `2023-${String(at + 1).padStart(2, '0')}`),
    )
    expect(periods.reduce((sum, { figures }) => sum + (figures[0]?.value ?? 0), 0)).toBe(232)
    expect(periods[0]?.figures[1]?.parts?.map(({ measure }) => measure)).toEqual([
      'mediationsSucceeded',
      'mediationsAccepted',
    ])
  })

  test('holds records that the engine itself finds nothing wrong with', async () => {
    for (const kind of [
      'wage-arrears-lead',
      'legal-aid-case',
      'counsel-service',
      'adviser',
      'monthly-theme',
    ]) {
      const { rows } = await made.rpc.records.list({ kind, limit: 1000 })
      for (const { id } of rows)
        expect([id, (await made.rpc.records.check({ kind, id, patch: {} })).problems]).toEqual([id, []])
    }
  })

  test('moves on like typed records: a case in hand is closed', async () => {
    const { rows } = await made.rpc.records.list({
      kind: 'legal-aid-case',
      filter: { where: { state: 'handling' } },
    })
    const [inHand] = rows
    await made.rpc.records.move({
      id: String(inHand?.id),
      flow: 'state',
      move: 'close',
      patch: { closingManner: 'settlement', outcome: 'settled' },
      operation: '01900000-0000-7000-8000-0000000000aa',
    })
    expect((await made.rpc.records.get({ id: String(inHand?.id) })).body.state).toBe('closed')
  })

  test('shows a demand and what became of it as one chain', async () => {
    const { rows } = await made.rpc.records.list({ kind: 'mediation', limit: 1000 })
    const followed = rows.find(({ body }) => String(body.origin).includes('/'))
    const { entries } = await made.rpc.records.chain({ id: String(followed?.id) })
    expect(entries.map(({ kind }) => kind)).toEqual(['courtyard-session', 'mediation'])
  })

  test('passes the check of the whole profile', async () => {
    expect(await made.rpc.safety.verify({})).toMatchObject({ ok: true })
  })
})
