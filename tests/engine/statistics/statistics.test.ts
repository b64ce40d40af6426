import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readXlsx } from 'hucre/xlsx'
import type { Input } from '../../../shared/contract'
import { type Desk, openDistrict, openStreet, refusal } from '../../support/desks/engine'
import { textInZip } from '../../support/paper/zip'
import { activityOf } from '../../support/records/month'

let desk: Desk
const folder = mkdtempSync(join(tmpdir(), 'yuanba-statistics-'))
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => desk.close())

interface Table {
  readonly columns: readonly { readonly label: string; readonly group?: string }[]
  readonly rows: readonly {
    readonly role: string
    readonly cells: readonly { readonly text: string; readonly value?: number }[]
  }[]
}

async function add(unit: string, month: string, people: number): Promise<void> {
  const { kind, body } = activityOf(unit, month, 1)
  await desk.rpc.records.save({ kind, patch: { ...body, attendance: people }, operation: desk.operation() })
}

async function write(
  format: Input<'statistics.write'>['format'],
  over: Partial<Input<'statistics.write'>> = {},
) {
  const path = join(folder, `统计表.${format}`)
  const file = desk.engine.grant(path)
  await desk.rpc.statistics.write({
    period: '2026-11',
    measures: ['activities', 'attendance'],
    format,
    file,
    ...over,
  })
  return readFileSync(path)
}

/** Rows as words: role, unit, then the cells. */
async function rowsOf(over: Partial<Input<'statistics.write'>> = {}): Promise<string[]> {
  const { table } = JSON.parse((await write('json', over)).toString()) as { table: Table }
  return table.rows.map(({ role, cells }) => [role, ...cells.map(({ text }) => text)].join(' '))
}

describe('at a street', () => {
  beforeEach(async () => {
    desk = await openStreet()
    await add(desk.units.peach, '2026-11', 30)
    await add(desk.units.peach, '2026-03', 50)
    await add(desk.units.plum, '2026-11', 20)
    await add(desk.units.plum, '2025-11', 40)
    await add(desk.units.east, '2026-11', 5)
  })

  test('each village has this month, the year to date and 同比；zero is 0, a missing base is said', async () => {
    expect(await rowsOf()).toEqual([
      'plain 李子村 1 1 持平 20 20 下降50%',
      'plain 石桥社区 0 0 持平 0 0 持平',
      'plain 桃花村 1 2 去年为0 30 80 去年为0',
      'plain 本级 1 1 去年为0 5 5 去年为0',
      'total 合计 3 4 增长200% 55 105 增长37.5%',
    ])
  })

  test('the head says of which column 同比 is', async () => {
    const heads = async (period: string): Promise<string[]> => {
      const bytes = await write('json', { period, measures: ['activities'] })
      const { table } = JSON.parse(bytes.toString()) as { table: Table }
      return table.columns.map(({ label }) => label)
    }
    expect(await heads('2026-11')).toEqual(['单位', '本月', '本年\n累计', '本月\n同比'])
    expect(await heads('2026-Q4')).toEqual(['单位', '本季度', '本年\n累计', '本季度\n同比'])
    // Of a quarter that nobody logged a year ago there is nothing to compare with.
    expect(await heads('2026-Q3')).toEqual(['单位', '本季度', '本年\n累计'])
    expect(await heads('2026')).toEqual(['单位', '本年', '同比'])
  })

  test('a year has no column of the year to date, and a year that nobody logged is no base', async () => {
    const rows = await rowsOf({ period: '2025', measures: ['activities'] })
    expect(rows.at(-1)).toBe('total 合计 1')
  })

  test('a year ago is a base when anything was logged then, not only what the table is of', async () => {
    const rows = await rowsOf({ measures: ['consultations'] })
    expect(rows.at(-1)).toBe('total 合计 0 0 持平')
  })

  test('the measures that somebody chose are remembered, and one that is not known is refused', async () => {
    const chosen = ['consultations', 'events']
    await desk.rpc.statistics.saveMeasures({ measures: chosen, operation: desk.operation() })
    expect((await desk.rpc.statistics.measures({})).chosen).toEqual(chosen)
    const page = await desk.rpc.statistics.page({ period: '2026-11' })
    expect(page.markup.indexOf('提供法律咨询服务')).toBeLessThan(page.markup.indexOf('开展普法活动'))
    expect(await refusal(write('json', { measures: ['nonsense'] }))).toMatchObject({
      code: 'measure.unknown',
    })
  })

  test('a number in the preview leads to its rows', async () => {
    const { figures, markup } = await desk.rpc.statistics.page({
      period: '2026-11',
      measures: ['attendance'],
    })
    const figure = figures.find(({ unit }) => unit === desk.units.peach)
    expect(markup).toContain(`data-figure="${figure?.id}"`)
    const { rows } = await desk.rpc.reports.figureRows({
      measure: 'attendance',
      period: '2026-11',
      unit: desk.units.peach,
    })
    expect(rows.reduce((sum, { amount }) => sum + amount, 0)).toBe(figure?.value)
  })

  test('every number leads to its rows: this month’s, the year’s to date, a year ago’s and the street’s own', async () => {
    const { figures, markup } = await desk.rpc.statistics.page({
      period: '2026-11',
      measures: ['attendance', 'villagesReached'],
    })
    const shown = [...markup.matchAll(/data-figure="([^"]+)"/g)].map(([, id]) => id)
    expect(new Set(shown)).toEqual(new Set(figures.map(({ id }) => id)))
    const { east, plum } = desk.units
    for (const [id, value] of [
      [`attendance@2026-11@${east}`, 55],
      [`attendance@2026-T11@${east}`, 105],
      [`attendance@2025-11@${plum}`, 40],
      [`attendance@2026-11@${east}/own`, 5],
      [`attendance@2026-T11@${east}/own`, 5],
      [`villagesReached@2026-11@${east}`, 2],
    ] as const) {
      const found = figures.find((one) => one.id === id)
      expect([id, found?.value]).toEqual([id, value])
      const { measure = '', period = '', unit, part } = found ?? {}
      const { rows } = await desk.rpc.reports.figureRows({
        measure,
        period,
        ...(unit && { unit }),
        ...(part && { part }),
      })
      expect([id, rows.reduce((sum, { amount }) => sum + amount, 0)]).toEqual([id, value])
    }
  })

  test('Excel has numbers, two rows of heads in view, and a 合计 that is calculated where it is a sum', async () => {
    const bytes = await write('xlsx')
    const { sheets } = await readXlsx(bytes)
    const rows = sheets[0]?.rows ?? []
    expect(rows[0]?.[0]).toBe('东街街道普法工作统计表（2026年11月）')
    expect(rows.at(-2)?.slice(0, 3)).toEqual(['合计', 3, 4])
    const xml = textInZip(bytes, 'xl/worksheets/sheet1.xml')
    expect(xml).toContain('<f>SUM(B5:B8)</f><v>3</v>')
    expect(xml).toContain('ySplit="4"')
  })

  test('Excel adds no different things and no shares, even when they happen to add up', async () => {
    const dispute = { date: '2026-11-03', unit: desk.units.peach, type: 'neighbours' }
    await desk.rpc.records.save({ kind: 'mediation', patch: dispute, operation: desk.operation() })
    const measures = ['mediationsAccepted', 'villagesReached', 'mediationRate']
    const bytes = await write('xlsx', { measures })
    expect((await readXlsx(bytes)).sheets[0]?.rows.at(-2)).toEqual([
      ...['合计', 1, 1, '去年为0', 2, 2, '增长100%', 0, 0, '—'],
    ])
    const xml = textInZip(bytes, 'xl/worksheets/sheet1.xml')
    expect(xml.match(/<f>.*?<\/f>/g)).toEqual(['<f>SUM(B5:B7)</f>', '<f>SUM(C5:C7)</f>'])
  })

  test('Word names nobody in the file', async () => {
    const xml = textInZip(await write('docx'), 'docProps/core.xml')
    expect(xml).toContain('<dc:creator>院坝普法台</dc:creator>')
    expect(xml).toContain('<cp:lastModifiedBy>院坝普法台</cp:lastModifiedBy>')
  })

  test('prints carry the number of their audit row', async () => {
    const { markup, number } = await desk.rpc.statistics.print({ period: '2026-11', how: 'print' })
    expect(markup).toContain(`内部 编号 A${String(number).padStart(6, '0')}`)
  })
})

test('a district lists its streets with their villages, and the total is over the streets', async () => {
  desk = await openDistrict()
  await add(desk.units.peach, '2026-11', 30)
  await add(desk.units.far, '2026-11', 7)
  const rows = await rowsOf({ measures: ['attendance'] })
  expect(rows.map((row) => row.split(' ').slice(0, 3).join(' '))).toEqual([
    'group 东街街道 30',
    'item 李子村 0',
    'item 石桥社区 0',
    'item 桃花村 30',
    'group 重庆路街道 7',
    'item 远山村 7',
    'total 合计 37',
  ])
})
