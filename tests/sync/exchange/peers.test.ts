import { kinds } from '../../../shared/kinds'
import { sendOtherwise } from '../../support/bundles/otherwise'
import { refusal } from '../../support/desks/engine'
import { type Pair, pair, session } from '../../support/desks/pair'

const DAY_MS = 24 * 3600 * 1000

let all: Pair
beforeAll(async () => {
  all = await pair()
}, 60_000)
afterAll(() => all.close())

const peer = async () =>
  (await all.district.rpc.sync.status({})).peers.find(({ name }) => name === '东街街道A')

test('the district sees of each laptop what has arrived, what has not, its program and how long it was silent', async () => {
  const { a, district, units } = all
  await a.save('courtyard-session', session(units.peach))
  await district.take((await a.send()).file)
  await a.send()
  await a.send()
  await district.take((await a.send()).file)
  district.clock.time += 9 * DAY_MS + 1000
  expect(await peer()).toMatchObject({
    lastSerial: 4,
    gaps: [2, 3],
    clockOffset: null,
    silentDays: 9,
    program: { app: '0.0.0', platform: process.platform, arch: process.arch, older: [], newer: [] },
  })
  expect((await peer())?.program?.kinds).toEqual(
    Object.fromEntries(kinds.map(({ name, version }) => [name, version])),
  )
})

test('a laptop whose clock runs ahead is marked until a bundle says that it does no more', async () => {
  const { a, district } = all
  a.clock.time = district.clock.time + 5 * DAY_MS
  await district.take((await a.send()).file)
  expect((await peer())?.clockOffset).toBe((5 * DAY_MS) / 1000)
  a.clock.time = district.clock.time
  await district.take((await a.send()).file)
  expect(await peer()).toMatchObject({ clockOffset: null, silentDays: 0 })
})

test('a laptop with older and newer record kinds than the district’s is marked with both versions', async () => {
  const { a, district } = all
  const ours = kinds.find(({ name }) => name === 'activity')?.version
  const file = await sendOtherwise(all, a, (manifest) => {
    const known = Object.entries(manifest.kinds).filter(([name]) => name !== 'activity')
    const mediation = (manifest.kinds.mediation ?? 0) + 1
    return { app: '0.9.1', kinds: { ...Object.fromEntries(known), mediation, 'future-kind': 3 } }
  })
  await district.take(file)
  const program = (await peer())?.program
  expect(program).toMatchObject({
    app: '0.9.1',
    older: [{ kind: 'activity', label: '普法宣传活动', theirs: 0, ours }],
    newer: [
      { kind: 'mediation', label: '矛盾纠纷' },
      { kind: 'future-kind', theirs: 3, ours: 0 },
    ],
  })
})

test('before its first bundle nothing is known of a laptop', async () => {
  const { a } = all
  const [district] = (await a.rpc.sync.status({})).peers
  expect(district).toMatchObject({ lastSerial: null, program: null, clockOffset: null, silentDays: null })
})

test('each exchange has its slip, at whoever gives and at whoever takes, with the same number, counts and hash', async () => {
  const { b, district, units } = all
  await b.save('courtyard-session', session(units.plum))
  const sent = await b.rpc.sync.exportBundle({
    folder: b.engine.grant(all.stick),
    medium: '东街-U03',
  })
  await district.take(sent.file)
  const given = await b.rpc.sync.slip({ serial: sent.serial })
  const taken = await district.rpc.sync.slip({
    serial: sent.serial,
    direction: 'import',
    peer: (await b.rpc.sync.status({})).site,
  })
  const same = {
    serial: 1,
    medium: '东街-U03',
    from: '东街街道B',
    to: '示范区',
    file: sent.file,
    sha256: sent.sha256,
    changes: 1,
    blobs: 0,
    bytes: sent.bytes,
  }
  expect(given).toMatchObject({ ...same, direction: 'export', added: null })
  expect(taken).toMatchObject({ ...same, direction: 'import', added: 1 })
  for (const { markup } of [given, taken])
    for (const text of ['收发登记单', '东街-U03', '第 1 批', '交件人', '收件人', sent.sha256.slice(0, 20)])
      expect(markup.replaceAll(/<[^>]*>|\s/g, '')).toContain(text.replaceAll(' ', ''))
  const { entries } = await b.rpc.sync.log({})
  expect(await b.rpc.sync.slip({ entry: entries[0]?.entry ?? 0 })).toEqual(given)
  await b.rpc.sync.slipPrinted({ entry: given.entry, how: 'print' })
})

test('there is no slip for what was never exchanged or was refused', async () => {
  const { b, district } = all
  expect((await refusal(b.rpc.sync.slip({ serial: 99 }))).code).toBe('slip.none')
  const forOther = await district.send('东街街道A')
  expect((await refusal(b.take(forOther.file))).code).toBe('bundle.wrong-recipient')
  const [refused] = (await b.rpc.sync.log({})).entries
  expect((await refusal(b.rpc.sync.slip({ entry: refused?.entry ?? 0 }))).code).toBe('slip.none')
  expect((await refusal(b.rpc.sync.slipPrinted({ entry: 99, how: 'print' }))).code).toBe('slip.none')
})
