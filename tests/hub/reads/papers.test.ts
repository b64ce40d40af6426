import { derivedId } from '../../../electron/engine/facts/derived-id'
import type { CallName, Input } from '../../../shared/contract'
import type { FileToken } from '../../../shared/contract/types'
import type { Figure } from '../../../shared/figures/figure'
import { indicatorValue } from '../../../shared/kinds/indicator-value'
import { type HubVisitor, idOf, openRegion, type PlainRecord, type Region } from '../../support/hub/region'
import { eachStore } from '../../support/hub/stores'
import { twoStreets } from '../../support/hub/two-streets'

const indicator: PlainRecord = {
  id: idOf('i'),
  kind: 'indicator',
  body: { name: '义警参与', word: '人次', adds: 'sum', filledBy: 'street', every: 'month' },
}
const value = (at: string, amount: string): PlainRecord => {
  const body = { indicator: idOf('i'), unit: idOf(at), date: '2026-11-01', value: amount }
  return { id: derivedId(indicatorValue, body) ?? '', kind: indicatorValue.name, body }
}
const wording: PlainRecord = {
  id: idOf('w'),
  kind: 'report-section',
  body: {
    report: 'annual',
    heading: '本区自己的一节',
    text: '发放资料{发放宣传资料}，义警{义警参与}。',
    order: 1,
  },
}
const own = [indicator, value('s1', '3.5'), value('s2', '4'), wording]

const month = '2026-11'
const token = 'file-1' as FileToken

/** All rows behind a figure, two at a time. */
async function allRows(visitor: HubVisitor, { measure, period, unit, part }: Figure): Promise<number[]> {
  const amounts: number[] = []
  let after: string | undefined
  do {
    const page = await visitor.ok('reports.figureRows', {
      measure,
      period,
      limit: 2,
      ...(unit !== null && { unit }),
      ...(part && { part }),
      ...(after !== undefined && { after }),
    })
    amounts.push(...page.rows.map(({ amount }) => amount))
    after = page.next ?? undefined
  } while (after !== undefined)
  return amounts
}

eachStore((under) => {
  let region: Region
  beforeEach(async () => {
    region = await openRegion(under, (store) => twoStreets(store, own))
  })
  afterEach(() => region.close())

  test('tables, charts and reports of a city and of a district, in its own words, are answered, and each number is its rows', async () => {
    for (const who of ['city', 'east']) {
      const visitor = await region.as(idOf(who), 'review')
      const measures = ['attendance', 'leaflets']
      const { figures, markup, frozen } = await visitor.ok('statistics.page', { period: month, measures })
      expect(frozen).toBeNull()
      expect(markup).toContain(who === 'city' ? '西区' : '李家村')
      expect(figures.length).toBeGreaterThan(4)
      for (const figure of figures) {
        const amounts = await allRows(visitor, figure)
        expect([figure.id, amounts.reduce((sum, one) => sum + one, 0)]).toEqual([figure.id, figure.value])
      }
    }

    const visitor = await region.as(idOf('east'), 'read')
    const by = await visitor.ok('statistics.page', { period: month, by: 'activity.form' })
    expect(by.pages).toBe(1)
    const { periods } = await visitor.ok('reports.series', {
      measures: ['attendance'],
      from: '2026-10',
      to: month,
    })
    expect(periods.map(({ figures: [figure] }) => figure?.value)).toEqual([1000, 147])
    const topics = await visitor.ok('charts.byWord', {
      measure: 'activities',
      field: 'topics',
      period: month,
    })
    expect(topics.words.length).toBeGreaterThan(3)

    const leader = await region.as(idOf('city'), 'read')
    for (const [report, period] of [
      ['monthly', month],
      ['quarterly', '2026-Q4'],
      ['annual', '2026'],
    ] as const)
      expect((await leader.ok('reports.page', { report, period })).markup).not.toContain('本区自己的一节')
    const annual = { report: 'annual', period: '2026', unit: idOf('east') }
    const { markup, document } = await leader.ok('reports.page', annual)
    expect(markup).toContain('本区自己的一节')
    const [leaflets, filled] = ['发放宣传资料', '义警参与'].map((name) =>
      document.figures.find(({ label }) => label === name),
    )
    expect([leaflets?.value, filled?.value]).toEqual([50, 7.5])
    // Rows are those of the district that is looked at, not of all that the account sees.
    expect(await allRows(leader, leaflets as Figure)).toEqual([10, 10, 10, 10, 10])
    expect(await allRows(leader, filled as Figure)).toEqual([3.5, 4])
  })

  test('what leaves is noted with its number, by those who may, and what fails is noted to have stayed', async () => {
    const reviewer = await region.as(idOf('east'), 'review')
    const reader = await region.as(idOf('east'), 'read')
    const print = { report: 'monthly', period: month, variant: 'internal', how: 'print' } as const
    expect(await reader.call('reports.print', print)).toMatchObject({ error: { code: 'right.missing' } })
    const printed = await reviewer.ok('reports.print', print)
    expect(printed.markup).toContain(`编号 ${String(printed.number).padStart(6, '0')}`)
    const files: readonly [CallName, object, string][] = [
      ['reports.write', { report: 'monthly', period: month, format: 'docx' }, 'PK'],
      ['reports.write', { report: 'monthly', period: month, format: 'html' }, '<!'],
      ['statistics.write', { period: month, format: 'xlsx' }, 'PK'],
    ]
    for (const [name, input, starts] of files) {
      await reviewer.ok(name, { ...input, file: token } as Input<typeof name>)
      expect(Buffer.from(reviewer.file(token) ?? []).toString('latin1')).toMatch(new RegExp(`^${starts}`))
    }
    const missing = { ...print, unit: idOf('none') }
    expect(await reviewer.call('reports.print', missing)).toMatchObject({ error: { code: 'unit.not-found' } })
    const noted = await region.owner.query<{ action: string }>(
      `SELECT action FROM hub_audit WHERE action <> 'account.add' ORDER BY seq`,
    )
    expect(noted.map(({ action }) => action)).toEqual([
      'reports.print',
      'reports.write',
      'reports.write',
      'statistics.write',
      'reports.print',
      'export.not-written',
    ])
  })
})
