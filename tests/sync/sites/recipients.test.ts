import { join } from 'node:path'
import { openBundle } from '../../support/bundles/bundles'
import { backUp, restoreFrom } from '../../support/desks/copies'
import type { Computer } from '../../support/desks/engine'
import { siteKeyOf } from '../../support/desks/own-keys'
import { meet, type Pair, pair } from '../../support/desks/pair'

let story: Pair
let more: Computer[]
beforeEach(async () => {
  story = await pair()
  more = []
})
afterEach(async () => {
  for (const computer of more) await computer.engine.close()
  await story.close()
})

const siteOf = async (at: Computer) => (await at.rpc.profile.state({})).site?.id ?? ''
const opensWith = (file: string, identity: string): Promise<boolean> =>
  openBundle(join(story.stick, file), identity).then(
    () => true,
    () => false,
  )

/** The laptop A, and what was made out of its backup. */
async function restored(): Promise<Computer> {
  const { a, district, stick } = story
  await meet(district, a)
  await a.take((await district.send()).file)
  const computer = await restoreFrom(await backUp(a, stick), stick, 'restored', 80)
  more.push(computer)
  return computer
}

test('a bundle opens for every self of the receiver, and with the recovery key, and for nobody else', async () => {
  const { a, b, district, recoveryKey } = story
  const now = await restored()
  await meet(district, now)
  const { file } = await district.send(await siteOf(now))
  const identities = [(await siteKeyOf(now)).identity, (await siteKeyOf(a)).identity, recoveryKey]
  for (const identity of identities) expect(await opensWith(file, identity)).toBe(true)
  expect(await opensWith(file, (await siteKeyOf(b)).identity)).toBe(false)
})

test('a bundle does not open for a self that was lost, though its successor receives it', async () => {
  const { a, district, stick } = story
  const now = await restored()
  await district.rpc.sites.revoke({ site: await siteOf(a), reason: '丢失' })
  const files = [district.engine.grant(join(stick, (await now.send()).file))]
  await district.rpc.sync.importBundles({ files, acceptClosed: true })
  const { file } = await district.send(await siteOf(now))
  expect(await opensWith(file, (await siteKeyOf(now)).identity)).toBe(true)
  expect(await opensWith(file, (await siteKeyOf(a)).identity)).toBe(false)
})
