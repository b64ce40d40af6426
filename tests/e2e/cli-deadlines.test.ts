import { type Added, addStreet, type Story, type Street, startDistrict } from '../support/cli-story'

let story: Story
let street: Street
let id: string
beforeAll(async () => {
  story = await startDistrict()
  street = await addStreet(story, '云锦街道', '001', 'A')
  const fields = {
    ...{ date: '2026-03-02', unit: street.villages[0], applicant: '张三丰', phone: '13800001234' },
    ...{ caseType: 'civil', cause: '追索劳动报酬', appliedOn: '2026-03-02' },
  }
  const data = JSON.stringify(fields)
  const added = await street.laptop.json<Added>('record', 'add', '--kind', 'legal-aid-case', '--data', data)
  id = added.ids[0] ?? ''
})
afterAll(() => story.desk.clear())

test('deadlines are listed up to a day, with what an end is reckoned from, and never a whole name', async () => {
  const found = await street.laptop.json<{ rows: readonly object[] }>('deadlines', '--until', '2099-12-31')
  expect(found.rows).toMatchObject([
    { rule: 'legal-aid-review', record: id, start: '2026-03-02', due: '2026-03-09', whose: '法援机构' },
  ])
  expect(JSON.stringify(found)).not.toContain('张三丰')
  expect((await street.laptop.text('deadlines', '--until', '2099-12-31')).stdout).toContain('法援审查')
})

test('a record’s deadlines are explained by article', async () => {
  expect(await street.laptop.json('deadlines', '--explain', id)).toMatchObject({
    record: id,
    deadlines: [{ rule: 'legal-aid-review', law: '法律援助法', article: '第四十三条第一款' }],
  })
  expect((await street.laptop.text('deadlines', '--explain', id)).stdout).toContain('第四十三条')
})

test('a day that is none and a unit that nobody knows are refused', async () => {
  expect((await street.laptop.refused('deadlines', '--until', 'tomorrow')).code).toBe(2)
  expect((await street.laptop.refused('deadlines', '--unit', '无此村')).error.code).toBe('unit.not-found')
})
