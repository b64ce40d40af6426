import { knownKind } from '../../../shared/kinds'
import { unit as unitKind } from '../../../shared/kinds/unit'
import { usualMeasures } from '../../../shared/statistics/sheet'
import { useAtHub } from '../../engine/at-hub'
import { useCall } from '../../engine/use-call'
import { calendarPath, detailPath, listPath } from '../../paths'
import { Section } from '../../ui/page'
import { TableScroll } from '../../ui/table-scroll'
import { today } from '../../ui/today'

/** Everything of a unit: where it stands, what it did this month and this year, its people, teams, work and cases. */
export function UnitOverview({ unit }: { unit: string }) {
  const atHub = useAtHub()
  const { data } = useCall('overviews.unit', { unit })
  if (!data) return null
  const { above, below, kinds } = data
  return (
    <Section
      title="本单位情况"
      extra={atHub ? null : <a href={`#${calendarPath}?${new URLSearchParams({ unit })}`}>查看日历</a>}
    >
      <UnitLinks label="上级" units={above} />
      <UnitLinks label="下级" units={below} />
      <UnitFigures unit={unit} />
      {kinds.length === 0 ? (
        <p className="nothing">还没有登记过记录。</p>
      ) : (
        <ul className="unit-kinds" aria-label="记录">
          {kinds.flatMap(({ kind, count }) => {
            const known = knownKind(kind)
            return known
              ? [
                  <li key={kind}>
                    <a href={`#${listPath(known, `${new URLSearchParams({ unit })}`)}`}>
                      {known.label} {count.toLocaleString('zh-CN')} 条
                    </a>
                  </li>,
                ]
              : []
          })}
        </ul>
      )}
    </Section>
  )
}

interface UnitLinksProps {
  readonly label: string
  readonly units: readonly { readonly id: string; readonly name: string }[]
}

function UnitLinks({ label, units }: UnitLinksProps) {
  if (units.length === 0) return null
  return (
    <p className="unit-links">
      <span className="help">{label}</span>
      {units.map(({ id, name }) => (
        <a key={id} href={`#${detailPath(unitKind, id)}`}>
          {name}
        </a>
      ))}
    </p>
  )
}

/** What every month is asked for, of this month and of this year. */
function UnitFigures({ unit }: { unit: string }) {
  const day = today()
  const measures = [...usualMeasures]
  const month = useCall('charts.byUnit', { measures, unit, period: day.slice(0, 7) })
  const year = useCall('charts.byUnit', { measures, unit, period: day.slice(0, 4) })
  if (!month.data || !year.data) return null
  const ofYear = year.data.whole
  return (
    <TableScroll label="主要数据">
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">主要数据</th>
            <th scope="col">本月</th>
            <th scope="col">今年</th>
          </tr>
        </thead>
        <tbody>
          {month.data.whole.map((figure, at) => (
            <tr key={figure.measure}>
              <td>
                {figure.label}（{figure.word}）
              </td>
              <td className="number">{figure.text}</td>
              <td className="number">{ofYear[at]?.text ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}
