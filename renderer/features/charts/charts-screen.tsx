import { Button } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import { byMonth, byName, type ChartData, shareByMonth, sideBySide } from '../../../shared/charts/data'
import { CHARTS_CSS, chartsMarkup } from '../../../shared/charts/page'
import { placeCharts } from '../../../shared/charts/place'
import type { Output } from '../../../shared/contract'
import { yearOf } from '../../../shared/dates'
import type { Figure } from '../../../shared/figures/figure'
import { marksOf } from '../../../shared/paper/marks'
import { standaloneHtml } from '../../../shared/paper/print-style'
import { isPeriod, type Period, parsePeriod } from '../../../shared/period'
import type { Variant } from '../../../shared/privacy/variant'
import { useAtHub } from '../../engine/at-hub'
import { useRpc, useTransport } from '../../engine/engine-context'
import { useNames } from '../../engine/names'
import { useSession } from '../../engine/session'
import { useCall } from '../../engine/use-call'
import { useVariants, variantAmong } from '../../engine/use-variants'
import { ChartSection } from '../../figures-ui/chart-section'
import { FigureDrawer } from '../../figures-ui/figure-drawer'
import { MapSection } from '../../figures-ui/map-section'
import { asOwn, type OwnPeriods, useOwnPeriods } from '../../kinds-ui/use-own-periods'
import { ErrorNotice } from '../../ui/error-notice'
import { attempt } from '../../ui/errors'
import { useHashQuery } from '../../ui/hash-route'
import { Page } from '../../ui/page'
import { useShortcut } from '../../ui/shortcuts'
import { today } from '../../ui/today'
import { ChartChoice } from './chart-choice'

const usualMeasure = 'events'

/** What the second and third chart compare, in the order of the question. */
const matters = [
  'mediationsAccepted',
  'mediationsSucceeded',
  'mediationRate',
  'leadsReceived',
  'leadsDisposed',
] as const

/** A year seen at a glance: month by month, topic by topic, unit by unit, and how much of it was settled. */
export function ChartsScreen() {
  const own = useOwnPeriods()
  return own && <Charts own={own} />
}

function Charts({ own }: { own: OwnPeriods }) {
  const query = useHashQuery()
  const asked = query.get('period') ?? query.get('year') ?? ''
  const period = parsePeriod(asOwn(own, { name: isPeriod(asked) ? asked : today().slice(0, 4) }))
  const unit = query.get('unit') ?? undefined
  const measure = query.get('measure') ?? usualMeasure
  const variant = variantAmong(useVariants(), query.get('variant'))
  const [figure, setFigure] = useState<Figure | null>(null)
  const open = useCallback((chosen: Figure) => setFigure(chosen), [])
  const { charts, map, error, again } = useCharts(period, unit, measure)
  return (
    <Page
      title="图表"
      detail={period.label}
      actions={<PrintButton period={period} unit={unit} variant={variant} charts={charts} />}
    >
      <ChartChoice period={period.name} unit={unit} measure={measure} variant={variant} />
      {error ? <ErrorNotice error={error} again={again} /> : null}
      <div className="charts">
        {charts.map((data) => (
          <ChartSection key={data.title} data={data} onFigure={open} />
        ))}
        {map && <MapSection {...map} onFigure={open} />}
      </div>
      {figure && <FigureDrawer figure={figure} frozen={false} from="图表" onClose={() => setFigure(null)} />}
    </Page>
  )
}

/** Month by month the whole year that the period ends in; units and topics for the period itself. */
function useCharts(
  { name: period, label: periodLabel, to }: Period,
  unit: string | undefined,
  measure: string,
) {
  const where = { ...(unit !== undefined && { unit }) }
  const year = yearOf(to)
  const months = useCall('reports.series', {
    ...where,
    measures: [measure, ...matters],
    from: String(year - 1),
    to: String(year),
  })
  const units = useCall('charts.byUnit', { ...where, measures: [measure], period })
  const topics = useCall('charts.byWord', { ...where, measure: 'activities', field: 'topics', period })
  const charts = useMemo((): readonly ChartData[] => {
    if (!months.data || !units.data || !topics.data) return []
    const { periods } = months.data
    const label = periods[0]?.figures[0]?.label ?? ''
    const rows = units.data.units.flatMap(({ id, name, figures: [figure] }) =>
      figure ? [{ id, label: name, figure }] : [],
    )
    const when = period.split('@')[0] === String(year) ? '' : `（${periodLabel}）`
    const words = topics.data.words.map(({ value, label: word, figure }) => ({
      id: value,
      label: word,
      figure,
    }))
    return [
      byMonth(`${label}：各月`, year, periods, 0),
      ...(rows.length > 0 ? [byName(`${label}：各单位${when}`, '单位', label, rows)] : []),
      byName(`普法宣传活动：${topics.data.label}${when}`, topics.data.label, '普法宣传活动', words),
      sideBySide('矛盾纠纷：受理与调解成功', periods, [1, 2], [3]),
      shareByMonth('矛盾纠纷：调解成功率', periods, 3),
      sideBySide('欠薪线索：接收与办结', periods, [4, 5]),
    ]
  }, [months.data, units.data, topics.data, year, period, periodLabel])
  const map = useMemo(() => mapOf(units.data?.units ?? [], periodLabel), [units.data, periodLabel])
  const error = months.error ?? units.error ?? topics.error
  const again = (): void => {
    for (const call of [months, units, topics]) call.again()
  }
  return { charts, map, error, again }
}

/** Nothing where no unit says where it lies. */
function mapOf(units: Output<'charts.byUnit'>['units'], periodLabel: string) {
  const shown = units.flatMap(({ id, name, figures: [figure], place }) =>
    figure ? [{ id, label: name, figure, place }] : [],
  )
  const points = shown.flatMap(({ place, ...row }) => (place ? [{ ...row, place }] : []))
  const label = points[0]?.figure.label
  if (label === undefined) return null
  // What stands at none of the units below lies nowhere of its own.
  const without = shown.filter(({ place, figure: { part } }) => !place && part === undefined)
  return {
    title: `${label}：地图（${periodLabel}）`,
    label,
    points,
    without: without.map((row) => row.label),
  }
}

interface PrintButtonProps {
  readonly period: Period
  readonly unit: string | undefined
  readonly variant: Variant
  readonly charts: readonly ChartData[]
}

function PrintButton({ period, unit, variant, charts }: PrintButtonProps) {
  const rpc = useRpc()
  const { printing } = useTransport()
  const { site, readOnly } = useSession()
  const atHub = useAtHub()
  const nameOf = useNames(unit === undefined ? [] : [unit])
  const print = async (): Promise<void> => {
    const { drawnAsSvg } = await import('../../figures-ui/draw')
    const { stamp, ...over } =
      readOnly && !atHub
        ? marksOf(variant)
        : (await rpc.charts.print({ period: period.name, variant, ...(unit !== undefined && { unit }) }))
            .marks
    const title = `${unit === undefined ? site.unitName : (nameOf(unit) ?? '')}${period.label}普法工作图表`
    const note = `${today()}  ${stamp}`
    const pages = placeCharts(charts).map((page) =>
      page.map((placed) => ({ data: placed.data, svg: drawnAsSvg(placed) })),
    )
    await printing.print(standaloneHtml(title, chartsMarkup({ title, note, pages, ...over }), CHARTS_CSS))
  }
  const start = (): void => attempt(print)
  useShortcut('print', start)
  return (
    <Button type="primary" disabled={charts.length === 0} onClick={start} title="Ctrl+P">
      打印
    </Button>
  )
}
