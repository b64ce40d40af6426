import { Alert, Button } from 'antd'
import { useMemo } from 'react'
import type { Kind } from '../../../shared/definition/define'
import type { RecordView } from '../../../shared/records/view'
import { useRpc } from '../../engine/engine-context'
import { useNames } from '../../engine/names'
import { detailPath } from '../../paths'
import { attempt } from '../../ui/errors'
import { navigate } from '../../ui/hash-route'
import { newOperation } from '../../ui/operation'
import { showToast } from '../../ui/toasts'

/** What a record was merged into, and what into it: each merge can be taken back at any time. */
export function MergeNotice({
  kind,
  record,
  mayWrite,
}: {
  kind: Kind
  record: RecordView
  mayWrite: boolean
}) {
  const rpc = useRpc()
  const { mergedInto, merged } = record
  const ids = useMemo(() => [...(mergedInto === null ? [] : [mergedInto]), ...merged], [mergedInto, merged])
  const nameOf = useNames(ids)
  const takeApart = async (drop: string): Promise<void> => {
    await rpc.records.unmerge({ drop, operation: newOperation() })
    showToast('已取消合并，两条记录都恢复为合并前的内容')
    navigate(detailPath(kind, drop))
  }
  const button = (drop: string) =>
    mayWrite && (
      <Button size="small" onClick={() => attempt(() => takeApart(drop))}>
        取消合并
      </Button>
    )
  return (
    <>
      {mergedInto !== null && (
        <Alert
          type="warning"
          showIcon
          title={
            <>
              这条记录已并入{' '}
              <a className="inline-link" href={`#${detailPath(kind, mergedInto)}`}>
                {nameOf(mergedInto)}
              </a>
              ，不再单独计入统计。
            </>
          }
          action={button(record.id)}
        />
      )}
      {!record.deleted &&
        merged.map((drop) => (
          <Alert
            key={drop}
            type="info"
            title={
              <>
                已并入一条重复登记的
                <a className="inline-link" href={`#${detailPath(kind, drop)}`}>
                  {kind.label}
                </a>
                。
              </>
            }
            action={button(drop)}
          />
        ))}
    </>
  )
}
