import type { ReceiptState } from '../../../shared/records/receipt'
import type { Computer } from '../../support/desks/engine'
import { type Pair, pair, session } from '../../support/desks/pair'

let all: Pair
beforeEach(async () => {
  all = await pair()
}, 60_000)
afterEach(() => all.close())

const kind = 'courtyard-session'
const receipt = async (at: Computer, id: string) => (await at.rpc.records.get({ id })).receipt
const listed = async (at: Computer, wanted: ReceiptState) => {
  const filter = { receipt: wanted }
  const { rows } = await at.rpc.records.list({ kind, filter })
  const { total } = await at.rpc.records.count({ kind, filter })
  expect(total).toBe(rows.length)
  return rows.map((row) => row.id).sort()
}
const waiting = async (at: Computer) => (await at.rpc.home.overview({})).receipts

test('a record is not exported, then exported in bundle n, then received, and starts over when it is edited', async () => {
  const { a, district, units } = all
  const first = await a.save(kind, session(units.peach))
  const second = await a.save(kind, session(units.plum))
  const unsent = { state: 'unsent', delivery: 'unsent', serial: null }
  expect(await receipt(a, first)).toEqual(unsent)
  expect(await listed(a, 'unsent')).toEqual([first, second].sort())
  expect(await waiting(a)).toMatchObject({ unsent: 2, sent: 0 })

  const bundle = await a.send()
  expect(await receipt(a, first)).toEqual({ state: 'sent', delivery: 'sent', serial: 1 })
  await a.save(kind, { people: 46 }, second)
  await a.send()
  expect(await receipt(a, first)).toEqual({ state: 'sent', delivery: 'sent', serial: 1 })
  expect(await receipt(a, second)).toEqual({ state: 'sent', delivery: 'sent', serial: 2 })
  expect(await listed(a, 'sent')).toEqual([first, second].sort())
  expect(await waiting(a)).toMatchObject({ unsent: 0, sent: 2 })

  await district.take(bundle.file)
  await a.take((await district.send('东街街道A')).file)
  expect(await receipt(a, first)).toEqual({ state: 'received', delivery: 'received', serial: null })
  expect(await receipt(a, second)).toEqual({ state: 'sent', delivery: 'sent', serial: 2 })
  expect(await listed(a, 'received')).toEqual([first])
  expect(await listed(a, 'sent')).toEqual([second])
  expect(await listed(a, 'unsent')).toEqual([])

  await a.save(kind, { people: 47 }, first)
  expect(await receipt(a, first)).toEqual(unsent)
  expect(await listed(a, 'unsent')).toEqual([first])
  expect(await waiting(a)).toMatchObject({ unsent: 1, sent: 1 })
})

test('a lost bundle counts for nothing: the next one that arrives is the receipt of what both carried', async () => {
  const { a, district, units } = all
  const id = await a.save(kind, session(units.peach))
  await a.send()
  const next = await a.send()
  expect(await receipt(a, id)).toMatchObject({ delivery: 'sent', serial: 1 })
  await district.take(next.file)
  await a.take((await district.send('东街街道A')).file)
  expect(await receipt(a, id)).toMatchObject({ delivery: 'received' })
})

test('a record that is typed while a bundle is being written counts as not exported, and goes with the next one', async () => {
  const { a, district, units } = all
  const first = await a.save(kind, session(units.peach))
  const between: Promise<string>[] = []
  const stop = a.engine.on('progress', ({ task }) => {
    if (task === 'export' && between.length === 0) between.push(a.save(kind, session(units.plum)))
  })
  const bundle = await a.send()
  stop()
  const [second = ''] = await Promise.all(between)
  expect(await receipt(a, first)).toMatchObject({ delivery: 'sent', serial: 1 })
  expect(await receipt(a, second)).toMatchObject({ delivery: 'unsent', serial: null })
  await district.take(bundle.file)
  await a.take((await district.send('东街街道A')).file)
  expect(await receipt(a, first)).toMatchObject({ delivery: 'received' })
  expect(await receipt(a, second)).toMatchObject({ delivery: 'unsent' })
  await district.take((await a.send()).file)
  expect(await district.body(second)).toMatchObject({ unit: units.plum })
})

test('what is in conflict and what was sent back says so, wherever it is on its way', async () => {
  const { a, b, district, units } = all
  const id = await a.save(kind, session(units.peach))
  const back = await a.save(kind, session(units.plum))
  await district.take((await a.send()).file, (await b.send()).file)
  await b.take((await district.send('东街街道B')).file)
  await a.save(kind, { people: 50 }, id)
  await b.save(kind, { people: 60 }, id)
  await district.take((await a.send()).file, (await b.send()).file)
  await district.rpc.records.move({
    id: back,
    flow: 'status',
    move: 'return',
    reason: '请补照片',
    operation: district.operation(),
  })
  await a.take((await district.send('东街街道A')).file)
  expect(await receipt(a, id)).toEqual({ state: 'conflict', delivery: 'received', serial: null })
  expect(await receipt(a, back)).toEqual({ state: 'returned', delivery: 'received', serial: null })
  expect(await listed(a, 'conflict')).toEqual([id])
  expect(await listed(a, 'returned')).toEqual([back])
  expect(await listed(a, 'received')).toEqual([id, back].sort())
  expect(await waiting(a)).toMatchObject({ returned: [{ kind, count: 1 }] })
})

test('a colleague’s record that came through the district was received there', async () => {
  const { a, b, district, units } = all
  const id = await b.save(kind, session(units.peach))
  await district.take((await a.send()).file, (await b.send()).file)
  await a.take((await district.send('东街街道A')).file)
  expect(await receipt(a, id)).toMatchObject({ delivery: 'received' })
})

test('at the district, and for what the district owns, there are no receipts', async () => {
  const { a, district, units } = all
  const id = await a.save(kind, session(units.peach))
  await district.take((await a.send()).file)
  expect(await receipt(district, id)).toBeNull()
  expect(await receipt(a, units.peach)).toBeNull()
  expect((await district.rpc.home.overview({})).receipts).toBeNull()
})

test('a number that has gone out stays when the day is corrected, at the street and at the district', async () => {
  const { a, district, units } = all
  const id = await a.save(kind, session(units.peach, { date: '2025-11-03' }))
  const { number } = await a.rpc.records.get({ id })
  const { file } = await a.send()
  const at = async (computer: Computer) => {
    const { number: now, voided } = await computer.rpc.records.get({ id })
    return { now, voided }
  }
  await a.save(kind, { date: '2026-11-03' }, id)
  expect(await at(a)).toEqual({ now: number, voided: [] })
  await district.take(file)
  await district.save(kind, { date: '2024-11-03' }, id)
  expect(await at(district)).toEqual({ now: number, voided: [] })
})
