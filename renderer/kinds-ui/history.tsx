import { Tag } from 'antd'
import type { Kind } from '../../shared/definition/define'
import type { HistoryEntry } from '../../shared/records/history'
import type { RecordView } from '../../shared/records/view'
import { useCall } from '../engine/use-call'
import { ErrorNotice } from '../ui/error-notice'
import { localMinute } from '../ui/today'
import { ClockAhead } from './clock-ahead'
import { RestoreValue } from './restore-value'

/** What a change did, in words. */
export const changeLabels: Readonly<Record<HistoryEntry['action'], string>> = {
  create: '新建',
  edit: '修改',
  delete: '删除',
  restore: '恢复',
}

interface HistoryProps {
  readonly kind: Kind
  readonly record: RecordView
  /** Values may be set back. */
  readonly mayWrite: boolean
}

/** Every change of a record, newest first, with who, where, when and what; a value of it can be set back. */
export function History({ kind, record, mayWrite }: HistoryProps) {
  const { id } = record
  const { data, error, again } = useCall('records.history', { id })
  if (error) return <ErrorNotice error={error} again={again} />
  const entries = (data?.entries ?? []).toReversed()
  return (
    <ol className="history">
      {entries.map((entry) => (
        <li key={entry.change}>
          <p className="history-head">
            <Tag>{changeLabels[entry.action]}</Tag>
            <strong>{entry.author}</strong>
            <span>{localMinute(entry.at)}</span>
            <span>{entry.siteName}</span>
            {entry.clockAhead && <ClockAhead />}
            {entry.reason && <span>理由：{entry.reason}</span>}
          </p>
          {entry.fields.length > 0 && (
            <table className="plain">
              <thead>
                <tr>
                  <th scope="col">项目</th>
                  <th scope="col">原来</th>
                  <th scope="col">改为</th>
                </tr>
              </thead>
              <tbody>
                {entry.fields.map((field) => (
                  <tr key={field.key}>
                    <td>{field.label}</td>
                    {(['old', 'new'] as const).map((side) => (
                      <td key={side}>
                        {(side === 'old' ? field.oldText : field.newText) || '（空）'}
                        {mayWrite && !(side === 'old' && entry.action === 'create') && (
                          <RestoreValue
                            kind={kind}
                            record={record}
                            change={entry.change}
                            field={field}
                            side={side}
                          />
                        )}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </li>
      ))}
    </ol>
  )
}
