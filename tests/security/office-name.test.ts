import { join } from 'node:path'
import { openJoinFile } from '../../electron/engine/joining/join-file'
import { joinMac } from '../../electron/engine/sites/admission'
import { signText } from '../../electron/engine/sites/keys'
import { introductionText, introductionValues } from '../../shared/sync/site'
import { introductionIn, official } from '../support/bundles/official'
import { sendOtherwise } from '../support/bundles/otherwise'
import { backUp, restoreFrom } from '../support/desks/copies'
import { siteKeyOf } from '../support/desks/own-keys'
import { joinPassphraseOf, joinStreet, newComputer, type Pair, pair } from '../support/desks/pair'

let story: Pair
beforeEach(async () => {
  story = await pair()
})
afterEach(() => story.close())

const unitName = '示范区司法局'
const namesAt = async () => (await story.district.rpc.sites.list({})).sites.map(({ name }) => name)

test('a new laptop that calls itself another office is called by its street', async () => {
  const { district, stick, units } = story
  const laptop = newComputer(stick, 'new')
  try {
    const file = await joinStreet(district, laptop, stick, units.east, 'C')
    const path = join(stick, file)
    const offer = await openJoinFile(path, joinPassphraseOf(path), laptop.clock.time, 'district')
    const { id, signKey } = await siteKeyOf(laptop)
    const sent = await sendOtherwise(story, laptop, ({ official: told }) => {
      const said = introductionIn(told, id)
      const values = { ...introductionValues.parse(said.set), unitName }
      const mac = joinMac(offer.secret, { ...values, id, scope: said.scope })
      return { segments: [], official: [official({ ...said, set: { ...values, mac } }, signKey)] }
    })
    expect(await district.take(sent)).toMatchObject([{ from: '东街街道C', result: 'applied' }])
    expect(await namesAt()).toEqual(['示范区', '东街街道C'])
  } finally {
    await laptop.engine.close()
  }
})

test('a laptop that came out of a backup and calls itself another office is called as before', async () => {
  const { a, district, stick } = story
  await district.take((await a.send()).file)
  const { signKey } = await siteKeyOf(a)
  const moved = await restoreFrom(await backUp(a, stick), stick, 'moved', 71)
  try {
    const own = await siteKeyOf(moved)
    const sent = await sendOtherwise(story, moved, ({ official: told }) => {
      const said = introductionIn(told, own.id)
      const values = { ...introductionValues.parse(said.set), unitName }
      const signature = signText(signKey, introductionText({ ...values, id: own.id, scope: said.scope }))
      const others = told.filter(({ line }) => !line.includes(`"site":"${own.id}"}`))
      return {
        segments: [],
        official: [...others, official({ ...said, set: { ...values, signature } }, own.signKey)],
      }
    })
    expect(await district.take(sent)).toMatchObject([{ from: expect.stringMatching(/^东街街道A..$/) }])
    expect((await namesAt()).filter((name) => name.includes(unitName))).toEqual([])
  } finally {
    await moved.engine.close()
  }
})
