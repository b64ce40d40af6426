import { Button } from 'antd'
import { memo, useMemo } from 'react'
import type { Kind } from '../../shared/definition/define'
import { displayValue } from '../../shared/records/display'
import type { RecordView } from '../../shared/records/view'
import { useNames } from '../engine/names'
import { useWords } from '../engine/words'
import { ReceiptMark } from './receipt-mark'
import { referredIds } from './referred-ids'

/** What scrolls must be reachable by keyboard (WCAG 2.1.1), although it is no widget. */
const reachable = { tabIndex: 0 }

interface RecordPreviewProps {
  readonly kind: Kind
  readonly record: RecordView
  readonly onOpen: (record: RecordView) => void
}

/** A record beside its list: what is filled in, in the order of its form; private values stay as the list has them. */
export const RecordPreview = memo(function RecordPreview({ kind, record, onOpen }: RecordPreviewProps) {
  const ids = useMemo(() => referredIds(kind, record), [kind, record])
  const nameOf = useNames(ids)
  const wordsOf = useWords()
  const states = (kind.flows ?? []).map(({ field }) => field)
  const filled = [...states, ...kind.form.flat()].flatMap((key) => {
    const field = kind.fields[key]
    const text = displayValue(field, record.body[key], nameOf, wordsOf)
    return field && text !== '' ? [{ key, label: field.label, text }] : []
  })
  return (
    <aside className="list-preview" aria-label="预览">
      <div className="preview-head">
        <h2>{record.title || kind.label}</h2>
        <p className="help">
          {record.number} {record.receipt && <ReceiptMark receipt={record.receipt} />}
        </p>
        {record.conflicts > 0 && !record.receipt && <span className="badge">待核对</span>}
      </div>
      <section className="preview-values" aria-label="预览内容" {...reachable}>
        <dl>
          {filled.map(({ key, label, text }) => (
            <div key={key}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </section>
      <Button className="preview-open" onClick={() => onOpen(record)}>
        打开 <kbd>Enter</kbd>
      </Button>
    </aside>
  )
})
