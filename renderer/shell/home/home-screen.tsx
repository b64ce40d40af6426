import { Alert, Button } from 'antd'
import type { Output } from '../../../shared/contract'
import { kinds, knownKind } from '../../../shared/kinds'
import { draftFlow } from '../../../shared/records/standing'
import { ProgressLine } from '../../engine/progress-line'
import { useBackup } from '../../engine/use-backup'
import { useCall } from '../../engine/use-call'
import { DeadlineSection } from '../../features/deadlines/deadline-section'
import { useMayWrite } from '../../kinds-ui/use-record-writes'
import { anomaliesPath, conflictsPath, detailPath, editPath, listPath, newPath, syncPath } from '../../paths'
import { ErrorNotice } from '../../ui/error-notice'
import { navigate } from '../../ui/hash-route'
import { Page, Section } from '../../ui/page'
import { localMinute } from '../../ui/today'
import { MonthFigures } from './month-figures'

type Overview = Output<'home.overview'>

/** What a clerk sees first: log something, the month so far, what still has to be carried or saved. */
export function HomeScreen() {
  const { data, error, again } = useCall('home.overview', {})
  return (
    <Page title="首页">
      <DailyButtons />
      {error ? <ErrorNotice error={error} again={again} /> : null}
      {data && (
        <>
          <Drafts drafts={data.drafts} />
          <DeadlineSection />
          <MonthFigures overview={data} />
          <Duties overview={data} again={again} />
          <Recent recent={data.recent} />
        </>
      )}
    </Page>
  )
}

function DailyButtons() {
  return (
    <div className="daily-buttons">
      {kinds
        .filter((kind) => kind.place === 'daily')
        .map((kind) => (
          <DailyButton key={kind.name} kind={kind} />
        ))}
    </div>
  )
}

function DailyButton({ kind }: { kind: (typeof kinds)[number] }) {
  if (!useMayWrite(kind)) return null
  return (
    <Button type="primary" size="large" className="daily-button" onClick={() => navigate(newPath(kind))}>
      登记{kind.label}
    </Button>
  )
}

function Drafts({ drafts }: { drafts: Overview['drafts'] }) {
  const shown = drafts.flatMap((draft) => {
    const kind = knownKind(draft.kind)
    return kind ? [{ ...draft, kind }] : []
  })
  if (shown.length === 0) return null
  return (
    <Section title="没有填完的">
      <ul className="lines">
        {shown.map(({ kind, id, savedAt }) => (
          <li key={`${kind.name} ${id}`}>
            <span>
              {id === null ? '新建' : '修改'}
              {kind.label}，保存于 {localMinute(savedAt)}
            </span>
            <Button onClick={() => navigate(id === null ? newPath(kind) : editPath(kind, id))}>
              继续填写{kind.label}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Duties({ overview, again }: { overview: Overview; again: () => void }) {
  const backup = useBackup(again)
  const { pendingExport, unsubmitted, receipts, lastExport, lastBackup, conflicts, anomalies } = overview
  return (
    <Section title="待办">
      {conflicts > 0 && (
        <Alert
          type="warning"
          showIcon
          title={`有 ${conflicts} 处填法不一致，所有填法都保留着。`}
          action={<Button onClick={() => navigate(conflictsPath)}>去核对</Button>}
        />
      )}
      {anomalies > 0 && (
        <Alert
          type="warning"
          showIcon
          title={`有 ${anomalies.toLocaleString('zh-CN')} 条记录带有异常数据，异常的项目没有计入报表。`}
          action={<Button onClick={() => navigate(anomaliesPath)}>去核对</Button>}
        />
      )}
      <ul className="lines">
        {receipts?.returned.map(({ kind, count }) => (
          <Returned key={kind} name={kind} count={count} />
        ))}
        {unsubmitted.map(({ kind, count }) => (
          <Unsubmitted key={kind} name={kind} count={count} ownOnly={receipts !== null} />
        ))}
        <li>
          <span>
            未导出 <strong>{(receipts?.unsent ?? pendingExport).toLocaleString('zh-CN')}</strong> 条
            {receipts !== null && receipts.sent > 0 && (
              <>
                ，已导出等回执 <strong>{receipts.sent.toLocaleString('zh-CN')}</strong> 条
              </>
            )}
            {lastExport
              ? `，上次导出 ${localMinute(lastExport.at)}（第 ${lastExport.serial} 包，给${lastExport.peer}）`
              : '，还没有导出过'}
          </span>
          <Button onClick={() => navigate(syncPath)}>数据交换</Button>
        </li>
        <li>
          <span>{lastBackup ? `上次备份 ${localMinute(lastBackup)}` : '还没有备份过'}</span>
          <Button loading={backup.operation !== null} onClick={backup.run}>
            备份
          </Button>
        </li>
      </ul>
      <ProgressLine task="backup" label="正在备份" operation={backup.operation} />
    </Section>
  )
}

/** Records that were sent back: the way to them is one click. */
function Returned({ name, count }: { name: string; count: number }) {
  const kind = knownKind(name)
  if (!kind) return null
  return (
    <li>
      <span>
        {kind.label}被退回 <strong>{count.toLocaleString('zh-CN')}</strong> 条，改好后请重新提交
      </span>
      <Button onClick={() => navigate(`${listPath(kind)}?receipt=returned`)}>查看被退回的{kind.label}</Button>
    </li>
  )
}

interface UnsubmittedProps {
  readonly name: string
  readonly count: number
  /** A street holds no drafts but its own. */
  readonly ownOnly: boolean
}

/** Drafts, which nothing counts yet. */
function Unsubmitted({ name, count, ownOnly }: UnsubmittedProps) {
  const kind = knownKind(name)
  const flow = kind && draftFlow(kind)
  if (!flow) return null
  return (
    <li>
      <span>
        {kind.label}草稿 <strong>{count.toLocaleString('zh-CN')}</strong> 条
        {ownOnly ? '' : '（包括街道带来的）'}，填全后请提交
      </span>
      <Button onClick={() => navigate(`${listPath(kind)}?${flow.field}=${flow.draft}`)}>
        查看{kind.label}草稿
      </Button>
    </li>
  )
}

function Recent({ recent }: { recent: Overview['recent'] }) {
  const shown = recent.flatMap((record) => {
    const kind = knownKind(record.kind)
    return kind ? [{ record, kind }] : []
  })
  if (shown.length === 0) return null
  return (
    <Section title="最近登记">
      <ul className="lines">
        {shown.map(({ record, kind }) => (
          <li key={record.id}>
            <a href={`#${detailPath(kind, record.id)}`}>
              {kind.label} {record.number} {record.title}
            </a>
          </li>
        ))}
      </ul>
    </Section>
  )
}
