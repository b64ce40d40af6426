import type { Laptop } from '../../support/desks/cli'
import { addStreet, type Story, startDistrict } from '../../support/desks/cli-story'

interface Found {
  readonly found: readonly {
    readonly id: string
    readonly kind: string
    readonly title: string
    readonly number: string | null
    readonly unit: string
    readonly group: string
    readonly why: string
  }[]
}

let story: Story
let laptop: Laptop

beforeAll(async () => {
  story = await startDistrict()
  laptop = (await addStreet(story, '云锦街道', '001', 'A')).laptop
})
afterAll(() => story.desk.clear())

test('find answers units, people and records of every kind, in text and as a document', async () => {
  const unit = (await laptop.json<Found>('find', '云锦1村', '--kind', 'unit')).found[0]
  const data = {
    date: '2026-11-02',
    unit: unit?.id,
    channel: 'visit',
    category: 'wages',
    who: '解某',
    phone: '13812345678',
    answer: '可以申请劳动仲裁',
    receivedBy: '王律师',
  }
  const added = await laptop.json<{ ids: string[]; numbers: string[] }>(
    ...['record', 'add', '--kind', 'consultation', '--data', JSON.stringify(data)],
  )
  const [id, number] = [added.ids[0], added.numbers[0]]
  const hit = { id, number, kind: 'consultation', title: '2026-11-02 欠薪咨询', unit: '云锦1村' }
  expect((await laptop.json<Found>('find', 'xie')).found).toEqual([
    { ...hit, group: 'person', why: '咨询人 解*' },
  ])
  expect((await laptop.json<Found>('find', String(number))).found).toEqual([
    { ...hit, group: 'record', why: '' },
  ])
  expect((await laptop.json<Found>('find', 'xie', '--kind', 'activity')).found).toEqual([])
  expect((await laptop.json<Found>('find', '13812345678', '--whole')).found).toHaveLength(1)
  expect((await laptop.json<Found>('find', '云锦', '--limit', '1')).found).toHaveLength(1)
  expect((await laptop.text('find', '5678')).stdout).toMatch(
    /人员 +法律咨询 +2026-11-02 欠薪咨询 +电话 138\*{4}5678 +云锦1村/,
  )
  expect((await laptop.text('find', '未找到此人')).stdout.trim()).toBe('没有找到。')
})
