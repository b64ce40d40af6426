import { type Pair, pair } from '../../support/desks/pair'

let story: Pair
beforeAll(async () => {
  story = await pair()
  const { district, a, b } = story
  await district.take((await a.send()).file, (await b.send()).file)
})
afterAll(() => story.close())

const activity = (unit: string) => ({
  date: '2026-11-03',
  unit,
  theme: '法治宣传',
  form: 'lecture',
  place: '村委会',
  organiser: '东街街道',
  attendance: 40,
})

test('a word reaches the laptops by bundle; a record that holds it shows its code until then, and is not refused', async () => {
  const { district, a, b, units } = story
  const entry = await district.save('dictionary-entry', {
    dictionary: 'topic',
    value: 'gas',
    label: '燃气安全',
  })
  await a.take((await district.send('东街街道A')).file)
  expect((await a.rpc.records.words({})).words.topic).toMatchObject([{ value: 'gas', label: '燃气安全' }])
  const patch = { ...activity(units.peach), topics: ['gas'] }
  const { id } = await a.rpc.records.save({ kind: 'activity', patch, operation: a.operation() })
  await district.take((await a.send()).file)

  // What B gets has the record, but no living word for its topic.
  await district.rpc.records.delete({ id: entry, operation: district.operation() })
  const [taken] = await b.take((await district.send('东街街道B')).file)
  expect(taken).toMatchObject({ result: 'applied' })
  expect((await b.rpc.records.words({})).words).toEqual({})
  await b.save('activity', { attendance: 41 }, id)
  expect(await b.body(id)).toMatchObject({ topics: ['gas'], attendance: 41 })
  const shown = async (): Promise<string | undefined> => {
    const { entries } = await b.rpc.records.history({ id })
    return entries[0]?.fields.find(({ key }) => key === 'topics')?.newText
  }
  const found = async (): Promise<number> =>
    (await b.rpc.records.count({ kind: 'activity', filter: { text: '燃气' } })).total
  expect([await shown(), await found()]).toEqual(['gas', 0])

  await district.rpc.records.restore({ id: entry, operation: district.operation() })
  await b.take((await district.send('东街街道B')).file)
  expect([await shown(), await found()]).toEqual(['燃气安全', 1])
})

test('a preview leaves no word behind', async () => {
  const { district, a } = story
  const words = async (): Promise<readonly string[]> =>
    ((await a.rpc.records.words({})).words.audience ?? []).map(({ label }) => label)
  await district.save('dictionary-entry', { dictionary: 'audience', value: 'rider', label: '外卖骑手' })
  const { file } = await district.send('东街街道A')
  const before = await words()
  await a.preview(file)
  expect(await words()).toEqual(before)
  await a.take(file)
  expect(await words()).toContain('外卖骑手')
})
