import type { AuditEntry } from '../../../shared/contract/audit'
import { knownKind } from '../../../shared/kinds'
import { detailPath } from '../../paths'
import { TableScroll } from '../../ui/table-scroll'
import { localMinute } from '../../ui/today'

/** More records than these stand folded up. */
const shownRecords = 5

/** Rows of the audit log, the newest first; records that are known here are links. */
export function AuditTable({ entries, busy }: { entries: readonly AuditEntry[]; busy: boolean }) {
  if (entries.length === 0) return <p className="nothing">没有符合条件的操作。</p>
  return (
    <TableScroll label="操作日志">
      <table className="plain" aria-busy={busy}>
        <thead>
          <tr>
            {['编号', '时间', '用户', '操作', '内容'].map((heading) => (
              <th scope="col" key={heading}>
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.number}>
              <td className="number">{String(entry.number).padStart(6, '0')}</td>
              <td>{localMinute(entry.at)}</td>
              <td>{entry.user}</td>
              <td>{entry.label}</td>
              <td className="file">
                {entry.facts.map(({ label, text }) => `${label} ${text}`).join('；')}
                <Records records={entry.records} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

function Records({ records }: Pick<AuditEntry, 'records'>) {
  if (records.length === 0) return null
  const links = (
    <ul className="audit-records">
      {records.map(({ id, kind, name }) => {
        const known = knownKind(kind ?? '')
        return <li key={id}>{known ? <a href={`#${detailPath(known, id)}`}>{name}</a> : name}</li>
      })}
    </ul>
  )
  if (records.length <= shownRecords) return links
  return (
    <details>
      <summary>记录 {records.length} 条</summary>
      {links}
    </details>
  )
}
