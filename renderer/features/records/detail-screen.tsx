import { EditOutlined, PrinterOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { type Kind, takesFiles } from '../../../shared/definition/define'
import type { WordsOf } from '../../../shared/definition/words'
import type { Workflow } from '../../../shared/definition/workflow'
import { displayValue } from '../../../shared/records/display'
import { followUps } from '../../../shared/records/follow-up'
import type { ChainEntry } from '../../../shared/records/history'
import { isNumberOfOtherYear } from '../../../shared/records/numbers'
import { isWorkedWith, mayDelete } from '../../../shared/records/states'
import type { RecordView } from '../../../shared/records/view'
import { useAtHub } from '../../engine/at-hub'
import { useSession } from '../../engine/session'
import { useCall } from '../../engine/use-call'
import { useWords } from '../../engine/words'
import { AttachmentsBox } from '../../kinds-ui/attachments/attachments-box'
import { ConflictCard } from '../../kinds-ui/conflicts/conflict-card'
import { FieldValues, type RowEnd } from '../../kinds-ui/field-values'
import { FlowPath } from '../../kinds-ui/flow-path'
import { typedRowKey } from '../../kinds-ui/form-values'
import { History } from '../../kinds-ui/history'
import { leftSearch } from '../../kinds-ui/list/left-list'
import { ReceiptMark } from '../../kinds-ui/receipt-mark'
import { StandingNotice } from '../../kinds-ui/standing-notice'
import { useMayWrite, useRecordWrites } from '../../kinds-ui/use-record-writes'
import { editPath, listPath, newPath, printPath } from '../../paths'
import { ErrorNotice } from '../../ui/error-notice'
import { attempt } from '../../ui/errors'
import { navigate } from '../../ui/hash-route'
import { Page, Section } from '../../ui/page'
import { useShortcut } from '../../ui/shortcuts'
import { localMinute } from '../../ui/today'
import { ChainLink, ChainTimeline } from './chain-timeline'
import { EraseButton } from './erase-dialog'
import { FilesInDistrict } from './files-in-district'
import { FollowButtons } from './follow-buttons'
import { MergeNotice } from './merge-notice'
import { OfficialForms } from './official-forms'
import { RecordDeadlines } from './record-deadlines'
import { StoredSimilar } from './stored-similar'
import { UnitOverview } from './unit-overview'

const noEntries: readonly ChainEntry[] = []

/** One record: its path, its values, its open conflicts, its history, and what may be done with it. */
export function DetailScreen({ kind, id }: { kind: Kind; id: string }) {
  const { data: record, error, again } = useCall('records.get', { id }, [kind.name, 'dictionary-entry'])
  const chain = useCall('records.chain', { id })
  const entries = chain.data?.entries ?? noEntries
  const wordsOf = useWords()
  const mayWrite = useMayWrite(kind)
  const atHub = useAtHub()
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
      windowTitle={`${kind.label}${record.number === null ? '' : ` ${record.number}`}`}
      detail={
        <>
          {record.number} {record.signedOff?.changedSince && <span className="badge">定稿后改过</span>}
          <NumberNote record={record} /> {record.receipt && <ReceiptMark receipt={record.receipt} />}
        </>
      }
      actions={<DetailActions kind={kind} record={record} mayWrite={mayWrite} />}
    >
      {!record.deleted && <RecordDeadlines record={record.id} />}
      {record.deleted && record.mergedInto === null && (
        <Alert type="warning" showIcon title="这条记录在回收站里，不计入任何统计。" />
      )}
      {mayWrite && !record.deleted && <StandingNotice kind={kind} record={record} />}
      <MergeNotice kind={kind} record={record} mayWrite={mayWrite} />
      {mayWrite && isOpen && <StoredSimilar kind={kind} record={record} key={record.id} />}
      {record.conflicts > 0 && !atHub && <OpenConflicts id={record.id} />}
      {kind.tree && !record.deleted && <UnitOverview unit={id} />}
      <div className="record-halves">
        <div className="record-main">
          {pathsOf(kind).map((flow) => (
            <FlowPath key={flow.field} kind={kind} flow={flow} record={record} mayMove={mayWrite && isOpen} />
          ))}
          <FieldValues
            kind={kind}
            record={record}
            rowEnd={rowEnds(kind, record, entries, wordsOf)}
            key={record.lastChange}
          />
        </div>
        <div className="record-side">
          {reviewsOf(kind).map((flow) => (
            <FlowPath
              key={flow.field}
              kind={kind}
              flow={flow}
              record={record}
              mayMove={mayWrite && isOpen}
              brief
            />
          ))}
          {!atHub && <OfficialForms kind={kind} id={record.id} />}
          <ChainTimeline id={record.id} entries={entries} />
          {takesFiles(kind) && !atHub && (
            <AttachmentsBox kind={kind.name} record={record.id} mayWrite={mayWrite && isOpen} />
          )}
          {atHub && <FilesInDistrict files={record.files} />}
          <Section title="修改历史">
            <p className="help">
              {record.createdBy} 登记于 {localMinute(record.createdAt)}
              {record.made && `（${record.made.siteName}，表单第 ${record.made.version} 版）`}，最近修改{' '}
              {localMinute(record.updatedAt)}
            </p>
            <FoldedHistory kind={kind} record={record} mayWrite={mayWrite} />
            {atHub && <p className="help">文书请在区（县）的电脑上打印。</p>}
            <EraseButton kind={kind} record={record} />
          </Section>
        </div>
      </div>
    </Page>
  )
}

/** The paths that the matter itself goes. */
const pathsOf = (kind: Kind): readonly Workflow[] =>
  (kind.flows ?? []).filter((flow) => flow.approved === undefined)

/** The paths on which somebody looks at what was written. */
const reviewsOf = (kind: Kind): readonly Workflow[] =>
  (kind.flows ?? []).filter((flow) => flow.approved !== undefined)

/** The history is asked for when somebody wants it. */
function FoldedHistory(props: Parameters<typeof History>[0]) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? '收起历史' : '展开历史'}
      </Button>
      {open && <History {...props} />}
    </>
  )
}

/** What a corrected day made of the number: a former one is void, one that had gone out stays. */
function NumberNote({ record }: { record: RecordView }) {
  const { number, voided, body } = record
  return (
    <>
      {voided.length > 0 && <span className="cell-note">作废号：{voided.join('、')}</span>}
      {isNumberOfOtherYear(number, body.date) && (
        <span className="cell-note">编号的年份与日期不同：修改日期前已导出，编号保持不变。</span>
      )}
    </>
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
  const atHub = useAtHub()
  const print = (): void => navigate(printPath(kind, [record.id]))
  useShortcut('print', atHub ? null : print)
  const leave = async (): Promise<void> => {
    await remove(kind, record)
    navigate(listPath(kind, leftSearch(kind.name)))
  }
  return (
    <>
      <Button onClick={() => navigate(listPath(kind, leftSearch(kind.name)))}>返回列表</Button>
      {!atHub && (
        <Button icon={<PrinterOutlined aria-hidden="true" />} onClick={print} title="Ctrl+P">
          打印
        </Button>
      )}
      {mayWrite &&
        (record.deleted ? (
          record.mergedInto === null && (
            <Button type="primary" onClick={() => attempt(() => restore(kind, record))}>
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
                <Button
                  type="primary"
                  icon={<EditOutlined aria-hidden="true" />}
                  onClick={() => navigate(editPath(kind, record.id))}
                >
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
      <Alert type="warning" showIcon title="这条记录有几处内容不一致，各方内容均已保留，请核对后采用其一。" />
      {data?.conflicts.map((conflict) => (
        <ConflictCard
          key={`${conflict.key} ${conflict.heads.map((head) => head.change).join(' ')}`}
          conflict={conflict}
        />
      ))}
    </div>
  )
}
