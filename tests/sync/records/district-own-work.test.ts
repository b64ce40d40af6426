import { passphrase, refusal, user } from '../../support/desks/engine'
import { joinCity, newComputer, type Pair, pair } from '../../support/desks/pair'

let story: Pair
beforeEach(async () => {
  story = await pair()
})
afterEach(() => story.close())

/** 会前学法, an adviser of the district's offices, and what the adviser did for one. */
async function workOfItsOwn(): Promise<Record<'study' | 'adviser' | 'service', string>> {
  const { district, units } = story
  const common = { date: '2026-11-03', unit: units.district }
  const study = await district.save('activity', {
    ...common,
    theme: '主任会议会前学法',
    form: 'beforeMeeting',
    place: '第一会议室',
    organiser: '区司法局',
    attendance: 24,
  })
  const adviser = await district.save('adviser', {
    name: '某律师',
    unit: units.district,
    profession: 'lawyer',
    from: '2026-01-01',
  })
  const service = await district.save('counsel-service', {
    ...common,
    adviser,
    client: '区住建局',
    service: 'opinion',
  })
  return { study, adviser, service }
}

test('what a district does itself reaches no street; an adviser whom streets may name does', async () => {
  const { district, a } = story
  await district.take((await a.send()).file)
  const { study, adviser, service } = await workOfItsOwn()
  expect((await a.take((await district.send('东街街道A')).file))[0]).toMatchObject({ result: 'applied' })
  expect(await a.body(adviser)).toMatchObject({ name: '某律师' })
  for (const id of [study, service])
    expect((await refusal(a.rpc.records.get({ id }))).code).toBe('record.not-found')
})

test('a laptop joins a district that has work of its own, and a city is brought all of it', async () => {
  const { district, units, stick } = story
  const { study, adviser, service } = await workOfItsOwn()
  const laptop = await story.join(units.east, 'C')
  expect(await laptop.body(adviser)).toMatchObject({ name: '某律师' })
  expect((await refusal(laptop.rpc.records.get({ id: study }))).code).toBe('record.not-found')

  const city = newComputer(stick, 'city', 80)
  await city.rpc.profile.createDistrict({ role: 'city', unit: '示范市', user, passphrase })
  await joinCity(city, district, stick)
  const [arrived] = await city.take((await district.send('示范市')).file)
  expect(arrived).toMatchObject({ result: 'applied' })
  for (const id of [study, adviser, service])
    expect(await city.body(id)).toMatchObject({ unit: units.district })
  await city.engine.close()
})
