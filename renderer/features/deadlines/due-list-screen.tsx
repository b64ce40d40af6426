import { Select } from 'antd'
import { useMemo } from 'react'
import { clocks } from '../../../shared/deadlines/rule'
import { endOf, spanLabels, spans } from '../../../shared/deadlines/spans'
import type { ListedBy } from '../../../shared/deadlines/weekly-list'
import { sheetFaces } from '../../../shared/paper/print-style'
import { type Variant, variant as variants } from '../../../shared/privacy/variant'
import { useRpc } from '../../engine/engine-context'
import { useCall } from '../../engine/use-call'
import { useVariants, variantAmong } from '../../engine/use-variants'
import { A4Preview } from '../../paper-ui/a4-preview'
import { PaperActions } from '../../paper-ui/paper-actions'
import { PublicWarning } from '../../paper-ui/public-warning'
import { UnitSelect } from '../../paper-ui/unit-select'
import { VariantSelect } from '../../paper-ui/variant-select'
import { ErrorNotice } from '../../ui/error-notice'
import { setHashQuery, useHashQuery } from '../../ui/hash-route'
import { Labeled } from '../../ui/labeled'
import { Page } from '../../ui/page'
import { today } from '../../ui/today'
import { ClockSelect } from './clock-select'

const orders: Readonly<Record<ListedBy, string>> = { urgency: '按紧急程度', clock: '按责任主体分开' }

/** What an address asks for; what it does not know is left to what is usual. */
function whichOf(query: URLSearchParams, mine: readonly Variant[]) {
  const span = spans.find((one) => one === query.get('span')) ?? 'nextWeek'
  const clock = clocks.find((one) => one === query.get('clock'))
  const unit = query.get('unit')
  const by: ListedBy = query.get('by') === 'clock' ? 'clock' : 'urgency'
  const variant = variantAmong(mine, query.get('variant'))
  const which = {
    until: endOf(span, today()),
    by,
    variant,
    ...(clock !== undefined && { clock }),
    ...(unit !== null && { unit }),
  }
  return { span, which }
}

/** 到期清单: what is due this week, next week or later, as it will be printed and handed out. */
export function DueListScreen() {
  const query = useHashQuery()
  const rpc = useRpc()
  const search = query.toString()
  const mine = useVariants()
  const { span, which } = useMemo(() => whichOf(new URLSearchParams(search), mine), [search, mine])
  const { data, error, again } = useCall('deadlines.page', which)
  return (
    <Page
      title="到期清单"
      detail={data && <span aria-live="polite">{`共 ${data.total} 项，${data.pages} 页`}</span>}
      actions={
        data && (
          <PaperActions
            title={data.title}
            pages={(how) => rpc.deadlines.print({ ...which, how })}
            write={async (format, file) => (await rpc.deadlines.write({ ...which, format, file })).file}
          />
        )
      }
    >
      <section className="filter-bar" aria-label="选择到期清单">
        <Labeled label="时间">
          {(control) => (
            <Select
              id={control.id}
              options={spans.map((one) => ({ value: one, label: spanLabels[one] }))}
              value={span}
              onChange={(chosen) => setHashQuery({ span: chosen })}
            />
          )}
        </Labeled>
        <UnitSelect unit={which.unit} />
        <ClockSelect
          clocks={data?.clocks ?? []}
          value={which.clock}
          onChange={(clock) => setHashQuery({ clock })}
        />
        <Labeled label="排列">
          {(control) => (
            <Select<ListedBy>
              id={control.id}
              options={[
                { value: 'urgency', label: orders.urgency },
                { value: 'clock', label: orders.clock },
              ]}
              value={which.by}
              onChange={(by) => setHashQuery({ by })}
            />
          )}
        </Labeled>
        <VariantSelect
          variants={variants.options}
          value={which.variant}
          onChange={(variant) => setHashQuery({ variant })}
        />
      </section>
      {error ? <ErrorNotice error={error} again={again} /> : null}
      <PublicWarning variant={which.variant} />
      {data && data.shownPages < data.pages && (
        <p className="help">
          下面只显示前 {data.shownPages} 页，打印时为全部 {data.pages} 页。
        </p>
      )}
      {data && <A4Preview markup={data.markup} faces={sheetFaces} />}
    </Page>
  )
}
