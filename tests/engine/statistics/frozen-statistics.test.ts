import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Input } from '../../../shared/contract'
import { type Desk, openStreet, refusal } from '../../support/desks/engine'
import { pair, session } from '../../support/desks/pair'
import { markOf } from '../../support/records/frozen'
import { activityOf } from '../../support/records/month'

const table = { period: '2026-11' }
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yuanba-table-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('a 统计表 signed off', () => {
  let desk: Desk
  let activity: string

  beforeEach(async () => {
    desk = await openStreet()
    const { kind, body } = activityOf(desk.units.peach, '2026-11', 1)
    const patch = { ...body, attendance: 30 }
    activity = (await desk.rpc.records.save({ kind, patch, operation: desk.operation() })).id
  })
  afterEach(() => desk.close())

  const freeze = (measures = ['activities', 'attendance']) =>
    markOf(desk.rpc.statistics.freeze({ ...table, measures, operation: desk.operation() }))
  const correct = (attendance: number) =>
    desk.rpc.records.save({
      kind: 'activity',
      id: activity,
      patch: { attendance },
      operation: desk.operation(),
    })
  async function written(over: Partial<Input<'statistics.write'>> = {}): Promise<string> {
    const path = join(folder, '统计表')
    const file = desk.engine.grant(path)
    await desk.rpc.statistics.write({ ...table, format: 'html', file, ...over })
    return readFileSync(path, 'utf8')
  }
  const attendance = async (over: Partial<Input<'statistics.page'>> = {}): Promise<number | undefined> => {
    const { figures } = await desk.rpc.statistics.page({ ...table, ...over })
    return figures.find(({ measure, unit }) => measure === 'attendance' && unit === desk.units.east)?.value
  }

  test('opens as it was signed, byte by byte, with the measures it had; today is one step away', async () => {
    const frozen = await freeze()
    expect(frozen).toMatchObject({ report: 'statistics', period: '2026-11', unit: desk.units.east })
    const before = await written()
    await correct(20)
    await desk.rpc.statistics.saveMeasures({ measures: ['leaflets'], operation: desk.operation() })
    desk.clock.time += 400 * 24 * 3600 * 1000
    expect(await written()).toBe(before)
    const page = await desk.rpc.statistics.page(table)
    expect([page.frozen, page.others]).toEqual([frozen, [frozen]])
    expect([await attendance(), await attendance({ measures: ['attendance'] })]).toEqual([30, 20])
    const live = await desk.rpc.statistics.page({ ...table, version: 'live' })
    expect([live.frozen, live.figures.map(({ measure }) => measure)]).toEqual([
      null,
      expect.arrayContaining(['leaflets']),
    ])
    expect(await written({ version: 'live' })).not.toBe(before)
    const json = JSON.parse(await written({ format: 'json' })) as { readonly frozen: unknown }
    expect(json.frozen).toEqual(frozen)
  })

  test('says what has changed since', async () => {
    const { id } = await freeze()
    expect((await desk.rpc.reports.differences({ id })).total).toBe(0)
    await correct(20)
    const { figures, rows } = await desk.rpc.reports.differences({ id })
    expect(figures.map(({ before, after }) => [before.measure, before.value, after.value])).toEqual(
      expect.arrayContaining([['attendance', 30, 20]]),
    )
    expect(rows.map(({ measure, record, before, after }) => [measure, record, before, after])).toEqual([
      ['attendance', activity, 30, 20],
    ])
  })

  test('is printed with the number of its print and its marks, which are none of its content', async () => {
    await freeze()
    const { markup, number } = await desk.rpc.statistics.print({ ...table, how: 'print' })
    expect(markup).toContain(`内部 编号 A${String(number).padStart(6, '0')}`)
    expect(await written()).not.toContain('编号')
    expect(await written({ variant: 'upward' })).not.toContain('注意保密')
  })

  test('is no report in sentences, nor is one of those a table', async () => {
    const { id } = await freeze()
    expect((await refusal(desk.rpc.reports.compute({ report: 'monthly', ...table, version: id }))).code).toBe(
      'report.not-frozen',
    )
    const report = await desk.rpc.reports.freeze({ report: 'monthly', ...table, operation: desk.operation() })
    expect((await refusal(desk.rpc.statistics.page({ ...table, version: report.id }))).code).toBe(
      'report.not-frozen',
    )
    expect((await desk.rpc.statistics.page(table)).frozen?.id).toBe(id)
  })
})

test('a street’s signed 统计表 reaches the district as it was signed', async () => {
  const { a, district, units, close } = await pair()
  try {
    await a.save('courtyard-session', session(units.peach))
    const frozen = await markOf(a.rpc.statistics.freeze({ ...table, operation: a.operation() }))
    await district.take((await a.send()).file)
    const page = await district.rpc.statistics.page({ ...table, unit: units.east ?? '' })
    expect(page.frozen).toEqual(frozen)
  } finally {
    await close()
  }
})
