import type { Output } from '../../../shared/contract'
import { knownKind } from '../../../shared/kinds'
import { unit as unitKind } from '../../../shared/kinds/unit'
import { isPeriod, parsePeriod } from '../../../shared/period'
import { usualMeasures } from '../../../shared/statistics/sheet'
import { useSession } from '../../engine/session'
import { useCall } from '../../engine/use-call'
import { MonthChoice } from '../../paper-ui/month-choice'
import { detailPath, listPath } from '../../paths'
import { ErrorNotice } from '../../ui/error-notice'
import { useHashQuery } from '../../ui/hash-route'
import { Page, Section } from '../../ui/page'
import { TableScroll } from '../../ui/table-scroll'
import { today } from '../../ui/today'

/** A hub's first page: a month of the units right below, in their own order, and what there is of each kind. */
export function HubHome() {
  const { site } = useSession()
  const asked = useHashQuery().get('period') ?? ''
  const period = isPeriod(asked) ? asked : today().slice(0, 7)
  const month = useCall('charts.byUnit', { measures: [...usualMeasures], period })
  const { data, error, again } = useCall('overviews.unit', { unit: site.unitId })
  return (
    <Page title="首页" untitled>
      <Section
        title={`${site.unitName}主要数据`}
        extra={<MonthChoice period={period} label={parsePeriod(period).label} />}
      >
        {month.error ? <ErrorNotice error={month.error} again={month.again} /> : null}
        {month.data && <MonthTable month={month.data} />}
      </Section>
      <Section title="登记情况">
        {error ? <ErrorNotice error={error} again={again} /> : null}
        {data?.kinds.length === 0 && <p className="nothing">还没有收到记录。</p>}
        <ul className="unit-kinds" aria-label="记录">
          {data?.kinds.flatMap(({ kind, count }) => {
            const known = knownKind(kind)
            return known
              ? [
                  <li key={kind}>
                    <a href={`#${listPath(known)}`}>
                      {known.label} {count.toLocaleString('zh-CN')} 条
                    </a>
                  </li>,
                ]
              : []
          })}
        </ul>
      </Section>
    </Page>
  )
}

/** Each unit leads to its own page, which goes on to those under it. Nobody is ranked. */
function MonthTable({ month }: { month: Output<'charts.byUnit'> }) {
  const { units, whole } = month
  return (
    <>
      <TableScroll label="主要数据">
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">单位</th>
              {whole.map(({ measure, label, word }) => (
                <th scope="col" key={measure}>
                  {label}（{word}）
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {units.map(({ id, name, figures }) => (
              <tr key={`${id} ${name}`}>
                <td>
                  <a href={`#${detailPath(unitKind, id)}`}>{name}</a>
                </td>
                <Figures figures={figures} />
              </tr>
            ))}
            <tr>
              <td>合计</td>
              <Figures figures={whole} />
            </tr>
          </tbody>
        </table>
      </TableScroll>
      <p className="help">按自然月统计；各区报送月不同的，以区里的月报为准。</p>
    </>
  )
}

function Figures({ figures }: { figures: Output<'charts.byUnit'>['whole'] }) {
  return figures.map(({ measure, text }) => (
    <td className="number" key={measure}>
      {text}
    </td>
  ))
}
