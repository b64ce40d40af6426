import { kindOf } from '../../../shared/kinds'
import { type Desk, openDistrict, sessionPatch } from '../../support/desks/engine'
import { filledPatch, type Targets } from '../../support/records/filled'

const phone = '13800001234'
const idNumber = '11010519491231002X'
let desk: Desk
const targets: Targets = (_, levels) => (levels?.includes('village') ? desk.units.peach : desk.units.east)

beforeAll(async () => {
  desk = await openDistrict()
})
afterAll(() => desk.close())

/** What a kind requires beside what it takes over. */
const lacking = (kind: string, taken: readonly string[]) =>
  Object.fromEntries(
    Object.entries(filledPatch(kindOf(kind), targets, 'required')).filter(([key]) => !taken.includes(key)),
  )

async function save(
  kind: string,
  patch: Parameters<Desk['rpc']['records']['save']>[0]['patch'],
  follow?: Follow,
) {
  return await desk.rpc.records.save({ kind, patch, operation: desk.operation(), ...(follow && { follow }) })
}
type Follow = { readonly id: string; readonly row?: string }

const whole = async (id: string, field: string): Promise<string> =>
  (await desk.rpc.records.reveal({ id, field })).value

async function sessionWithDemand(category: string): Promise<Required<Follow>> {
  const demands = [{ who: '张三丰', phone, what: '地界不清', category }]
  const { id } = await save('courtyard-session', { ...sessionPatch(desk), demands })
  const rows = (await desk.rpc.records.get({ id })).body.demands as readonly { readonly id: string }[]
  return { id, row: rows[0]?.id ?? '' }
}

test.each([
  ['consultation', { question: '地界不清', category: 'neighbours' }, 'who', 'phone'],
  ['mediation', { dispute: '地界不清', type: 'neighbours' }, 'applicant', 'phone'],
  ['wage-arrears-lead', { description: '地界不清' }, 'reporter', 'reporterPhone'],
  ['legal-aid-case', { facts: '地界不清' }, 'applicant', 'phone'],
] as const)('a demand becomes a %s without being typed again', async (kind, taken, who, number) => {
  const follow = await sessionWithDemand('neighbours')
  const { id } = await save(kind, lacking(kind, [...Object.keys(taken), who, number, 'unit']), follow)
  const { body } = await desk.rpc.records.get({ id })
  expect(body).toMatchObject({ ...taken, unit: desk.units.peach, origin: `${follow.id}/${follow.row}` })
  expect([await whole(id, who), await whole(id, number)]).toEqual(['张三丰', phone])
})

test('a consultation becomes a mediation, a lead and a legal-aid case with who asked', async () => {
  const { id } = await save('consultation', {
    ...filledPatch(kindOf('consultation'), targets, 'required'),
    who: '张三丰',
    phone,
    idNumber,
    question: '老板欠薪',
    category: 'family',
  })
  for (const [kind, who, text] of [
    ['mediation', 'applicant', 'dispute'],
    ['wage-arrears-lead', 'reporter', 'description'],
    ['legal-aid-case', 'applicant', 'facts'],
  ] as const) {
    const next = await save(kind, lacking(kind, [who, text]), { id })
    expect((await desk.rpc.records.get({ id: next.id })).body).toMatchObject({
      origin: id,
      [text]: '老板欠薪',
    })
    expect(await whole(next.id, who)).toBe('张三丰')
  }
})

test('who asked without a citizen’s ID card keeps the other document in what the question becomes', async () => {
  const { id } = await save('consultation', {
    ...filledPatch(kindOf('consultation'), targets, 'required'),
    who: '张三丰',
    otherDocument: '护照 E12345678',
    question: '地界不清',
    category: 'neighbours',
  })
  for (const kind of ['mediation', 'legal-aid-case']) {
    const next = await save(kind, lacking(kind, ['applicant', 'unit', 'type', 'dispute', 'facts']), { id })
    expect(await whole(next.id, 'otherDocument')).toBe('护照 E12345678')
  }
})

test('one worker of a lead becomes a legal-aid case against the employer for the amount owed to that worker', async () => {
  const lead = await save('wage-arrears-lead', {
    ...filledPatch(kindOf('wage-arrears-lead'), targets, 'required'),
    employer: '某建筑公司',
    workers: [{ name: '李四', idNumber, phone, amount: 120_000 }],
  })
  const rows = (await desk.rpc.records.get({ id: lead.id })).body.workers as readonly {
    readonly id: string
  }[]
  const row = rows[0]?.id ?? ''
  const next = await save('legal-aid-case', lacking('legal-aid-case', ['applicant', 'unit']), {
    id: lead.id,
    row,
  })
  const { body } = await desk.rpc.records.get({ id: next.id })
  expect(body).toMatchObject({ opponent: '某建筑公司', claim: 120_000, origin: `${lead.id}/${row}` })
  expect(await whole(next.id, 'applicant')).toBe('李四')
  expect(await whole(next.id, 'idNumber')).toBe(idNumber)
})

test('what the other kind has no word for is left for a person to choose', async () => {
  const follow = await sessionWithDemand('welfare')
  const work = save('mediation', lacking('mediation', ['unit', 'type']), follow)
  await expect(work).rejects.toMatchObject({ body: { code: 'record.invalid' } })
})
