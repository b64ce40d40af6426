import type { Laptop } from '../../support/desks/cli'
import { type Added, addStreet, type Story, type Street, startDistrict } from '../../support/desks/cli-story'

let story: Story
let street: Street
let laptop: Laptop

beforeAll(async () => {
  story = await startDistrict()
  street = await addStreet(story, '云锦街道', '001', 'A')
  laptop = street.laptop
})
afterAll(() => story.desk.clear())

const lead = (over: object = {}): string =>
  JSON.stringify({
    date: '2026-11-03',
    unit: street.villages[0],
    source: 'visit',
    employer: '某建筑劳务公司',
    people: 12,
    amount: 3_190_000,
    ...over,
  })
const add = async (data: string): Promise<string> =>
  (await laptop.json<Added>('record', 'add', '--kind', 'wage-arrears-lead', '--data', data)).ids[0] ?? ''
interface Found {
  readonly candidates: readonly {
    readonly record: { readonly id: string }
    readonly why: readonly string[]
  }[]
}
const similar = (...more: string[]) =>
  laptop.json<Found>('record', 'similar', '--kind', 'wage-arrears-lead', ...more)

test('a lead that came twice is found, merged, taken apart and told to be another', async () => {
  const keep = await add(lead())
  const { candidates } = await similar('--data', lead({ source: 'hotline', sourceNo: '12345-7' }))
  expect(candidates).toMatchObject([{ record: { id: keep }, why: ['用人单位读音相同'] }])
  const drop = await add(lead({ source: 'hotline', sourceNo: '12345-7', people: 14 }))

  const merged = ['record', 'merge', '--keep', keep, '--drop', drop, '--reason', '热线与来访是同一件事']
  const { error } = await laptop.refused(...merged, '--choose', '{"nothing":"drop"}')
  expect(error.code).toBe('call.invalid')
  await laptop.json(...merged, '--choose', '{"people":"drop"}')
  expect(await laptop.json('record', 'show', '--id', keep)).toMatchObject({
    body: { people: 14, source: 'visit', sourceNo: '12345-7' },
    merged: [drop],
  })
  expect((await similar('--id', keep)).candidates).toEqual([])

  const { stdout } = await laptop.text('record', 'unmerge', '--id', drop)
  expect(stdout).toContain('已取消合并')
  expect((await similar('--id', keep)).candidates).toHaveLength(1)
  await laptop.json('record', 'distinct', '--id', keep, '--other', drop)
  expect((await similar('--id', keep)).candidates).toEqual([])
  await laptop.json('record', 'distinct', '--id', keep, '--other', drop, '--forget')
  expect((await similar('--id', keep)).candidates).toHaveLength(1)
})

test('the plan of a year says what each team has done', async () => {
  const { stdout } = await laptop.text('themes', '--year', '2026')
  expect(stdout).toContain('2026 年还没有月度主题')
  expect(await laptop.json('themes', '--year', '2026')).toMatchObject({ year: 2026, themes: [], cells: [] })
})
