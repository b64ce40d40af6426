import {
  byMonth,
  byName,
  type ChartData,
  chartInWords,
  drawnValue,
  isEmptyChart,
  seriesColors,
  shareByMonth,
  sideBySide,
} from '../../../shared/charts/data'
import { chartsMarkup } from '../../../shared/charts/page'
import { chartPaper, millimetres, placeCharts } from '../../../shared/charts/place'
import type { Figure } from '../../../shared/figures/figure'
import { figureOf } from '../../../shared/figures/make-figure'
import { measureOf } from '../../../shared/figures/measures'
import { narrowedName } from '../../../shared/figures/measures/narrowed'
import { monthPeriod } from '../../../shared/period'

const figure = (measure: string, year: number, month: number, value: number): Figure =>
  figureOf(measureOf(measure), monthPeriod(year, month), null, { value, rows: value })

/** Two years of `events`, `activities`: the value is the month's number, times `before` in the first year. */
function months(before: number) {
  return [2025, 2026].flatMap((year) =>
    Array.from({ length: 12 }, (_, at) => {
      const value = (at + 1) * (year === 2025 ? before : 1)
      const { name, label } = monthPeriod(year, at + 1)
      return {
        name,
        label,
        figures: [figure('events', year, at + 1, value), figure('activities', year, at + 1, value)],
      }
    }),
  )
}

test('a year stands as bars beside the year before as a line', () => {
  const { series, labels } = byMonth('活动', 2026, months(2), 0)
  expect(labels).toHaveLength(12)
  expect(series.map(({ label, shape, figures }) => [label, shape, figures[11]?.value])).toEqual([
    ['2026年', 'bar', 12],
    ['2025年', 'line', 24],
  ])
})

test('a year before anything was logged is not drawn', () => {
  expect(byMonth('活动', 2026, months(0), 0).series.map(({ label }) => label)).toEqual(['2026年'])
})

test('measures side by side take the last twelve months; what stands beside is in the table only', () => {
  const data = sideBySide('比较', months(1), [0], [1])
  expect(data.series.map(({ label, figures }) => [label, figures[0]?.period])).toEqual([
    ['开展普法活动', '2026-01'],
  ])
  expect(data.beside?.map(({ label }) => label)).toEqual(['普法宣传活动'])
})

test('names keep the order in which they come, whatever their numbers', () => {
  const rows = [3, 9, 1].map((value, at) => ({
    id: `v${at}`,
    label: `${at + 1}村`,
    figure: figure('events', 2026, 1, value),
  }))
  const data = byName('各单位', '单位', '开展活动', rows)
  expect(data.labels).toEqual(['1村', '2村', '3村'])
  expect(chartInWords(data)).toBe('各单位。开展活动（场次）：1村3，2村9，3村1')
  expect(isEmptyChart(data)).toBe(false)
  expect(isEmptyChart(byName('各单位', '单位', '开展活动', []))).toBe(true)
})

const overMonths = (label: string): ChartData =>
  sideBySide(
    label,
    Array.from({ length: 24 }, (_, at) => ({
      name: '',
      label: '',
      figures: [figure('events', 2026, (at % 12) + 1, at), figure('activities', 2026, (at % 12) + 1, at)],
    })),
    [0, 1],
  )
const units = (count: number): ChartData =>
  byName(
    '各单位',
    '单位',
    '开展活动',
    Array.from({ length: count }, (_, at) => ({
      id: `v${at}`,
      label: `${at}村`,
      figure: figure('events', 2026, 1, at),
    })),
  )

test('a printed chart over time stands above its table, and nothing in a name becomes markup', () => {
  const { series, ...data } = overMonths('<b>各月')
  const pages = [[{ data: { ...data, series }, svg: "<svg a='1'/>" }]]
  const markup = chartsMarkup({ title: '图表', note: '审计编号 3', pages })
  expect(markup).toContain('<h2>&lt;b&gt;各月</h2>')
  expect(markup).toContain('<th>1月</th>')
  expect(markup).toContain('<td>12</td>')
  expect(markup).toContain('src="data:image/svg+xml;charset=utf-8,%3Csvg%20a%3D%271%27%2F%3E"')
  expect(markup).not.toContain('<b>')
})

test('bars that say their numbers need no table beside them', () => {
  const markup = chartsMarkup({ title: '图表', note: '', pages: [[{ data: units(3), svg: '<svg/>' }]] })
  expect(markup).not.toContain('<table>')
})

test.each([4, 10, 26])(
  'the six charts of a year over %i units stand on two numbered pages, none torn',
  (count) => {
    const charts = [overMonths('一'), units(count), units(18), ...['二', '三', '四'].map(overMonths)]
    const pages = placeCharts(charts)
    expect(pages).toHaveLength(2)
    expect(pages.flat().map(({ data }) => data)).toEqual(charts)
    for (const [at, page] of pages.entries()) {
      const used = page.reduce((sum, placed) => sum + millimetres(placed), at === 0 ? chartPaper.title : 0)
      expect(used).toBeLessThanOrEqual(chartPaper.room)
    }
    const shown = pages.map((page) => page.map(({ data }) => ({ data, svg: '<svg/>' })))
    const markup = chartsMarkup({ title: '图表', note: '内部 编号 000003', pages: shown })
    for (const words of ['第1页 共2页', '第2页 共2页']) expect(markup).toContain(words)
    expect(markup.split('内部 编号 000003')).toHaveLength(3)
  },
)

test('a measure is narrowed to one word of a choice, and to nothing that its records do not have', () => {
  const narrowed = measureOf(narrowedName('activities', 'topics', 'wages'))
  expect(narrowed.label).toBe('普法宣传活动（宣传专题：根治欠薪）')
  expect(narrowed.over.map(({ where }) => where)).toEqual([{ topics: ['wages'] }])
  for (const name of [
    'activities:remarks=x',
    "activities:topics=a' OR 1",
    'nothing:topics=wages',
    'mediationRate:type=x',
  ])
    expect(() => measureOf(name)).toThrow('measure.unknown')
})

test('a share is a line up to 100, and a month without anything to share out is a gap in it, not a 0', () => {
  const share = (text: string, value: number): Figure => ({
    ...figure('mediationRate', 2026, 1, value),
    text,
    parts: [],
  })
  const data = shareByMonth('成功率', [{ name: '', label: '', figures: [share('—', 0), share('0', 0)] }], 0)
  expect([data.series[0]?.shape, data.most]).toEqual(['line', 100])
  expect([share('—', 0), share('0', 0), share('99.5', 99.5)].map(drawnValue)).toEqual([null, 0, 99.5])
})

/** Relative luminance (WCAG 2.2): all that is left of a colour on a black-and-white print. */
function lightness(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

test('the series of a chart differ from each other and from the paper in grey', () => {
  const shades = [...seriesColors, '#ffffff'].map(lightness).sort((a, b) => a - b)
  for (const [at, shade] of shades.slice(1).entries())
    expect((shade + 0.05) / ((shades[at] ?? 0) + 0.05)).toBeGreaterThan(1.8)
})

test('what is printed for inside says so across every page', () => {
  const page = { title: '图表', note: '', pages: [[]] }
  expect(chartsMarkup({ ...page, watermark: '内部资料' })).toContain(
    'class="watermark" aria-hidden="true">内部资料',
  )
  expect(chartsMarkup(page)).not.toContain('watermark')
})
