import { createPrng } from '../../../shared/demo/prng'
import { type Desk, openStreet, passphrase } from '../../support/desks/engine'
import { lawSize } from '../../support/laws/law-size'
import fc from '../../support/laws/property'
import { type NaiveRecord, type NaiveValue, naiveFind } from '../../support/records/naive-find'

const prng = createPrng('found in a second')
const names = [
  '解某',
  '解放',
  '欧阳雪莲',
  '欧春',
  '单田芳',
  '曾国强',
  '张三',
  '张三丰',
  '李雪',
  '阿依古丽',
  '解',
]
const texts = [
  '解某的工资没有发',
  '民法典进院坝第3场',
  '重庆路12号',
  '欧阳雪莲家院子',
  'ABC公司 2023',
  '解决欠薪',
]
const phones = ['13812345678', '13898765678', '15912341234', '0832-2212345']
const ids = ['11010519491231002X', '510105199001011237', '51010519900101123X']

let desk: Desk
const records: NaiveRecord[] = []

beforeAll(async () => {
  desk = await openStreet()
  const { rows: units } = await desk.rpc.records.list({ kind: 'unit', limit: 100 })
  const order = Object.values(desk.units)
  for (const { id, title, body } of units.toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id)))
    add(id, true, [text(title), ...(typeof body.code === 'string' ? [text(body.code)] : [])])
  await addConsultations(90)
  await addLeads(40)
  await addConsultations(90)
  for (const { id } of records.filter((_, at) => at % 11 === 10))
    await desk.rpc.records.delete({ id, operation: desk.operation() })
  await desk.rpc.users.add({ name: '小录', role: 'entry', passphrase })
})
afterAll(() => desk.close())

const text = (whole: string): NaiveValue => ({ as: 'text', whole })
const long = (whole: string): NaiveValue => ({ as: 'long', whole })
const label = (whole: string): NaiveValue => ({ as: 'label', whole })
const masked = (whole: string): NaiveValue => ({ as: 'name', whole, masked: true })
const named = (whole: string): NaiveValue => ({ as: 'name', whole, masked: false })
const digits = (mask: 'phone' | 'id', whole: string): NaiveValue => ({ as: 'digits', mask, whole })

function add(id: string, isUnit: boolean, values: readonly NaiveValue[]): void {
  records.push({ id, isUnit, values, at: records.length })
}

async function addConsultations(count: number): Promise<void> {
  const made = Array.from({ length: count }, () => ({
    date: '2026-11-02',
    unit: desk.units.peach,
    channel: 'call',
    category: 'wages',
    who: prng.pick(names),
    phone: prng.pick(phones),
    idNumber: prng.pick(ids.slice(0, 2)),
    question: prng.pick(texts),
    answer: prng.pick(texts),
    receivedBy: prng.pick(names),
  }))
  const { ids: saved, numbers } = await desk.rpc.records.addMany({
    kind: 'consultation',
    patches: made,
    operation: desk.operation(),
  })
  made.forEach((one, at) => {
    add(saved[at] ?? '', false, [
      { as: 'number', whole: numbers[at] ?? '' },
      ...[label('来电'), label('欠薪')],
      ...[masked(one.who), digits('phone', one.phone), digits('id', one.idNumber)],
      ...[long(one.question), long(one.answer), named(one.receivedBy)],
    ])
  })
}

/** Sub-rows of people as well. */
async function addLeads(count: number): Promise<void> {
  const made = Array.from({ length: count }, () => ({
    date: '2026-11-02',
    unit: desk.units.plum,
    source: 'call',
    people: 2,
    amount: 100,
    employer: prng.pick(texts),
    workers: [
      { name: prng.pick(names), phone: prng.pick(phones) },
      { name: prng.pick(names), idNumber: prng.pick(ids.slice(0, 2)) },
    ],
  }))
  const { ids: saved, numbers } = await desk.rpc.records.addMany({
    kind: 'wage-arrears-lead',
    patches: made,
    operation: desk.operation(),
  })
  made.forEach((one, at) => {
    const workers = one.workers.flatMap(({ name, phone, idNumber }) => [
      masked(name),
      ...(phone === undefined ? [] : [digits('phone', phone)]),
      ...(idNumber === undefined ? [] : [digits('id', idNumber)]),
    ])
    add(saved[at] ?? '', false, [
      { as: 'number', whole: numbers[at] ?? '' },
      ...[text(one.employer), label('来电'), ...workers],
    ])
  })
}

/** Parts of what the records hold, of their pinyin, and of nothing. */
const typed = fc
  .array(
    fc.oneof(
      fc
        .tuple(
          fc.constantFrom(...names, ...texts, ...phones, ...ids, '桃花村', '东街街道', 'HD', '2026'),
          fc.nat(8),
          fc.integer({ min: 1, max: 18 }),
        )
        .map(([of, from, length]) => of.slice(from, from + length)),
      fc.constantFrom(
        'x',
        'xi',
        'xie',
        'xiem',
        'xm',
        'j',
        'jie',
        'o',
        'ouyang',
        'ouyangxue',
        'chongqinglu',
        'minfadian',
        'oyxl',
        'shan',
        'chan',
        'z',
        'zs',
      ),
      fc.constantFrom('1', '5678', '345678', '002x', '1237', '12', '17', '0', 'mfd', 'cql12', 'thc', 'qx'),
    ),
    { minLength: 1, maxLength: 2 },
  )
  .map((parts) => parts.join(' '))

const ids50 = (found: readonly { id: string }[]): string[] => found.map(({ id }) => id)

test.each([
  ['who may see what masks hide', '李管理', true],
  ['who may not', '小录', false],
] as const)(
  'what is shown first to somebody %s is what a scan of every record shows first',
  async (_, user, sees) => {
    await desk.rpc.session.unlock({ user, passphrase })
    const living: NaiveRecord[] = []
    for (const record of records)
      if (!(await desk.rpc.records.get({ id: record.id })).deleted) living.push(record)
    expect(living.length).toBeLessThan(records.length)
    await fc.assert(
      fc.asyncProperty(typed, fc.integer({ min: 1, max: 50 }), async (asked, limit) => {
        const { units, people, records: others } = await desk.rpc.find.search({ text: asked, limit })
        expect({ units: ids50(units), people: ids50(people), records: ids50(others) }).toEqual(
          naiveFind(living, asked, limit, sees),
        )
      }),
      { numRuns: lawSize(150) },
    )
  },
)
