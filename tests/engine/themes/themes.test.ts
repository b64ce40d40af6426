import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openForReading } from '../../../electron/engine/db/open'
import { heldByThemeSql } from '../../../electron/engine/themes/queries'
import type { Body } from '../../../shared/shapes'
import { type Desk, openDistrict, openStreet, refusal, sessionPatch } from '../../support/desks/engine'
import { dataKeyOf } from '../../support/desks/keys'
import { partsOfZip } from '../../support/paper/zip'

let desk: Desk
beforeEach(async () => {
  desk = await openDistrict()
})
afterEach(() => desk.close())

const add = async (kind: string, patch: Body): Promise<string> =>
  (await desk.rpc.records.save({ kind, patch, operation: desk.operation() })).id
const team = (name: string, unit: string, over: Body = {}) =>
  add('team', { name, unit, captain: '王队长', ...over })
const theme = (month: number, name: string, over: Body = {}) =>
  add('monthly-theme', { year: 2026, month, theme: name, ...over })
const activity = (over: Body) =>
  add('activity', {
    date: '2026-05-10',
    unit: desk.units.peach,
    theme: '民法典进村',
    form: 'lecture',
    place: '村委会',
    organiser: '司法所',
    attendance: 40,
    ...over,
  })

test('the grid says what each team was to do, did, and did without naming a theme', async () => {
  const [peach, far] = [await team('桃花队', desk.units.peach), await team('远山队', desk.units.far)]
  const [civil, drugs] = [await theme(5, '民法典', { target: 2 }), await theme(6, '禁毒')]
  await activity({ team: peach, monthlyTheme: civil })
  await activity({ team: peach, monthlyTheme: civil, date: '2026-07-01' })
  await activity({ team: peach })
  await activity({ monthlyTheme: drugs })
  const grid = await desk.rpc.themes.grid({ year: 2026 })
  expect(grid).toMatchObject({ year: 2026, thisMonth: '2026-11' })
  expect(grid.themes.map(({ month, theme: name, target }) => [month, name, target])).toEqual([
    [5, '民法典', 2],
    [6, '禁毒', 1],
  ])
  expect(grid.teams.map(({ name, unitName }) => [name, unitName])).toEqual([
    ['桃花队', '桃花村'],
    ['远山队', '远山村'],
  ])
  expect(grid.cells).toEqual([
    { team: peach, theme: civil, planned: 2, done: 2 },
    { team: peach, theme: drugs, planned: 1, done: 0 },
    { team: far, theme: civil, planned: 2, done: 0 },
    { team: far, theme: drugs, planned: 1, done: 0 },
  ])
  expect(grid.unlinked).toEqual([{ team: peach, month: 5, count: 1 }])
})

test('a courtyard session is held for the plan too, once with the activity that it is part of', async () => {
  const peach = await team('桃花队', desk.units.peach)
  const [civil, drugs] = [await theme(5, '民法典', { target: 3 }), await theme(6, '禁毒')]
  const session = (over: Body) =>
    add('courtyard-session', sessionPatch(desk, { date: '2026-05-10', team: peach, ...over }))
  const cells = async () =>
    (await desk.rpc.themes.grid({ year: 2026 })).cells.map((cell) => [cell.theme, cell.done])
  await session({ monthlyTheme: civil })
  await session({})
  expect(await cells()).toEqual([
    [civil, 1],
    [drugs, 0],
  ])
  const of = await activity({ team: peach, monthlyTheme: civil })
  await session({ activity: of, monthlyTheme: civil })
  await session({ activity: of })
  // What the session says of the plan and the activity does not, counts.
  await session({ activity: of, monthlyTheme: drugs })
  expect(await cells()).toEqual([
    [civil, 2],
    [drugs, 1],
  ])
  expect((await desk.rpc.themes.grid({ year: 2026 })).unlinked).toEqual([{ team: peach, month: 5, count: 1 }])
})

test('a void activity is not done, and a unit shows its own teams only', async () => {
  const peach = await team('桃花队', desk.units.peach)
  await team('远山队', desk.units.far)
  const civil = await theme(5, '民法典')
  const id = await activity({ team: peach, monthlyTheme: civil })
  const done = async () =>
    (await desk.rpc.themes.grid({ year: 2026, unit: desk.units.east })).cells.map((cell) => cell.done)
  expect(await done()).toEqual([1])
  await desk.rpc.records.move({
    id,
    flow: 'status',
    move: 'void',
    reason: '没有办成',
    operation: desk.operation(),
  })
  expect(await done()).toEqual([0])
})

test('a year without a plan has no cells', async () => {
  await team('桃花队', desk.units.peach)
  expect(await desk.rpc.themes.grid({ year: 2030 })).toMatchObject({ themes: [], cells: [] })
})

test('what was done is read from an index alone', async () => {
  await desk.engine.close()
  const db = openForReading(join(desk.profile, 'profile.db'), await dataKeyOf(desk.profile))
  const steps = db
    .prepare<[object], { detail: string }>(`EXPLAIN QUERY PLAN ${heldByThemeSql}`)
    .all({ months: '[]' })
    .map(({ detail }) => detail)
  const read = steps.filter((step) => / r USING /.test(step))
  expect(read).toEqual([
    expect.stringMatching(/^SEARCH r USING COVERING INDEX facts_activity_by_figures /),
    expect.stringMatching(/^SEARCH r USING COVERING INDEX facts_courtyard_session_by_figures /),
  ])
  db.close()
})

describe('the usual themes of a year', () => {
  const suggest = (year = 2026) => desk.rpc.themes.suggest({ year, operation: desk.operation() })
  const planned = async (year = 2026) =>
    (await desk.rpc.themes.grid({ year })).themes.map(({ month, theme: name }) => [month, name] as const)

  test('are written in one go, are records like any other, and fill only months without a theme', async () => {
    await theme(3, '三八维权周')
    const { ids } = await suggest()
    expect(ids).toHaveLength(9)
    const months = (await planned()).map(([month]) => month)
    expect(months).toEqual([3, 4, 5, 6, 6, 6, 9, 11, 11, 12])
    expect((await planned())[0]).toEqual([3, '三八维权周'])
    const [id = ''] = ids
    await desk.rpc.records.save({
      kind: 'monthly-theme',
      id,
      patch: { theme: '国家安全进村' },
      operation: desk.operation(),
    })
    expect((await planned())[1]).toEqual([4, '国家安全进村'])
    expect((await suggest()).ids).toEqual([])
    expect(await planned(2027)).toEqual([])
    await suggest(2027)
    expect((await planned(2027)).map(([month]) => month)).toEqual([3, 3, 4, 5, 6, 6, 6, 9, 11, 11, 12])
  })

  test('are the district’s to plan', async () => {
    const street = await openStreet()
    const work = street.rpc.themes.suggest({ year: 2026, operation: street.operation() })
    expect((await refusal(work)).code).toBe('record.wrong-owner')
    await street.close()
  })
})

test('the preview is the page that prints, but for the number of the audit row that only printing leaves', async () => {
  await team('桃花队', desk.units.peach)
  await theme(5, '民法典')
  const noted = async () => (await desk.rpc.safety.audit({ limit: 1 })).entries[0]?.number
  const before = await noted()
  const shown = await desk.rpc.themes.page({ year: 2026, variant: 'upward' })
  expect(await noted()).toBe(before)
  const printed = await desk.rpc.themes.print({ year: 2026, variant: 'upward', how: 'print' })
  expect(shown).toMatchObject({ title: printed.title, pages: 1 })
  expect(shown.markup).toContain('上报 预览')
  expect(shown.markup.replaceAll('上报 预览', '')).toBe(printed.markup.replaceAll(/上报 编号 Q\d{6}/g, ''))
})

test('the plan leaves the program with the number of its audit row, and a file that could not be written is noted', async () => {
  await team('桃花队', desk.units.peach)
  await theme(5, '民法典')
  const { markup, number } = await desk.rpc.themes.print({ year: 2026, variant: 'upward', how: 'print' })
  expect(markup).toContain(`上报 编号 Q${String(number).padStart(6, '0')}`)
  const folder = join(desk.profile, '..')
  for (const format of ['html', 'docx', 'xlsx'] as const) {
    const path = join(folder, `计划.${format}`)
    const file = desk.engine.grant(path)
    const written = await desk.rpc.themes.write({ year: 2026, format, file })
    const content = readFileSync(path)
    const text = format === 'html' ? content.toString() : partsOfZip(content).join('')
    for (const words of ['桃花队', '民法典', `内部 编号 Q${String(written.number).padStart(6, '0')}`])
      expect([format, words, text.includes(words)]).toEqual([format, words, true])
  }
  const file = desk.engine.grant(join(folder, 'missing', '计划.docx'))
  const refused = await refusal(desk.rpc.themes.write({ year: 2026, format: 'docx', file }))
  expect(refused.code).toBe('file.unwritable')
  const { entries } = await desk.rpc.safety.audit({ limit: 2 })
  expect(entries.map(({ label }) => label)).toEqual(['文件写入失败', '主题计划存为文件'])
})
