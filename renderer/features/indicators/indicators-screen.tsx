import { Button, Select } from 'antd'
import { useMemo } from 'react'
import { indicator as indicatorKind } from '../../../shared/kinds/indicator'
import { indicatorValue } from '../../../shared/kinds/indicator-value'
import { useSession } from '../../engine/session'
import { useCall } from '../../engine/use-call'
import { useMayWrite } from '../../kinds-ui/use-record-writes'
import { UnitSelect } from '../../paper-ui/unit-select'
import { listPath } from '../../paths'
import { clearable } from '../../ui/control-signs'
import { ErrorNotice } from '../../ui/error-notice'
import { attempt } from '../../ui/errors'
import { setHashQuery, useHashQuery } from '../../ui/hash-route'
import { Labeled } from '../../ui/labeled'
import { Page } from '../../ui/page'
import { useMatchesPinyin } from '../../ui/pinyin'
import { useShortcut } from '../../ui/shortcuts'
import { today } from '../../ui/today'
import { FillGrid } from './fill-grid'
import { useCellFilling } from './use-cell-filling'

const watched = [indicatorKind.name, indicatorValue.name, 'unit']
const yearShape = /^(19[5-9]\d|20\d\d|21\d\d)$/

/** 指标填报: a year of the district's own numbers in one grid, by units or, of one unit, by indicators. */
export function IndicatorsScreen() {
  const matchesPinyin = useMatchesPinyin()
  const query = useHashQuery()
  const { site } = useSession()
  const asked = query.get('year') ?? ''
  const year = Number(yearShape.test(asked) ? asked : today().slice(0, 4))
  const unit = query.get('unit') ?? site.unitId
  const indicator = query.get('indicator') ?? undefined
  const list = useCall('indicators.list', {}, watched)
  const go = (to: number): void => setHashQuery({ year: String(to) })
  const chosen = list.data?.indicators.find(({ id }) => id === indicator)
  // Until the list is there it is not known whether the address names one of it: the grid of all would give way to its own.
  const isKnown = indicator === undefined || list.data !== undefined || list.error !== undefined
  return (
    <Page title="指标填报" detail={`${year}年`}>
      <section className="filter-bar" aria-label="选择指标">
        <div className="filter-end">
          <Button onClick={() => go(year - 1)}>上一年</Button>
          <Button onClick={() => go(year + 1)}>下一年</Button>
        </div>
        <Labeled label="指标">
          {(control) => (
            <Select
              id={control.id}
              className="wide"
              allowClear={clearable}
              placeholder="本单位填报的全部指标"
              showSearch={{ filterOption: (typed, option) => matchesPinyin(`${option?.label}`, typed) }}
              options={(list.data?.indicators ?? []).map(({ id, name, filledBy, every }) => ({
                value: id,
                label: `${name}（${filledBy}${every}）`,
              }))}
              value={chosen ? chosen.id : null}
              onChange={(id?: string | null) => setHashQuery({ indicator: id ?? undefined })}
            />
          )}
        </Labeled>
        <UnitSelect unit={unit} />
      </section>
      {list.error ? <ErrorNotice error={list.error} again={list.again} /> : null}
      {list.data?.indicators.length === 0 ? (
        <p className="nothing">
          还没有指标，由区级在<a href={`#${listPath(indicatorKind)}`}>基础资料的“指标”</a>里统一制定。
        </p>
      ) : (
        isKnown && (
          <YearGrid key={`${year} ${unit} ${chosen?.id}`} year={year} unit={unit} indicator={chosen?.id} />
        )
      )}
    </Page>
  )
}

interface YearGridProps {
  readonly year: number
  readonly unit: string
  readonly indicator: string | undefined
}

function YearGrid({ year, unit, indicator }: YearGridProps) {
  const mayFill = useMayWrite(indicatorValue)
  const which = useMemo(
    () => ({ year, unit, ...(indicator !== undefined && { indicator }) }),
    [year, unit, indicator],
  )
  const { data: grid, error, again } = useCall('indicators.grid', which, watched)
  const { typed, problems, saved, type, save } = useCellFilling(grid)
  useShortcut('save', () => attempt(save))
  if (error) return <ErrorNotice error={error} again={again} />
  if (!grid) return null
  if (grid.rows.length === 0) return <p className="nothing">该单位没有需要填报的指标，请另选单位或指标。</p>
  return (
    <>
      <FillGrid
        grid={grid}
        by={indicator === undefined ? '指标' : '单位'}
        typed={typed}
        problems={problems}
        mayFill={mayFill}
        onTyped={type}
        onLeave={() => attempt(save)}
      />
      {[...new Set(problems.values())].map((text) => (
        <p className="problem" role="alert" key={text}>
          {text}
        </p>
      ))}
      {mayFill && (
        <div className="fill-actions">
          <Button type="primary" disabled={typed.size === 0} onClick={() => attempt(save)} title="Ctrl+S">
            {typed.size === 0 ? '保存' : `保存（${typed.size} 格）`}
          </Button>
          <span role="status">{saved && '已自动保存'}</span>
          <p className="help">
            离开单元格时自动保存。用方向键和回车键移动；可以从 WPS
            表格中复制一片单元格粘贴进来。清空单元格即删去该月的数。没有发生的请填 0。
          </p>
        </div>
      )}
    </>
  )
}
