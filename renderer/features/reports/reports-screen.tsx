import { Segmented } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import type { Output } from '../../../shared/contract'
import { parsePeriod, periodLength } from '../../../shared/period'
import type { Variant } from '../../../shared/privacy/variant'
import { useAtHub } from '../../engine/at-hub'
import { useRpc } from '../../engine/engine-context'
import { useMay, useSession } from '../../engine/session'
import { useCall } from '../../engine/use-call'
import { useVariants, variantAmong } from '../../engine/use-variants'
import { FigureDrawer } from '../../figures-ui/figure-drawer'
import { type OwnPeriods, useOwnPeriods } from '../../kinds-ui/use-own-periods'
import { A4Preview } from '../../paper-ui/a4-preview'
import { ChecksBefore } from '../../paper-ui/checks-before'
import { FrozenBar } from '../../paper-ui/frozen-bar'
import { PageThumbs } from '../../paper-ui/page-thumbs'
import { UnreviewedNotice } from '../../paper-ui/unreviewed-notice'
import { ErrorNotice } from '../../ui/error-notice'
import { setHashQuery, useHashQuery } from '../../ui/hash-route'
import { newOperation } from '../../ui/operation'
import { Page, Section } from '../../ui/page'
import { ReportActions } from './report-actions'
import { periodOf, ReportChoice } from './report-choice'
import { ReportText } from './report-text'
import { WordingList } from './wording-list'

type Report = Output<'reports.list'>['reports'][number]

/** 报表: pick the report and its period, see the page as it will be printed, sign it off, hand it out. */
export function ReportsScreen() {
  const query = useHashQuery()
  const { site } = useSession()
  const mine = useVariants()
  const reports = useCall('reports.list', {}, [])
  const own = useOwnPeriods()
  const all = reports.data?.reports ?? []
  const report = all.find((item) => item.name === query.get('report')) ?? all[0]
  if (reports.error) return <ErrorNotice error={reports.error} again={reports.again} />
  if (!report || own === undefined) return null
  const period = periodOf(report, query.get('period') ?? '', own)
  return (
    <ReportPage
      reports={all}
      report={report}
      period={period}
      own={own}
      unit={query.get('unit') ?? site.unitId}
      version={query.get('version')}
      variant={variantAmong(mine, query.get('variant'))}
    />
  )
}

interface ReportPageProps {
  readonly reports: readonly Report[]
  readonly report: Report
  readonly period: string
  readonly own: OwnPeriods
  readonly unit: string
  readonly version: string | null
  readonly variant: Variant
}

function ReportPage({ reports, report, period, own, unit, version, variant }: ReportPageProps) {
  const rpc = useRpc()
  const place = useMemo(() => ({ report: report.name, period, unit }), [report.name, period, unit])
  const which = useMemo(
    () => ({ ...place, variant, ...(version !== null && { version }) }),
    [place, version, variant],
  )
  const page = useCall('reports.page', which)
  // In the address, so that ← from a record opens the side list again.
  const asked = useHashQuery().get('figure')
  const figure = page.data?.document.figures.find(({ id }) => id === asked)
  const frozen = page.data?.frozen ?? null
  // What stands of another period or unit until the answer comes is looked at, but neither signed nor written into.
  const answered = page.stale ? undefined : page.data
  const { site } = useSession()
  const atHub = useAtHub()
  // Nobody signs a village's month off by its streets.
  const isChecked =
    !atHub && unit === site.unitId && ['month', 'reporting'].includes(periodLength({ name: period }))
  const counted = useMemo(() => {
    const { from, to } = parsePeriod(period)
    return { filter: { from, to, unit } }
  }, [period, unit])
  return (
    <Page
      title={report.label}
      detail={page.data && `${page.data.title}，共 ${page.data.pages} 页`}
      actions={page.data && <ReportActions which={which} page={page.data} />}
      filled
    >
      <ReportChoice
        reports={reports}
        report={report}
        period={period}
        own={own}
        unit={unit}
        variant={variant}
      />
      {page.error ? <ErrorNotice error={page.error} again={page.again} /> : null}
      <div className="report">
        {page.data && <ReportPaper markup={page.data.markup} />}
        <aside className="report-side" aria-label="定稿与手填部分">
          {answered && (
            <FrozenBar
              page={answered}
              freeze={() => rpc.reports.freeze({ ...place, operation: newOperation() })}
            />
          )}
          {isChecked ? (
            <Checks title={frozen ? '定稿后检查' : '定稿前检查'} period={period} />
          ) : (
            <UnreviewedNotice of={frozen === null ? counted : null} />
          )}
          {answered && <ReportTexts report={report} place={place} page={answered} />}
          <WordingList report={report.name} sentences={report.sentences} />
        </aside>
      </div>
      {figure && (
        <FigureDrawer
          key={figure.id}
          figure={figure}
          frozen={frozen !== null}
          from={report.label}
          onClose={() => setHashQuery({ figure: undefined })}
        />
      )}
    </Page>
  )
}

/** The pages in small, and beside them the pages themselves: one whole, or in their own size. */
function ReportPaper({ markup }: { markup: string }) {
  const [fits, setFits] = useState(true)
  const [at, setAt] = useState<{ readonly page: number; readonly time: number }>()
  const openFigure = useCallback((id: string): void => setHashQuery({ figure: id }), [])
  return (
    <>
      <PageThumbs
        markup={markup}
        onPick={(chosen) => setAt((before) => ({ page: chosen, time: (before?.time ?? 0) + 1 }))}
      />
      <div className="report-preview">
        <Segmented
          aria-label="页面大小"
          size="small"
          options={[
            { value: 'whole', label: '适合窗口' },
            { value: 'own', label: '100%' },
          ]}
          value={fits ? 'whole' : 'own'}
          onChange={(chosen) => setFits(chosen === 'whole')}
        />
        <A4Preview markup={markup} onFigure={openFigure} fits={fits} at={at} />
      </div>
    </>
  )
}

/** The checks of a month of the whole district, or of a street at its own computer. */
function Checks({ title, period }: { title: string; period: string }) {
  const { data } = useCall('waiting.month', { period })
  if (!data) return null
  return (
    <Section title={title} extra={<span className="section-aside">截止 {data.until}</span>}>
      <ChecksBefore month={data} />
    </Section>
  )
}

interface ReportTextsProps {
  readonly report: Report
  readonly place: { readonly report: string; readonly period: string; readonly unit: string }
  readonly page: Output<'reports.page'>
}

/** 特点 and 下一步, beside the page that they stand on. */
function ReportTexts({ report, place, page }: ReportTextsProps) {
  const mayWrite = useMay('record.write')
  const atHub = useAtHub()
  const { frozen, texts } = page
  return (
    <>
      {(atHub ? [] : report.texts).map(({ key, label }) => (
        <ReportText
          key={`${report.name} ${key} ${place.period} ${place.unit} ${frozen?.id}`}
          which={place}
          name={key}
          label={label}
          stored={texts[key] ?? ''}
          readOnly={!mayWrite || frozen !== null}
        />
      ))}
      <p className="help">
        预览中带虚线的数字可以点开，查看由哪些记录得出。
        {atHub && !frozen && '“特点”“下一步”等手写的文字，区（县）定稿后才会随报表上来。'}
        {frozen && !atHub && '定稿的报表不能修改文字；如需修改，请点“按现在的记录查看”，修改后重新定稿。'}
      </p>
    </>
  )
}
