import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { byName } from '../../shared/charts/data'
import { drawMap, type MapMark, type MapPoint, mapInWords, pointText } from '../../shared/charts/map'
import type { Figure } from '../../shared/figures/figure'
import { Section } from '../ui/page'
import { usePreferences } from '../ui/preferences'
import { ChartTable } from './chart-table'

interface MapSectionProps {
  readonly title: string
  /** What is counted, for the table's head. */
  readonly label: string
  readonly points: readonly MapPoint[]
  /** Units that say not where they lie. */
  readonly without: readonly string[]
  readonly onFigure: (figure: Figure) => void
}

/** Units where they lie, each a circle as large as its figure; also a table. */
export function MapSection({ title, label, points, without, onFigure }: MapSectionProps) {
  const [asTable, setAsTable] = useState(false)
  const table = useMemo(() => byName(title, '单位', label, points), [title, label, points])
  return (
    <Section
      title={title}
      extra={
        <Button aria-pressed={asTable} onClick={() => setAsTable((before) => !before)}>
          {asTable ? '查看地图' : '查看表格'}
        </Button>
      }
    >
      {asTable ? (
        <ChartTable data={table} onFigure={onFigure} />
      ) : (
        <UnitMap title={title} points={points} onFigure={onFigure} />
      )}
      {without.length > 0 && (
        <p className="help">{`没有填经纬度、不在图上的：${without.join('、')}。请由区级在“单位”中补填。`}</p>
      )}
    </Section>
  )
}

function UnitMap({ title, points, onFigure }: Pick<MapSectionProps, 'title' | 'points' | 'onFigure'>) {
  const size = usePreferences(({ typeSize }) => (15 * typeSize) / 100)
  const { width, height, marks } = useMemo(() => drawMap(points, size), [points, size])
  return (
    <figure className="unit-map" aria-label={mapInWords(title, points)}>
      <svg viewBox={`0 0 ${width} ${height}`} fontSize={size}>
        <title>{title}</title>
        {marks.map((mark) => (
          <Mark key={mark.point.id} mark={mark} onFigure={onFigure} />
        ))}
      </svg>
    </figure>
  )
}

/** A circle with rows behind it is a button. */
function Mark({ mark, onFigure }: { readonly mark: MapMark; readonly onFigure: (figure: Figure) => void }) {
  const { figure } = mark.point
  if (figure.records === 0)
    return (
      <g>
        <Circle mark={mark} />
      </g>
    )
  const open = (): void => onFigure(figure)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing has no button of its own.
    <g
      role="button"
      tabIndex={0}
      aria-label={pointText(mark.point)}
      onClick={open}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        open()
      }}
    >
      <Circle mark={mark} />
    </g>
  )
}

function Circle({ mark: { point, x, y, radius, name } }: { readonly mark: MapMark }) {
  return (
    <>
      <title>{pointText(point)}</title>
      <circle cx={x} cy={y} r={radius} className={point.figure.value > 0 ? 'counted' : undefined} />
      {name && (
        <text x={name.x} y={name.y}>
          {pointText(point)}
        </text>
      )}
    </>
  )
}
