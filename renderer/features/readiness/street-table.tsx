import {
  arrivalText,
  hasCome,
  type MonthReadiness,
  type StreetMonth,
  sendersWord,
} from '../../../shared/readiness/month'
import { conflictsPath, pilePath, readinessOf } from '../../paths'
import { Mark, type Tone } from '../../ui/mark'
import { Section } from '../../ui/page'
import { TableScroll } from '../../ui/table-scroll'
import { localMinute } from '../../ui/today'

const tableNames = { street: '各街道', district: '各区（县）', city: '各市（州）' } as const

function nobodyYet({ of, within }: MonthReadiness): string {
  if (of !== 'street') return `还没有${sendersWord[of]}接入平台。`
  return within ? '还没有收到这个区（县）的街道名单。' : '尚未录入街道，请先在“基础资料”的“单位”里录入。'
}

/** Each street of a month, in the order of the units. */
export function StreetTable({ month }: { month: MonthReadiness }) {
  const word = sendersWord[month.of]
  if (month.streets.length === 0) return <p className="nothing">{nobodyYet(month)}</p>
  return (
    <Section title={tableNames[month.of]}>
      <TableScroll label={tableNames[month.of]}>
        <table className="plain street-table">
          <thead>
            <tr>
              <th scope="col">{word}</th>
              <th scope="col">报送</th>
              <th scope="col">收到批次</th>
              <Numbers labels={['本月记录', '待审核', '退回', '草稿', '内容不一致']} />
            </tr>
          </thead>
          <tbody>
            {month.streets.map((street) => (
              <Street
                key={street.unit}
                street={street}
                isApart={street.period !== month.period}
                leads={month.of === 'street' && month.within === null}
                inside={month.of === 'street' ? undefined : readinessOf(month.period, street.unit)}
              />
            ))}
          </tbody>
        </table>
      </TableScroll>
    </Section>
  )
}

function Numbers({ labels }: { labels: readonly string[] }) {
  return labels.map((label) => (
    <th scope="col" className="number" key={label}>
      {label}
      <span className="cell-unit">条</span>
    </th>
  ))
}

interface StreetProps {
  readonly street: StreetMonth
  readonly isApart: boolean
  /** What is open can be done here. */
  readonly leads: boolean
  /** Where those who hand in to it are shown. */
  readonly inside: string | undefined
}

function Street({ street, isApart, leads, inside }: StreetProps) {
  const { unit, records, waiting, returned, drafts, conflicts } = street
  return (
    <tr>
      <th scope="row">
        {inside === undefined ? street.name : <a href={`#${inside}`}>{street.name}</a>}
        {isApart && (
          <span className="cell-note">
            {street.label}，截止 {street.until}
          </span>
        )}
      </th>
      <td>
        <Mark tone={toneOf(street)}>{arrivalText(street)}</Mark>
        {street.silentDays !== null && street.silentDays > 0 && (
          <span className="cell-note">{street.silentDays} 天未收到文件</span>
        )}
      </td>
      <td>
        {street.batches.map(({ site, serial, at }) => (
          <span className="cell-note" key={site}>
            {site}：{at === null ? '尚未收到过' : `第 ${serial ?? 0} 批，${localMinute(at)}`}
          </span>
        ))}
      </td>
      <td className="number">{records.toLocaleString('zh-CN')}</td>
      <Open
        count={waiting}
        path={leads ? pilePath('waiting', unit) : undefined}
        of={`${street.name}待审核`}
      />
      <Open
        count={returned}
        path={leads ? pilePath('returned', unit) : undefined}
        of={`${street.name}退回`}
      />
      <Open count={drafts} of={`${street.name}草稿`} />
      <Open count={conflicts} path={leads ? conflictsPath : undefined} of={`${street.name}内容不一致`} />
    </tr>
  )
}

function toneOf(street: StreetMonth): Tone {
  return street.arrival === 'received' ? 'green' : hasCome(street) ? 'calm' : 'amber'
}

/** A count of what is still open, which leads to it. @param of whose and what, for those who do not see row and column */
function Open({ count, path, of }: { count: number; path?: string | undefined; of: string }) {
  const text = count.toLocaleString('zh-CN')
  return (
    <td className="number">
      {path !== undefined && count > 0 ? (
        <a href={`#${path}`} aria-label={`${of} ${text} 条`}>
          {text}
        </a>
      ) : (
        text
      )}
    </td>
  )
}
