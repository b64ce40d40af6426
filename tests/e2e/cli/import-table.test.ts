import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { readXlsx, writeXlsx } from 'hucre/xlsx'
import type { Laptop } from '../../support/desks/cli'
import { addStreet, type Story, startDistrict } from '../../support/desks/cli-story'

let story: Story
let laptop: Laptop
let path: string
const kind = 'courtyard-session'

beforeAll(async () => {
  story = await startDistrict()
  const street = await addStreet(story, '云锦街道', '001', 'A')
  laptop = street.laptop
  const village = '云锦1村'
  const head = ['时间', '开始', '村', '院坝', '主持人', '主讲人', '议题', '户数', '人数']
  const line = (day: string, people: number | string) => [
    day,
    '15:00',
    village,
    '老槐树',
    '周永贵',
    '吴秀英',
    '远离毒品',
    9,
    people,
  ]
  path = story.desk.path('台账.xlsx')
  const rows = [['云锦街道台账'], head, line('3月5日', 30), line('3月6日', 31), line('3月7日', '很多')]
  writeFileSync(path, await writeXlsx({ sheets: [{ name: '表', rows }] }))
})
afterAll(() => story.desk.clear())

interface Done {
  readonly rows: number
  readonly added: number
  readonly updated: number
  readonly skipped: number
  readonly refused: readonly { readonly row: number; readonly field: string; readonly reason: string }[]
  readonly batch: string | null
}

/** What a run answers beside its exit code: a table of which some lines are refused is no failure. */
async function run(...args: readonly string[]): Promise<{ readonly code: number; readonly done: Done }> {
  const { code, stdout } = await laptop.text(...args, '--json')
  return { code, done: JSON.parse(stdout) as Done }
}

test('a ledger is looked at, comes in by a mapping, adds nothing again, and is taken back', async () => {
  const mapping = story.desk.path('对照.json')
  const columns = { 时间: '日期', 户数: 'households', 人数: 'people', 开始: '开始时间' }
  writeFileSync(mapping, JSON.stringify({ columns, year: 2025 }))
  const errors = story.desk.path('没有导入.xlsx')
  const asked = ['import-table', '--kind', kind, path, '--mapping', mapping]
  expect(await run(...asked, '--dry-run')).toMatchObject({ code: 3, done: { added: 2, batch: null } })
  const { code, done } = await run(...asked, '--errors', errors)
  expect(code).toBe(3)
  expect(done).toMatchObject({ rows: 3, added: 2, updated: 0, skipped: 0 })
  expect(done.refused).toEqual([{ row: 5, field: 'people', reason: '参加人数应当是 0 或更大的整数。' }])
  expect(existsSync(errors)).toBe(true)
  expect((await run(...asked)).done).toMatchObject({ added: 0, skipped: 2, batch: null })
  const undone = await laptop.json<{ done: number; left: unknown[] }>('undo', '--batch', String(done.batch))
  expect(undone).toEqual({ done: 2, left: [], batch: done.batch })
})

test('a mapping that names what the kind has not is refused', async () => {
  const mapping = story.desk.path('错.json')
  writeFileSync(mapping, JSON.stringify({ columns: { 时间: '月亮' } }))
  const refused = await laptop.refused('import-table', '--kind', kind, path, '--mapping', mapping)
  expect([refused.code, refused.error.message]).toEqual([2, expect.stringContaining('没有“月亮”这一项')])
})

test('records go out as a workbook, a cell of it is edited, and it comes back as that one change', async () => {
  const mapping = story.desk.path('对照.json')
  await run('import-table', '--kind', kind, path, '--mapping', mapping)
  const out = story.desk.path('修改用.xlsx')
  const written = await laptop.json<{ rows: number }>(
    'table-template',
    '--kind',
    kind,
    '--records',
    '--out',
    out,
  )
  expect(written.rows).toBe(2)
  expect(await run('import-table', '--kind', kind, out)).toMatchObject({
    code: 0,
    done: { rows: 2, added: 0, updated: 0, skipped: 2 },
  })
  const { sheets } = await readXlsx(readFileSync(out))
  const rows = sheets[0]?.rows.map((row) => [...row]) ?? []
  rows[1]?.splice(rows[0]?.indexOf('参加人数') ?? 0, 1, 99)
  writeFileSync(out, await writeXlsx({ sheets: [{ name: '改过', rows }] }))
  const { done } = await run('import-table', '--kind', kind, out)
  expect(done).toMatchObject({ added: 0, updated: 1, skipped: 1 })
  expect(await laptop.json('undo', '--batch', String(done.batch))).toMatchObject({ done: 1, left: [] })
})

test('what else is in a file is told beside what comes of it', async () => {
  const sheets = [
    { name: '院坝会', rows: [['时间'], ['3月5日']] },
    { name: '第二册', rows: [['时间'], ['3月6日']] },
    { name: '旧表', rows: [['作废']], hidden: true },
  ]
  const book = story.desk.path('几张表.xlsx')
  writeFileSync(book, await writeXlsx({ sheets, vbaProject: Buffer.from('none') }))
  const asked = ['import-table', '--kind', kind, book, '--dry-run']
  const { stdout } = await laptop.text(...asked)
  expect(stdout.split('\n').slice(0, 3)).toEqual([
    '只读了工作表“院坝会”，没有读“第二册”（2 行）；要读的用 --sheet 指明。',
    '文件里有隐藏的工作表，没有读；要导入它，请指明这张工作表。',
    '文件里有宏，没有运行。',
  ])
  const chosen = await laptop.text(...asked, '--sheet', '第二册', '--json')
  expect(JSON.parse(chosen.stdout)).toMatchObject({ notes: ['hidden-sheets', 'macros'] })
})
