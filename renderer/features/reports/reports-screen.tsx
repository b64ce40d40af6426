import { useCallback, useMemo, useState } from 'react'
import type { Output } from '../../../shared/contract'
import type { Figure } from '../../../shared/figures/figure'
import { parsePeriod } from '../../../shared/period'
import { type Variant, variant as variants } from '../../../shared/privacy/variant'
import { useRpc } from '../../engine/engine-context'
import { useMay, useSession } from '../../engine/session'
import { useCall } from '../../engine/use-call'
import { FigureDrawer } from '../../figures-ui/figure-drawer'
import { A4Preview } from '../../paper-ui/a4-preview'
import { FrozenBar } from '../../paper-ui/frozen-bar'
import { UnreviewedNotice } from '../../paper-ui/unreviewed-notice'
import { ErrorNotice } from '../../ui/error-notice'
import { useHashQuery } from '../../ui/hash-route'
import { newOperation } from '../../ui/operation'
import { Page } from '../../ui/page'
import { ReportActions } from './report-actions'
import { periodOf, ReportChoice } from './report-choice'
import { ReportText } from './report-text'
import { WordingList } from './wording-list'

type Report = Output<'reports.list'>['reports'][number]

/** 报表: pick the report and its period, see the page as it will be printed, sign it off, hand it out. */
export function ReportsScreen() {
  const query = useHashQuery()
  const { site } = useSession()
  const reports = useCall('reports.list', {}, [])
  const all = reports.data?.reports ?? []
  const report = all.find((item) => item.name === query.get('report')) ?? all[0]
  if (reports.error) return <ErrorNotice error={reports.error} again={reports.again} />
  if (!report) return null
  const period = periodOf(report, query.get('period') ?? '')
  return (
    <ReportPage
      reports={all}
      report={report}
      firstDay={reports.data?.firstDay ?? 1}
      period={period}
      unit={query.get('unit') ?? site.unitId}
      version={query.get('version')}
      variant={variants.catch('internal').parse(query.get('variant'))}
    />
  )
}

interface ReportPageProps {
  readonly reports: readonly Report[]
  readonly report: Report
  readonly firstDay: number
  readonly period: string
  readonly unit: string
  readonly version: string | null
  readonly variant: Variant
}

function ReportPage({ reports, report, firstDay, period, unit, version, variant }: ReportPageProps) {
  const rpc = useRpc()
  const mayWrite = useMay('record.write')
  const place = useMemo(() => ({ report: report.name, period, unit }), [report.name, period, unit])
  const which = useMemo(
    () => ({ ...place, variant, ...(version !== null && { version }) }),
    [place, version, variant],
  )
  const page = useCall('reports.page', which)
  const [figure, setFigure] = useState<Figure | null>(null)
  const figures = page.data?.document.figures
  const openFigure = useCallback(
    (id: string): void => setFigure(figures?.find((item) => item.id === id) ?? null),
    [figures],
  )
  const frozen = page.data?.frozen ?? null
  const counted = useMemo(() => {
    const { from, to } = parsePeriod(period)
    return { filter: { from, to, unit } }
  }, [period, unit])
  return (
    <Page
      title="月报"
      detail={page.data && `${page.data.title}，共 ${page.data.pages} 页`}
      actions={page.data && <ReportActions which={which} page={page.data} />}
    >
      <ReportChoice
        firstDay={firstDay}
        reports={reports}
        report={report}
        period={period}
        unit={unit}
        variant={variant}
      />
      {page.error ? <ErrorNotice error={page.error} again={page.again} /> : null}
      {page.data && (
        <FrozenBar
          page={page.data}
          freeze={() => rpc.reports.freeze({ ...place, operation: newOperation() })}
        />
      )}
      <UnreviewedNotice of={frozen === null ? counted : null} />
      <div className="report">
        <div className="report-preview">
          {page.data && <A4Preview markup={page.data.markup} onFigure={openFigure} />}
        </div>
        <aside className="report-side" aria-label="手写部分">
          {page.data &&
            report.texts.map(({ key, label }) => (
              <ReportText
                key={`${report.name} ${key} ${period} ${unit} ${frozen?.id}`}
                which={place}
                name={key}
                label={label}
                stored={page.data?.texts[key] ?? ''}
                readOnly={!mayWrite || frozen !== null}
                onSaved={page.again}
              />
            ))}
          <p className="help">
            预览里带虚线的数字可以点开，看由哪些记录相加得出。
            {frozen && '定稿的报表不能改字；要改请点「按现在的记录看」，改好后重新定稿。'}
          </p>
          <WordingList report={report.name} sentences={report.sentences} />
        </aside>
      </div>
      {figure && (
        <FigureDrawer
          key={figure.id}
          figure={figure}
          frozen={frozen !== null}
          onClose={() => setFigure(null)}
        />
      )}
    </Page>
  )
}
