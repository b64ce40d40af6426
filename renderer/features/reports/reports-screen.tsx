import { Button, Select } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import { monthOf, parsePeriod, previousMonth } from '../../../shared/period'
import type { Figure } from '../../../shared/reports/document'
import { useMay, useSession } from '../../engine/session'
import { useCall } from '../../engine/use-call'
import { recentMonths } from '../../kinds-ui/list-filter'
import { RefControl } from '../../kinds-ui/ref-control'
import { ErrorNotice } from '../../ui/error-notice'
import { setHashQuery, useHashQuery } from '../../ui/hash-route'
import { Labeled } from '../../ui/labeled'
import { Page } from '../../ui/page'
import { matchesPinyin } from '../../ui/pinyin'
import { today } from '../../ui/today'
import { A4Preview } from './a4-preview'
import { FigureDrawer } from './figure-drawer'
import { ReportActions } from './report-actions'
import { ReportText } from './report-text'

const shownMonths = 60
const monthShape = /^\d{4}-(0[1-9]|1[0-2])$/

/** 月报: pick the month, see the page as it will be printed, hand it out. */
export function ReportsScreen() {
  const query = useHashQuery()
  const { site } = useSession()
  const mayWrite = useMay('record.write')
  const asked = query.get('month') ?? ''
  const month = monthShape.test(asked) ? asked : monthOf(today()).name
  const unit = query.get('unit') ?? site.unitId
  const reports = useCall('reports.list', {}, [])
  const wanted = query.get('report')
  const monthly = reports.data?.reports.filter((item) => item.period === 'month') ?? []
  const report = monthly.find((item) => item.name === wanted) ?? monthly[0]
  const name = report?.name
  const which = useMemo(
    () => (name === undefined ? null : { report: name, period: month, unit }),
    [name, month, unit],
  )
  const page = useCall('reports.page', which)
  const texts = useCall('reports.compute', which)
  const [figure, setFigure] = useState<Figure | null>(null)
  const figures = page.data?.document.figures
  const openFigure = useCallback(
    (id: string): void => setFigure(figures?.find((item) => item.id === id) ?? null),
    [figures],
  )
  const savedText = (): void => {
    page.again()
    texts.again()
  }
  return (
    <Page
      title={report?.label ?? '月报'}
      detail={page.data && `共 ${page.data.pages} 页`}
      actions={page.data && which && <ReportActions which={which} page={page.data} />}
    >
      <ReportChoice month={month} unit={unit} />
      {page.error ? <ErrorNotice error={page.error} again={page.again} /> : null}
      <div className="report">
        <div className="report-preview">
          {page.data && <A4Preview markup={page.data.markup} onFigure={openFigure} />}
        </div>
        <aside className="report-side" aria-label="手写部分">
          {texts.data &&
            which &&
            report?.texts.map(({ key, label }) => (
              <ReportText
                key={`${key} ${month} ${unit}`}
                which={which}
                name={key}
                label={label}
                stored={texts.data?.texts[key] ?? ''}
                readOnly={!mayWrite}
                onSaved={savedText}
              />
            ))}
          <p className="help">预览里带虚线的数字可以点开,看由哪些记录相加得出。</p>
        </aside>
      </div>
      {figure && <FigureDrawer key={figure.id} figure={figure} onClose={() => setFigure(null)} />}
    </Page>
  )
}

function ReportChoice({ month, unit }: { month: string; unit: string }) {
  const offered = recentMonths(today(), shownMonths)
  const options = offered.some((item) => item.value === month)
    ? [...offered]
    : [{ value: month, label: parsePeriod(month).label }, ...offered]
  return (
    <div className="filter-bar">
      <Labeled label="月份">
        {(control) => (
          <Select
            id={control.id}
            className="wide"
            showSearch={{
              filterOption: (typed, option) => matchesPinyin(`${option?.value} ${option?.label}`, typed),
            }}
            options={options}
            value={month}
            onChange={(chosen: string) => setHashQuery({ month: chosen })}
          />
        )}
      </Labeled>
      <div className="filter-end">
        <Button onClick={() => setHashQuery({ month: previousMonth(parsePeriod(month)).name })}>
          上个月
        </Button>
      </div>
      <Labeled label="单位">
        {(control) => (
          <RefControl
            control={control}
            to="unit"
            value={unit}
            onChange={(id) => setHashQuery({ unit: typeof id === 'string' ? id : undefined })}
          />
        )}
      </Labeled>
    </div>
  )
}
