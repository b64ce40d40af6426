import { Alert, Button, Tabs } from 'antd'
import { type Kind, takesFiles } from '../../../shared/definition/define'
import type { WordsOf } from '../../../shared/definition/words'
import { displayValue } from '../../../shared/records/display'
import { followUps } from '../../../shared/records/follow-up'
import type { ChainEntry } from '../../../shared/records/history'
import { isWorkedWith, mayDelete } from '../../../shared/records/standing'
import type { RecordView } from '../../../shared/records/view'
import { useSession } from '../../engine/session'
import { useCall } from '../../engine/use-call'
import { useWords } from '../../engine/words'
import { AttachmentsBox } from '../../kinds-ui/attachments/attachments-box'
import { ConflictCard } from '../../kinds-ui/conflicts/conflict-card'
import { FieldValues, type RowEnd } from '../../kinds-ui/field-values'
import { FlowPath } from '../../kinds-ui/flow-path'
import { typedRowKey } from '../../kinds-ui/form-values'
import { History } from '../../kinds-ui/history'
import { ReceiptMark } from '../../kinds-ui/receipt-mark'
import { StandingNotice } from '../../kinds-ui/standing-notice'
import { useMayWrite, useRecordWrites } from '../../kinds-ui/use-record-writes'
import { editPath, listPath, newPath, printPath } from '../../paths'
import { ErrorNotice } from '../../ui/error-notice'
import { attempt } from '../../ui/errors'
import { navigate } from '../../ui/hash-route'
import { Page } from '../../ui/page'
import { useShortcut } from '../../ui/shortcuts'
import { localMinute } from '../../ui/today'
import { ChainLink, ChainTimeline } from './chain-timeline'
import { FollowButtons } from './follow-buttons'
import { MergeNotice } from './merge-notice'
import { StoredSimilar } from './stored-similar'

const noEntries: readonly ChainEntry[] = []

/** One record: its path, its values, its open conflicts, its history, and what may be done with it. */
export function DetailScreen({ kind, id }: { kind: Kind; id: string }) {
  const { data: record, error, again } = useCall('records.get', { id }, [kind.name, 'dictionary-entry'])
  const chain = useCall('records.chain', { id })
  const entries = chain.data?.entries ?? noEntries
  const wordsOf = useWords()
  const mayWrite = useMayWrite(kind)
  const isOpen = record !== undefined && isWorkedWith(kind, record)
  useShortcut('create', mayWrite ? () => navigate(newPath(kind)) : null)
  if (error)
    return (
      <Page title={kind.label}>
        <ErrorNotice error={error} again={again} />
      </Page>
    )
  if (!record) return null
  return (
    <Page
      title={record.title || kind.label}
      detail={
        <>
          {record.number} {record.receipt && <ReceiptMark receipt={record.receipt} />}
        </>
      }
      actions={<DetailActions kind={kind} record={record} mayWrite={mayWrite} />}
    >
      {record.deleted && record.mergedInto === null && (
        <Alert type="warning" showIcon title="这条记录在回收站里，不计入任何统计。" />
      )}
      {mayWrite && !record.deleted && <StandingNotice kind={kind} record={record} />}
      <MergeNotice kind={kind} record={record} mayWrite={mayWrite} />
      {mayWrite && isOpen && <StoredSimilar kind={kind} record={record} key={record.id} />}
      {record.conflicts > 0 && <OpenConflicts id={record.id} />}
      {(kind.flows ?? []).map((flow) => (
        <FlowPath key={flow.field} kind={kind} flow={flow} record={record} mayMove={mayWrite && isOpen} />
      ))}
      <ChainTimeline id={record.id} entries={entries} />
      <Tabs
        items={[
          {
            key: 'values',
            label: '内容',
            children: (
              <>
                <FieldValues
                  kind={kind}
                  record={record}
                  rowEnd={rowEnds(kind, record, entries, wordsOf)}
                  key={record.lastChange}
                />
                {takesFiles(kind) && (
                  <AttachmentsBox kind={kind.name} record={record.id} mayWrite={mayWrite && isOpen} />
                )}
                <p className="help">
                  {record.createdBy} 登记于 {localMinute(record.createdAt)}
                  {record.made && `（${record.made.siteName}，表单第 ${record.made.version} 版）`}，最近修改{' '}
                  {localMinute(record.updatedAt)}
                </p>
              </>
            ),
          },
          { key: 'history', label: '修改历史', children: <History id={record.id} /> },
        ]}
      />
    </Page>
  )
}

/** What was made out of each row, and what may still be. */
function rowEnds(kind: Kind, record: RecordView, entries: readonly ChainEntry[], wordsOf: WordsOf): RowEnd {
  const isOpen = isWorkedWith(kind, record)
  return (name) => {
    const field = kind.fields[name]
    if (field?.type !== 'rows' || followUps(kind, name).length === 0) return null
    const of: NonNullable<ReturnType<RowEnd>>['of'] = (row) => (
      <>
        {entries
          .filter(({ from }) => from?.record === record.id && from.row === typedRowKey(row))
          .map((entry) => (
            <ChainLink key={entry.record} entry={entry} />
          ))}
        {isOpen && (
          <FollowButtons
            kind={kind}
            record={record.id}
            row={{ field: name, id: typedRowKey(row), label: displayValue(field, [row], String, wordsOf) }}
          />
        )}
      </>
    )
    return { heading: '后续办理', of }
  }
}

function DetailActions({ kind, record, mayWrite }: { kind: Kind; record: RecordView; mayWrite: boolean }) {
  const { remove, restore } = useRecordWrites()
  const { user } = useSession()
  const print = (): void => navigate(printPath(kind, [record.id]))
  useShortcut('print', print)
  const leave = async (): Promise<void> => {
    await remove(record.id)
    navigate(listPath(kind))
  }
  return (
    <>
      <Button onClick={() => navigate(listPath(kind))}>返回列表</Button>
      <Button onClick={print} title="Ctrl+P">
        打印
      </Button>
      {mayWrite &&
        (record.deleted ? (
          record.mergedInto === null && (
            <Button type="primary" onClick={() => attempt(() => restore(record.id))}>
              恢复
            </Button>
          )
        ) : (
          <>
            {mayDelete(kind, record.body, user.role) && (
              <Button danger onClick={() => attempt(leave)}>
                删除
              </Button>
            )}
            {isWorkedWith(kind, record) && (
              <>
                <FollowButtons kind={kind} record={record.id} />
                <Button type="primary" onClick={() => navigate(editPath(kind, record.id))}>
                  修改
                </Button>
              </>
            )}
          </>
        ))}
    </>
  )
}

function OpenConflicts({ id }: { id: string }) {
  const { data } = useCall('records.conflicts', { record: id })
  return (
    <div className="conflicts">
      <Alert type="warning" showIcon title="这条记录有几处内容不一致，各方内容都保留着，请核对后采用一个。" />
      {data?.conflicts.map((conflict) => (
        <ConflictCard
          key={`${conflict.key} ${conflict.heads.map((head) => head.change).join(' ')}`}
          conflict={conflict}
        />
      ))}
    </div>
  )
}
