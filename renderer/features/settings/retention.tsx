import { kindOf } from '../../../shared/kinds'
import { useCall } from '../../engine/use-call'
import { detailPath } from '../../paths'
import { Section } from '../../ui/page'

/** 保存期满: what the district's rules keep no longer. It is listed; whoever manages the district erases it on the record's own page. */
export function Retention() {
  const { data } = useCall('records.retentionDue', {}, ['retention-rule'])
  if (!data || data.kinds.length === 0) return null
  return (
    <Section title="保存期满">
      <p className="help">
        下列记录按“保存期限”的规定已经期满。程序不会自动清除；区级管理员核对后，在记录页面的“修改历史”下面清除。
      </p>
      {data.kinds.map(({ kind, years, until, total, records }) => (
        <div key={kind}>
          <h3>
            {kindOf(kind).label}：保存 {years} 年，{until} 及以前办结的 {total} 条
          </h3>
          <ul className="lines">
            {records.map(({ id, number, title, closed }) => (
              <li key={id}>
                <a href={`#${detailPath(kindOf(kind), id)}`}>{[number, title].filter(Boolean).join(' ')}</a>（
                {closed}）
              </li>
            ))}
          </ul>
          {total > records.length && <p className="help">只列出最早的 {records.length} 条。</p>}
        </div>
      ))}
    </Section>
  )
}
