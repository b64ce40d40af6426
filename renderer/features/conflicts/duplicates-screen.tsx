import { Alert } from 'antd'
import { useId, useState } from 'react'
import type { Output } from '../../../shared/contract'
import type { Candidate } from '../../../shared/contract/duplicates'
import { knownKind } from '../../../shared/kinds'
import { useRpc } from '../../engine/engine-context'
import { useCall } from '../../engine/use-call'
import { SimilarPanel } from '../../kinds-ui/duplicates/similar-panel'
import { detailPath, duplicatesPath, mergePath } from '../../paths'
import { ErrorNotice } from '../../ui/error-notice'
import { showError } from '../../ui/errors'
import { navigate } from '../../ui/hash-route'
import { newOperation } from '../../ui/operation'
import { Page } from '../../ui/page'
import { PageTurner } from '../../ui/page-turner'
import { showToast } from '../../ui/toasts'
import { CheckTabs } from './check-tabs'

type Suspect = Output<'records.suspects'>['suspects'][number]

/** Records on one page. */
const pageSize = 10
const nothingMasked: ReadonlyMap<string, string> = new Map()

/** 重复: what may be logged twice, of all kinds, side by side: the same, or not. */
export function DuplicatesScreen() {
  const [cursors, setCursors] = useState<readonly number[]>([])
  const after = cursors.at(-1)
  const { data, error, loading, again } = useCall('records.suspects', {
    limit: pageSize,
    ...(after !== undefined && { after }),
  })
  return (
    <Page title="核对" detail={loading && !data ? '正在比对…' : undefined}>
      <CheckTabs current={duplicatesPath} />
      <p className="help">
        下列记录可能是同一事项的重复登记。属于同一事项的，合并为一条，两条的内容和照片均保留；不属于的，点“不是重复”，以后不再列出。
      </p>
      {error ? <ErrorNotice error={error} again={again} /> : null}
      {data && data.suspects.length === 0 && (
        <Alert
          type="success"
          showIcon
          title={after === undefined ? '没有可能重复的记录。' : '本页已核对完毕。'}
        />
      )}
      {data?.suspects.map((suspect) => (
        <SuspectPanel key={suspect.record.id} suspect={suspect} />
      ))}
      {data && <PageTurner cursors={cursors} next={data.next} onTurn={setCursors} />}
    </Page>
  )
}

function SuspectPanel({ suspect: { record, candidates } }: { readonly suspect: Suspect }) {
  const rpc = useRpc()
  const id = useId()
  const kind = knownKind(record.kind)
  if (!kind) return null
  const name = `${kind.label} ${record.number ?? record.title}`
  const remember = (other: string, distinct: boolean) =>
    rpc.records.distinct({ id: other, other: record.id, distinct, operation: newOperation() })
  const dismiss = async ({ record: other }: Candidate): Promise<void> => {
    await remember(other.id, true)
    const forget = (): void => void remember(other.id, false).catch(showError)
    showToast(`已记住：${other.number ?? other.title} 不是重复`, {
      about: other.id,
      action: { label: '撤销', run: forget },
    })
  }
  return (
    <article className="suspect" aria-label={`可能重复：${name}`}>
      <h2>
        <a href={`#${detailPath(kind, record.id)}`}>
          {name} {record.number !== null && record.title}
        </a>
      </h2>
      <SimilarPanel
        id={id}
        kind={kind}
        candidates={candidates}
        values={record.body}
        masked={nothingMasked}
        oneOfMany={name}
        open={(other) => navigate(detailPath(kind, other))}
        dismiss={dismiss}
        merge={(other) => navigate(mergePath(kind, record.id, other))}
        mergeLabel="同一事项，合并"
      />
    </article>
  )
}
