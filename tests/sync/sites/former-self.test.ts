import { backUp, restoreFrom } from '../../support/desks/copies'
import type { Computer } from '../../support/desks/engine'
import { siteKeyOf } from '../../support/desks/own-keys'
import { type Pair, pair, session } from '../../support/desks/pair'

// Bundles that are still on the way when their receiver gets a new name: they are for it, and are counted for what it was.
let story: Pair
let renewed: Computer | undefined
beforeEach(async () => {
  story = await pair()
})
afterEach(async () => {
  await renewed?.engine.close()
  await story.close()
})

const kind = 'courtyard-session'
const restored = async (of: Computer): Promise<Computer> => {
  renewed = await restoreFrom(await backUp(of, story.stick), story.stick, 'restored')
  return renewed
}
const peerOf = async (at: Computer, peer: Computer) => {
  const { id } = await siteKeyOf(peer)
  return (await at.rpc.sync.status({})).peers.find(({ site }) => site === id)
}
const receipt = async (at: Computer, id: string) => (await at.rpc.records.get({ id })).receipt

test('a laptop that was restored hears from its district’s first bundle for it, whatever came for what it was', async () => {
  const { a, district, units } = story
  await district.take((await a.send()).file)
  const onTheWay = [await district.send('东街街道A'), await district.send('东街街道A')]
  const now = await restored(a)
  await now.take(...onTheWay.map(({ file }) => file))
  expect(await peerOf(now, district)).toMatchObject({ lastSerial: null, gaps: [], confirmedSerial: null })
  const id = await now.save(kind, session(units.peach))
  await district.take((await now.send()).file)
  const { unitName, letter } = await siteKeyOf(now)
  const answer = await district.send(`${unitName}${letter}`)
  expect(answer).toMatchObject({ serial: 1 })
  expect((await now.take(answer.file))[0]).toMatchObject({ serial: 1, gaps: [], result: 'applied' })
  expect(await receipt(now, id)).toMatchObject({ state: 'received' })
  expect(await peerOf(now, district)).toMatchObject({ lastSerial: 1, gaps: [], confirmedSerial: 1 })
  // Late as it is, what was for the former self takes nothing of that back.
  expect((await now.take(onTheWay[0]?.file ?? ''))[0]).toMatchObject({ result: 'nothing-new', gaps: [] })
  expect(await receipt(now, id)).toMatchObject({ state: 'received' })
  expect(await peerOf(now, district)).toMatchObject({ lastSerial: 1, gaps: [], confirmedSerial: 1 })
})

test('a district that was restored misses no bundle that went to what it was, and confirms none of them', async () => {
  const { a, district, units } = story
  await a.save(kind, session(units.peach))
  await district.take((await a.send()).file)
  await a.send()
  await a.save(kind, session(units.plum))
  const onTheWay = await a.send()
  const now = await restored(district)
  expect((await now.take(onTheWay.file))[0]).toMatchObject({ serial: 3, new: 1, gaps: [], result: 'applied' })
  expect(await peerOf(now, a)).toMatchObject({ lastSerial: null, gaps: [], silentDays: 0 })
  await a.take((await now.send('东街街道A')).file)
  expect(await peerOf(a, now)).toMatchObject({ confirmedSerial: null })
  const id = await a.save(kind, session(units.plum))
  await a.send()
  expect(await receipt(a, id)).toMatchObject({ state: 'sent', serial: 1 })
})
