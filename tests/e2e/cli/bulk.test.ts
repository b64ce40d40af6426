import { writeFileSync } from 'node:fs'
import type { Laptop } from '../../support/desks/cli'
import { type Added, addStreet, type Story, startDistrict } from '../../support/desks/cli-story'

let story: Story
let laptop: Laptop
const ids: string[] = []

beforeAll(async () => {
  story = await startDistrict()
  const street = await addStreet(story, '云锦街道', '001', 'A')
  laptop = street.laptop
  for (let n = 0; n < 3; n += 1) {
    const data = {
      date: `2026-11-0${n + 1}`,
      start: '15:00',
      unit: street.villages[0],
      courtyard: '老槐树院坝',
      households: 9,
      people: 20 + n,
      chair: '周永贵',
      speaker: '吴秀英',
      agenda: '远离毒品',
    }
    const added = await laptop.json<Added>('record', 'add', '--kind', kind, '--data', JSON.stringify(data))
    ids.push(added.ids[0] ?? '')
  }
})
afterAll(() => story.desk.clear())

const kind = 'courtyard-session'
interface Done {
  readonly done: number
  readonly goes?: number
  readonly left: readonly { readonly id: string; readonly reason: string }[]
  readonly batch: string | null
}
const bulk = (...more: string[]) => laptop.json<Done>('record', 'bulk', ...more)

test('one step on many records is looked at, done, and taken back', async () => {
  const asked = ['--kind', kind, '--where', 'status=submitted', '--do', 'approve']
  expect(await bulk(...asked, '--dry-run')).toEqual({ done: 0, goes: 3, left: [], batch: null })
  const { done, batch } = await bulk(...asked, '--from', '2026-11-02')
  expect(done).toBe(2)
  const file = story.desk.path('ids.txt')
  writeFileSync(file, ids.join('\n'))
  const all = await bulk('--kind', kind, '--ids', file, '--do', 'approve')
  expect([all.done, all.left.map(({ id }) => id)]).toEqual([1, ids.slice(1)])
  expect(all.left[0]?.reason).toContain('已审核')
  expect((await bulk('--undo', String(batch))).done).toBe(2)
  const { stdout } = await laptop.text('record', 'bulk', ...asked, '--dry-run')
  expect(stdout).toBe('将处理 2 条。\n')
})

test('what the command can not mean is refused', async () => {
  expect(await laptop.refused('record', 'bulk', '--kind', kind)).toMatchObject({ code: 2 })
  expect(await laptop.refused('record', 'bulk', '--kind', kind, '--do', 'fly')).toMatchObject({ code: 2 })
})
