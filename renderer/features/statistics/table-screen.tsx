import { CopyOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import type { Figure } from '../../../shared/figures/figure'
import { sheetFaces } from '../../../shared/paper/print-style'
import { variant as variants } from '../../../shared/privacy/variant'
import { useAtHub } from '../../engine/at-hub'
import { useRpc } from '../../engine/engine-context'
import { useSession } from '../../engine/session'
import { useCall } from '../../engine/use-call'
import { useVariants, variantAmong } from '../../engine/use-variants'
import { FigureDrawer } from '../../figures-ui/figure-drawer'
import { type OwnPeriods, useOwnPeriods } from '../../kinds-ui/use-own-periods'
import { A4Preview } from '../../paper-ui/a4-preview'
import { FrozenBar } from '../../paper-ui/frozen-bar'
import { PaperActions } from '../../paper-ui/paper-actions'
import { PeriodSelect } from '../../paper-ui/period-select'
import { periodIn } from '../../paper-ui/periods'
import { UnitSelect } from '../../paper-ui/unit-select'
import { VariantSelect } from '../../paper-ui/variant-select'
import { cellsOfPages, copyCells } from '../../ui/copy-cells'
import { ErrorNotice } from '../../ui/error-notice'
import { setHashQuery, useHashQuery } from '../../ui/hash-route'
import { newOperation } from '../../ui/operation'
import { Page } from '../../ui/page'
import { today } from '../../ui/today'
import { DivisionChoice } from './division-choice'
import { MeasureDrawer } from './measure-drawer'

/** 统计表: units or the words of a choice, by measures or by the words of another choice, as it will be printed; a number opens its rows. */
export function StatisticsTableScreen() {
  const own = useOwnPeriods()
  return own && <StatisticsTable own={own} />
}

function StatisticsTable({ own }: { own: OwnPeriods }) {
  const query = useHashQuery()
  const rpc = useRpc()
  const { site } = useSession()
  const atHub = useAtHub()
  const period = periodIn(query.get('period'), today(), own)
  const unit = query.get('unit') ?? site.unitId
  const variant = variantAmong(useVariants(), query.get('variant'))
  const version = query.get('version') ?? undefined
  const [by, across, measure] = ['by', 'across', 'measure'].map((key) => query.get(key) ?? undefined)
  const which = useMemo(
    () => ({
      period,
      unit,
      variant,
      ...(version !== undefined && { version }),
      ...dividedBy({ by, across, measure }),
    }),
    [period, unit, variant, version, by, across, measure],
  )
  const page = useCall('statistics.page', which)
  const [choosing, setChoosing] = useState(false)
  const [figure, setFigure] = useState<Figure | null>(null)
  const figures = page.data?.figures
  const openFigure = useCallback(
    (id: string): void => setFigure(figures?.find((one) => one.id === id) ?? null),
    [figures],
  )
  /** Other measures are for a table of today; one signed off keeps its own. */
  const showNow = (): void => {
    if (page.data?.frozen) setHashQuery({ version: 'live' })
    page.again()
  }
  return (
    <Page
      title="统计表"
      detail={page.data && `共 ${page.data.pages} 页`}
      actions={
        page.data && (
          <PaperActions
            title={page.data.title}
            pages={(how) => rpc.statistics.print({ ...which, how })}
            write={async (format, file) => (await rpc.statistics.write({ ...which, format, file })).file}
          />
        )
      }
    >
      <section className="filter-bar" aria-label="选择统计表">
        <PeriodSelect
          required
          today={today()}
          value={period}
          onChange={(chosen) => setHashQuery({ period: chosen, version: undefined })}
        />
        <UnitSelect unit={unit} />
        <DivisionChoice by={by} across={across} measure={measure} />
        <VariantSelect
          variants={variants.options}
          value={variant}
          onChange={(chosen) => setHashQuery({ variant: chosen })}
        />
        <div className="filter-end">
          {across === undefined && !atHub && <Button onClick={() => setChoosing(true)}>选择统计项</Button>}
          {page.data && (
            <Button
              icon={<CopyOutlined aria-hidden="true" />}
              title="复制为文字和表格，可以粘贴到 WPS"
              onClick={() => copyCells(cellsOfPages(page.data?.markup ?? ''))}
            >
              复制表格
            </Button>
          )}
        </div>
      </section>
      {page.error ? <ErrorNotice error={page.error} again={page.again} /> : null}
      {page.data && !page.stale && (
        <FrozenBar
          page={page.data}
          freeze={() =>
            rpc.statistics.freeze({
              period,
              unit,
              ...dividedBy({ by, across, measure }),
              operation: newOperation(),
            })
          }
        />
      )}
      {page.data && <A4Preview markup={page.data.markup} faces={sheetFaces} onFigure={openFigure} />}
      {choosing && <MeasureDrawer onClose={() => setChoosing(false)} onSaved={showNow} />}
      {figure && (
        <FigureDrawer
          key={figure.id}
          figure={figure}
          frozen={page.data?.frozen != null}
          from="统计表"
          onClose={() => setFigure(null)}
        />
      )}
    </Page>
  )
}

interface Divided {
  readonly by: string | undefined
  readonly across: string | undefined
  /** What is counted in the words across. */
  readonly measure: string | undefined
}

/** How a table is divided, as calls want it. */
function dividedBy({ by, across, measure }: Divided) {
  return {
    ...(by !== undefined && { by }),
    ...(across !== undefined && { across, ...(measure !== undefined && { measures: [measure] }) }),
  }
}
