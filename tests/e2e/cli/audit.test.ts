import { readFileSync } from 'node:fs'
import { type Added, type Story, startDistrict } from '../../support/desks/cli-story'

let story: Story
beforeAll(async () => {
  story = await startDistrict()
})
afterAll(() => story.desk.clear())

interface Log {
  readonly entries: readonly { number: number; user: string; action: string; records: { id: string }[] }[]
  readonly next: number | null
}

test('the number in a written file is found again, with who wrote it and of which records', async () => {
  const { district, desk, unit } = story
  const data = JSON.stringify({ name: '云锦街道', level: 'street', parent: unit, code: '510904' })
  const { ids } = await district.json<Added>('record', 'add', '--kind', 'unit', '--data', data)
  const out = desk.path('街道.html')
  await district.json('record', 'print', '--id', ids[0] ?? '', '--format', 'html', '--out', out)
  const log = await district.json<Log>('audit', '--action', '记录存为文件')
  expect(log).toMatchObject({ next: null, entries: [{ user: '管理员', records: [{ id: ids[0] }] }] })
  const number = log.entries[0]?.number ?? 0
  const { stdout } = await district.text('audit', '--number', String(number), '--by', '管理员')
  expect(stdout).toMatch(new RegExp(`${String(number).padStart(6, '0')} .*记录存为文件.*版本 内部`))
  const lettered = await district.text('audit', '--number', `A${number}`)
  expect(lettered.stdout).toContain('请到 A 机上查')
  expect(lettered.stdout).toContain('记录存为文件')
  const newest = await district.json<Log>('audit', '--limit', '1')
  expect(newest.entries).toHaveLength(1)
  expect(newest.next).toBe(newest.entries[0]?.number)
})

test('the plan of a year is written as a file that carries its number', async () => {
  const { district, desk } = story
  const out = desk.path('计划.html')
  const where = ['--year', '2026', '--variant', 'upward', '--format', 'html', '--out', out]
  const { number } = await district.json<{ number: number }>('themes', ...where)
  expect(readFileSync(out, 'utf8')).toContain(`上报 编号 ${String(number).padStart(6, '0')}`)
  expect(await district.refused('themes', '--year', '2026', '--out', out)).toMatchObject({ code: 2 })
})

test('a day or an action that is none is refused, and so is who does not manage the profile', async () => {
  const { district, desk } = story
  for (const wrong of [
    ['--from', '11-3'],
    ['--action', '偷看'],
    ['--number', '0'],
  ])
    expect(await district.refused('audit', ...wrong)).toMatchObject({ code: 2, error: { code: 'usage' } })
  const words = desk.write('new-passphrase', '另一句口令一二三\n')
  const person = ['--name', '王录入', '--role', 'entry', '--new-passphrase-file', words]
  await district.json('user', 'add', ...person)
  expect(await district.refused('audit', '--user', '王录入', '--passphrase-file', words)).toMatchObject({
    code: 4,
    error: { code: 'right.missing' },
  })
})
