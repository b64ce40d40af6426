import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { type Pile, pile as pileNames } from '../../../shared/contract/waiting'
import { movesFrom } from '../../../shared/definition/workflow'
import { knownKind } from '../../../shared/kinds'
import { reviewOf } from '../../../shared/records/review'
import type { RecordView } from '../../../shared/records/view'
import { useSession } from '../../engine/session'
import { useCall } from '../../engine/use-call'
import { RecordPreview } from '../../kinds-ui/record-preview'
import { detailPath } from '../../paths'
import { ErrorNotice } from '../../ui/error-notice'
import { navigate, setHashQuery, useHashQuery } from '../../ui/hash-route'
import { markAfter } from '../../ui/mark-after'
import { Page } from '../../ui/page'
import { ReviewActions } from './review-actions'
import { ReviewList } from './review-list'
import { ReviewMany } from './review-many'

const none: readonly RecordView[] = []
const idsOf = (rows: readonly RecordView[]): string[] => rows.map(({ id }) => id)

const pileLabels: Readonly<Record<Pile, string>> = { waiting: '待审核', returned: '被退回' }

/** 待审核: what waits to be looked at, of all kinds, one after another; and what was sent back. */
export function ReviewScreen() {
  const query = useHashQuery()
  const { user } = useSession()
  const approves = user.role === 'review' || user.role === 'admin'
  const pile = pileNames.catch(approves ? 'waiting' : 'returned').parse(query.get('pile'))
  const kind = knownKind(query.get('kind') ?? '')?.name
  const unit = query.get('unit') ?? undefined
  const which = useMemo(
    () => ({ pile, ...(kind !== undefined && { kind }), ...(unit !== undefined && { unit }) }),
    [pile, kind, unit],
  )
  const { data, stale, error, again } = useCall('waiting.review', which)
  const [at, setAt] = useState(() => Number(query.get('at') ?? 0) || 0)
  const rows = data?.rows ?? none
  const [seen, setSeen] = useState({ which, rows })
  // The mark is a record's, not a place's: what is approved next must be what is looked at.
  if (seen.rows !== rows) {
    setSeen({ which, rows })
    if (seen.which === which && seen.rows.length > 0) setAt(markAfter(idsOf(seen.rows), at, idsOf(rows)))
  }
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  // What left the pile meanwhile is ticked no more.
  const ticked = new Set(rows.flatMap(({ id }) => (picked.has(id) ? [id] : [])))
  const marked = Math.min(at, Math.max(rows.length - 1, 0))
  const record = rows[marked]
  const total = data?.totals.reduce((sum, { count }) => sum + count, 0) ?? 0
  const open = (opened: RecordView): void => {
    const found = knownKind(opened.kind)
    if (!found) return
    setHashQuery({ at: String(rows.indexOf(opened)) })
    navigate(detailPath(found, opened.id))
  }
  const show = (changes: Readonly<Record<string, string | undefined>>): void => {
    setAt(0)
    setPicked(new Set())
    setHashQuery({ ...changes, at: undefined })
  }
  return (
    <Page
      filled
      title="待审核"
      detail={
        data &&
        !stale && (
          <span aria-live="polite">
            {pileLabels[pile]} {total.toLocaleString('zh-CN')} 条
            {rows.length < total && kind === undefined && `，先列出最早的 ${rows.length} 条`}
          </span>
        )
      }
    >
      <div className="list-bar">
        {pileNames.options.map((name) => (
          <button
            key={name}
            type="button"
            className="chip"
            aria-pressed={name === pile}
            onClick={() => show({ pile: name, kind: undefined })}
          >
            {pileLabels[name]}
          </button>
        ))}
        <span className="chip-gap" />
        {data?.totals.map(({ kind: name, count }) => (
          <button
            key={name}
            type="button"
            className="chip"
            aria-pressed={name === kind}
            onClick={() => show({ kind: name === kind ? undefined : name })}
          >
            {knownKind(name)?.label ?? name}
            <span className="chip-count">{count.toLocaleString('zh-CN')}</span>
          </button>
        ))}
        {rows.length > 1 && (
          <Button
            size="small"
            disabled={ticked.size === rows.length}
            title={ticked.size === rows.length ? '已全部勾选' : 'Ctrl+A'}
            onClick={() => setPicked(new Set(rows.map(({ id }) => id)))}
          >
            全选 {rows.length} 条
          </Button>
        )}
      </div>
      {error ? <ErrorNotice error={error} again={again} /> : null}
      {data && !stale && rows.length === 0 && (
        <p className="nothing">{pile === 'waiting' ? '没有等待审核的记录。' : '没有被退回的记录。'}</p>
      )}
      {data && record && (
        <div className="list-halves">
          <ReviewList
            rows={rows}
            marked={marked}
            onMark={setAt}
            onOpen={open}
            ticked={ticked}
            onTick={({ id }) => setPicked(toggled(ticked, id))}
            onTickThese={(these) => setPicked(new Set([...ticked, ...these.map(({ id }) => id)]))}
          />
          <Marked
            key={record.id}
            record={record}
            pile={stale ? null : pile}
            reasons={data.reasons}
            onOpen={() => open(record)}
            ticked={ticked}
            onUntick={() => setPicked(new Set())}
          />
        </div>
      )}
    </Page>
  )
}

function toggled(before: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const after = new Set(before)
  if (!after.delete(id)) after.add(id)
  return after
}

interface MarkedProps {
  readonly record: RecordView
  /** `null`: until the answer comes what stands is of another pile, and nothing of it is decided. */
  readonly pile: Pile | null
  readonly reasons: readonly string[]
  readonly onOpen: () => void
  readonly ticked: ReadonlySet<string>
  readonly onUntick: () => void
}

/** The record that is looked at, over what may be decided about it or, where some are ticked, about all of those. */
function Marked({ record, pile, reasons, onOpen, ticked, onUntick }: MarkedProps) {
  const { user } = useSession()
  const kind = knownKind(record.kind)
  const review = kind && reviewOf(kind)
  if (!kind || !review) return null
  const state = pile === 'waiting' ? review.waits : review.returned
  const moves = pile === null ? [] : movesFrom(review.flow, state, user.role)
  return (
    <div className="review-side">
      <RecordPreview kind={kind} record={record} onOpen={onOpen} />
      {ticked.size === 0 ? (
        <ReviewActions record={record} review={review} moves={moves} reasons={reasons} />
      ) : (
        <ReviewMany ids={[...ticked]} review={review} moves={moves} reasons={reasons} onUntick={onUntick} />
      )}
    </div>
  )
}
