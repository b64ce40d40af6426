import { contract, type EngineCall } from '../../shared/contract'
import type { Call } from '../../shared/contract/define'
import { type Desk, openStreet, refusal, sessionPatch } from '../support/desks/engine'

let desk: Desk
/** The door as a hostile page sees it: any name, any input. */
let knock: (name: string, input: unknown) => Promise<{ ok?: unknown; error?: { code: string } }>

beforeAll(async () => {
  desk = await openStreet()
  const call: EngineCall = desk.engine.call
  knock = (name, input) => Reflect.apply(call, undefined, [name, input])
})
afterAll(() => desk.close())

test.each(['records.drop', '', '__proto__', 'constructor', 'toString', 'records.save ', 'hasOwnProperty'])(
  'the name %j is no call',
  async (name) => {
    expect((await knock(name, {})).error?.code).toBe('call.unknown')
  },
)

test.each([
  null,
  undefined,
  7,
  'text',
  [],
  { kind: 5 },
  { kind: 'unit', limit: 1e9 },
  { kind: 'x'.repeat(41) },
])('a list asked with %j is refused at the door', async (input) => {
  expect((await knock('records.list', input)).error?.code).toBe('call.invalid')
})

test('values that JSON can not hold are refused, however deep they lie', async () => {
  const deep = JSON.parse('['.repeat(200) + ']'.repeat(200))
  for (const value of [
    Number.NaN,
    Number.POSITIVE_INFINITY,
    undefined,
    () => 1,
    new Map(),
    Symbol('x'),
    1n,
    deep,
  ]) {
    const patch = { ...sessionPatch(desk), remarks: value }
    const answer = await knock('records.save', {
      kind: 'courtyard-session',
      patch,
      operation: desk.operation(),
    })
    expect(['call.invalid', 'record.invalid']).toContain(answer.error?.code)
  }
})

test('an input polluted with prototype keys changes nobody’s prototype', async () => {
  const input = JSON.parse(
    '{"kind":"unit","__proto__":{"polluted":1},"filter":{"__proto__":{"deleted":true}}}',
  )
  expect((await knock('records.list', input)).error).toBeUndefined()
  expect({}).not.toHaveProperty('polluted')
})

test('SQL typed into a search, a filter or a cursor finds nothing and harms nothing', async () => {
  const nasty = `x'; DROP TABLE records; -- " OR NEAR( *`
  for (const filter of [{ text: nasty }, { where: { team: nasty } }])
    expect((await knock('records.list', { kind: 'courtyard-session', filter })).ok).toEqual({
      rows: [],
      next: null,
    })
  expect((await desk.rpc.records.count({ kind: 'unit' })).total).toBe(7)
})

test('a path that nobody granted is not opened', async () => {
  expect((await knock('safety.backup', { folder: '/etc' })).error?.code).toBe('file.unknown')
})

test('every call but first start and sign-in needs somebody signed in', async () => {
  const locked = await openStreet(9)
  await locked.rpc.session.lock({})
  const open = Object.entries<Call>(contract).filter(([, call]) => call.right === 'open')
  expect(open.map(([name]) => name).sort()).toEqual([
    // Names and sizes of files, as anybody who has the folder sees them.
    'profile.backups',
    'profile.createDistrict',
    'profile.join',
    'profile.previewBackup',
    'profile.restore',
    'profile.state',
    // Whoever has forgotten the passphrase has nothing to sign in with: what is written opens for the district alone.
    'recovery.ask',
    'recovery.finish',
    'recovery.state',
    // Of a profile that will not open nobody can be signed in: it asks for a 管理 or the recovery key itself. A diagnosis holds no value.
    'rescue.diagnose',
    'rescue.toExcel',
    // Signs somebody else in, so it stands at the door; it asks for a sign-in itself.
    'session.handOver',
    'session.lock',
    'session.recover',
    'session.unlock',
    // A restore can be cancelled before anybody has signed in; the operation is known only to the caller that started it.
    'tasks.cancel',
    // Gives a token for a path that the engine found; it asks for a sign-in itself.
    'update.beside',
  ])
  const place = { to: '接交人', newPassphrase: '另一句口令一二三', passphrase: '院坝里的桂花开了' }
  expect((await refusal(locked.rpc.session.handOver(place))).code).toBe('session.locked')
  expect((await refusal(locked.rpc.update.beside({ files: [] }))).code).toBe('session.locked')
  const call: EngineCall = locked.engine.call
  for (const [name, spec] of Object.entries<Call>(contract)) {
    if (spec.right === 'open') continue
    const answer: { error?: { code: string } } = await Reflect.apply(call, undefined, [name, {}])
    expect(['session.locked', 'call.invalid']).toContain(answer.error?.code)
  }
  await locked.close()
})

test('an unexpected failure tells the caller nothing and the log no value', async () => {
  const answer = await knock('records.list', {
    get kind(): string {
      throw new Error('张三 13812345678')
    },
  })
  expect(answer.error).toEqual({ code: 'unexpected', params: { call: 'records.list' }, retryable: false })
  expect(desk.log.lines.join('\n')).toContain('records.list')
  expect(desk.log.lines.join('\n')).not.toContain('张三')
})

test('no write notes more in the audit log than names of records, fields and files, and numbers', () => {
  const names = 'kind id record file key field flow move keep drop other report period how change ids'.split(
    ' ',
  )
  const noted = Object.values(contract).flatMap(({ notes }) => (typeof notes === 'object' ? [...notes] : []))
  expect(noted.filter((name) => !names.includes(name))).toEqual([])
  expect(noted).toContain('change')
})
