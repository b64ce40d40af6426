import { Alert } from 'antd'
import { useEffect, useId, useRef, useState } from 'react'
import type { Output } from '../../../shared/contract'
import { knownKind } from '../../../shared/kinds'
import { useCall } from '../../engine/use-call'
import { SimilarPanel } from '../../kinds-ui/duplicates/similar-panel'
import { detailPath, duplicatesPath, mergePath } from '../../paths'
import { ErrorNotice } from '../../ui/error-notice'
import { attempt } from '../../ui/errors'
import { navigate } from '../../ui/hash-route'
import { markAfter } from '../../ui/mark-after'
import { Page } from '../../ui/page'
import { PageTurner } from '../../ui/page-turner'
import { CheckTabs } from './check-tabs'
import { useDecisionKeys } from './use-decision-keys'
import { useSettling } from './use-settling'

type Suspect = Output<'records.suspects'>['suspects'][number]

/** Records on one page. */
const pageSize = 10
const nothingMasked: ReadonlyMap<string, string> = new Map()
const none: readonly Suspect[] = []
const idsOf = (suspects: readonly Suspect[]): string[] => suspects.map(({ record }) => record.id)

/** 重复: what may be logged twice, of all kinds, side by side: the same, or not. Keys decide the one that is marked, and go on. */
export function DuplicatesScreen() {
  const [cursors, setCursors] = useState<readonly number[]>([])
  const after = cursors.at(-1)
  const { data, error, loading, again } = useCall('records.suspects', {
    limit: pageSize,
    ...(after !== undefined && { after }),
  })
  const [at, setAt] = useState(0)
  const suspects = data?.suspects ?? none
  const [seen, setSeen] = useState({ after, suspects })
  // The mark is a record's, not a place's: what a key decides must be what is looked at. Where it is settled the next one gets it.
  if (seen.suspects !== suspects) {
    setSeen({ after, suspects })
    if (seen.after === after && seen.suspects.length > 0)
      setAt(markAfter(idsOf(seen.suspects), at, idsOf(suspects)))
  }
  const current = Math.min(at, suspects.length - 1)
  const turn = (next: readonly number[]): void => {
    setCursors(next)
    setAt(0)
  }
  return (
    <Page title="核对" detail={loading && !data ? '正在比对…' : undefined}>
      <CheckTabs current={duplicatesPath} />
      <p className="help">
        下列记录可能是同一事项的重复登记。属于同一事项的，合并为一条，两条的内容和照片均保留；不属于的，点“不是重复”，以后不再列出，其他电脑上也不再列出。
      </p>
      {suspects.length > 0 && (
        <p className="help">
          按键办理标出的一组：<kbd>1</kbd> 同一事项（两边不同的以先登记的为准，可以撤销）<kbd>2</kbd> 不是重复{' '}
          <kbd>3</kbd> 逐项选择后合并 <kbd>↑</kbd> <kbd>↓</kbd> 换一组
        </p>
      )}
      {error ? <ErrorNotice error={error} again={again} /> : null}
      {data && suspects.length === 0 && (
        <Alert
          type="success"
          showIcon
          title={after === undefined ? '没有可能重复的记录。' : '本页已核对完毕。'}
        />
      )}
      {suspects.map((suspect, place) => (
        <SuspectPanel
          key={suspect.record.id}
          suspect={suspect}
          isCurrent={place === current}
          onStep={(step) => setAt(Math.max(0, Math.min(suspects.length - 1, current + step)))}
        />
      ))}
      {data && <PageTurner cursors={cursors} next={data.next} onTurn={turn} />}
    </Page>
  )
}

interface SuspectPanelProps {
  readonly suspect: Suspect
  /** The one that keys decide. */
  readonly isCurrent: boolean
  readonly onStep: (step: 1 | -1) => void
}

function SuspectPanel({ suspect: { record, candidates }, isCurrent, onStep }: SuspectPanelProps) {
  const id = useId()
  const kind = knownKind(record.kind)
  const article = useRef<HTMLElement>(null)
  const { same, dismiss } = useSettling(record)
  const [likely] = candidates
  useEffect(() => {
    if (isCurrent) article.current?.scrollIntoView({ block: 'nearest' })
  }, [isCurrent])
  useDecisionKeys(isCurrent && likely !== undefined, {
    '1': () => likely && attempt(() => same(likely)),
    '2': () => likely && attempt(() => dismiss(likely)),
    '3': () => kind && likely && navigate(mergePath(kind, likely.record.id, record.id)),
    ArrowDown: () => onStep(1),
    ArrowUp: () => onStep(-1),
  })
  if (!kind) return null
  const name = `${kind.label} ${record.number ?? record.title}`
  return (
    <article
      className="suspect"
      ref={article}
      aria-label={`可能重复：${name}`}
      aria-current={isCurrent ? 'true' : undefined}
    >
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
        same={same}
        dismiss={dismiss}
        merge={(other) => navigate(mergePath(kind, other, record.id))}
        mergeLabel="逐项选择后合并"
      />
    </article>
  )
}
