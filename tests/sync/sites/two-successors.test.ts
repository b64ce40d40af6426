import { join } from 'node:path'
import { backUp, restoreFrom } from '../../support/desks/copies'
import type { Computer } from '../../support/desks/engine'
import { refusal } from '../../support/desks/engine'
import { type Pair, pair, session } from '../../support/desks/pair'

let story: Pair
const more: Computer[] = []
beforeEach(async () => {
  story = await pair()
})
afterEach(async () => {
  for (const computer of more.splice(0)) await computer.engine.close()
  await story.close()
})

const accept = async (at: Computer, file: string) => {
  const files = [at.engine.grant(join(story.stick, file))]
  return (await at.rpc.sync.importBundles({ files, acceptClosed: true })).files[0]
}

test('of two districts out of one backup a laptop’s manager lets the right one in, and works with that one', async () => {
  const { a, district, stick, units } = story
  await district.take((await a.send()).file)
  const file = await backUp(district, stick)
  const wrong = await restoreFrom(file, stick, 'wrong', 91)
  const right = await restoreFrom(file, stick, 'right', 92)
  more.push(wrong, right)
  await a.take((await wrong.send('东街街道A')).file)
  const sent = await right.send('东街街道A')
  expect((await refusal(a.take(sent.file))).code).toBe('bundle.revoked-sender')
  expect(await accept(a, sent.file)).toMatchObject({ result: 'applied' })
  const id = await a.save('courtyard-session', session(units.peach))
  const { file: next } = await a.send()
  expect((await right.take(next))[0]).toMatchObject({ new: 1, result: 'applied' })
  expect(await right.body(id)).toMatchObject({ people: 45 })
  await a.take((await right.send('东街街道A')).file)
  expect((await refusal(a.take((await wrong.send('东街街道A')).file))).code).toBe('bundle.revoked-sender')
  expect((await a.rpc.safety.verify({})).ok).toBe(true)
})

test('a district that has ended is let in by nobody at a laptop: it does not speak for the laptop’s district any more', async () => {
  const { a, district, stick } = story
  await district.take((await a.send()).file)
  const file = await backUp(district, stick)
  const late = await district.send('东街街道A')
  const moved = await restoreFrom(file, stick, 'moved', 93)
  more.push(moved)
  await a.take((await moved.send('东街街道A')).file)
  expect((await refusal(a.take(late.file))).code).toBe('bundle.revoked-sender')
  expect((await refusal(accept(a, late.file))).code).toBe('bundle.revoked-sender')
})
