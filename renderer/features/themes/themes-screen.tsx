import { Button } from 'antd'
import { useMemo } from 'react'
import { activity } from '../../../shared/kinds/activity'
import { monthlyTheme } from '../../../shared/kinds/monthly-theme'
import { sheetFaces } from '../../../shared/paper/print-style'
import { variant as variants } from '../../../shared/privacy/variant'
import { useRpc } from '../../engine/engine-context'
import { useCall } from '../../engine/use-call'
import { useVariants, variantAmong } from '../../engine/use-variants'
import { useMayWrite } from '../../kinds-ui/use-record-writes'
import { A4Preview } from '../../paper-ui/a4-preview'
import { PaperActions } from '../../paper-ui/paper-actions'
import { PublicWarning } from '../../paper-ui/public-warning'
import { UnitSelect } from '../../paper-ui/unit-select'
import { VariantSelect } from '../../paper-ui/variant-select'
import { newPath } from '../../paths'
import { ErrorNotice } from '../../ui/error-notice'
import { navigate, setHashQuery, useHashQuery } from '../../ui/hash-route'
import { Page } from '../../ui/page'
import { today } from '../../ui/today'
import { SuggestButton } from './suggest-button'
import { ThemeTable } from './theme-table'

const watched = [activity.name, monthlyTheme.name, 'team']
const yearShape = /^(19[5-9]\d|20\d\d|21\d\d)$/

/** 一月一主题: what each team was to do in the year and did. A plan to work by, no ranking. */
export function ThemesScreen() {
  const query = useHashQuery()
  const rpc = useRpc()
  const mayPlan = useMayWrite(monthlyTheme)
  const asked = query.get('year') ?? ''
  const year = Number(yearShape.test(asked) ? asked : today().slice(0, 4))
  const unit = query.get('unit') ?? undefined
  const variant = variantAmong(useVariants(), query.get('variant'))
  const input = useMemo(() => ({ year, ...(unit !== undefined && { unit }) }), [year, unit])
  const { data: grid, error, again } = useCall('themes.grid', input, watched)
  const paper = useMemo(() => ({ ...input, variant }), [input, variant])
  const page = useCall('themes.page', paper, watched)
  const go = (to: number): void => setHashQuery({ year: String(to) })
  return (
    <Page
      title="主题计划"
      detail={`${year}年`}
      actions={
        <>
          {mayPlan && grid && <SuggestButton grid={grid} />}
          {mayPlan && <Button onClick={() => navigate(newPath(monthlyTheme))}>新建月度主题</Button>}
          {page.data && (
            <PaperActions
              title={page.data.title}
              pages={(how) => rpc.themes.print({ ...paper, how })}
              write={async (format, file) => (await rpc.themes.write({ ...paper, format, file })).file}
            />
          )}
        </>
      }
    >
      <div className="filter-bar">
        <div className="filter-end">
          <Button onClick={() => go(year - 1)}>上一年</Button>
          <Button onClick={() => go(year + 1)}>下一年</Button>
        </div>
        <UnitSelect unit={unit} />
        <VariantSelect
          variants={variants.options}
          value={variant}
          onChange={(chosen) => setHashQuery({ variant: chosen })}
        />
      </div>
      {error ? <ErrorNotice error={error} again={again} /> : null}
      {grid && grid.themes.length === 0 && (
        <p className="nothing">{year}年还没有月度主题，由区级统一制定。</p>
      )}
      {grid && grid.teams.length === 0 && <p className="nothing">还没有登记普法小分队。</p>}
      {grid && grid.themes.length > 0 && <ThemeTable grid={grid} />}
      {page.error ? <ErrorNotice error={page.error} again={page.again} /> : null}
      {page.data && (
        <>
          <h2>打印预览（共 {page.data.pages} 页）</h2>
          <PublicWarning variant={variant} />
          <A4Preview markup={page.data.markup} faces={sheetFaces} />
        </>
      )}
    </Page>
  )
}
