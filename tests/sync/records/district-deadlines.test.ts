import { type Pair, pair } from '../../support/desks/pair'

let story: Pair
beforeAll(async () => {
  story = await pair()
  const { district, a } = story
  await district.take((await a.send()).file)
})
afterAll(() => story.close())

test('a laptop counts by the district’s calendar and settings as soon as their bundle is taken', async () => {
  const { district, a, units } = story
  const record = await a.save('consultation', {
    date: '2026-12-28',
    unit: units.peach,
    channel: 'letter',
    category: 'labour',
    receivedBy: '李',
    question: '加班费',
    answer: '待复',
  })
  const due = async () =>
    (await a.rpc.deadlines.list({ record })).rows.map((row) => row.due ?? row.unknownYear)
  expect(await due()).toEqual([2027])
  await district.rpc.records.save({
    kind: 'holiday-year',
    patch: { year: 2027, holidays: [{ name: '元旦', from: '2027-01-01', to: '2027-01-05' }] },
    operation: district.operation(),
  })
  await a.take((await district.send('东街街道A')).file)
  // 29 to 31 December, then 6, 7, 8 and 11 January, counted by hand.
  expect(await due()).toEqual(['2027-01-11'])
  await district.save('deadline-setting', {
    rule: 'letter-answer',
    unit: 'day',
    length: 8,
    from: '2026-12-01',
  })
  await a.take((await district.send('东街街道A')).file)
  // 28 December + 8 = 5 January, off (1…5); Wednesday 6.
  expect(await due()).toEqual(['2027-01-06'])
})
