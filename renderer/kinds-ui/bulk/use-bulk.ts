import { useMemo, useRef, useState } from 'react'
import type { BulkStep } from '../../../shared/contract/bulk'
import { useRpc } from '../../engine/engine-context'
import { useCall } from '../../engine/use-call'
import { attempt } from '../../ui/errors'
import { newOperation } from '../../ui/operation'
import { showToast } from '../../ui/toasts'
import { useBusy } from '../../ui/use-busy'

/** Which records take a step, and with which word it is told. */
export interface BulkWanted {
  /** Absent: of several kinds. */
  readonly kind: string | undefined
  readonly ids: readonly string[]
  readonly label: string
}

/** Stands for the reason while it is looked at who could go: that one is asked for is no reason to stay. */
const ANY_REASON = '…'

/**
 * One step on many records: who goes and who stays before it is done, then the step, then its one undo.
 * @param step null while it is not said yet
 * @param asksWhy the step itself asks for a reason; a record of a signed-off month may ask for one besides
 */
export function useBulk(
  { kind, ids, label }: BulkWanted,
  step: BulkStep | null,
  asksWhy: boolean,
  onDone: () => void,
) {
  const rpc = useRpc()
  const [reason, setReason] = useState('')
  const { busy, run } = useBusy()
  const operation = useRef(newOperation())
  const given = reason.trim()
  const asked = useMemo(
    () => (step === null ? null : { ...(kind !== undefined && { kind }), which: { ids: [...ids] }, step }),
    [kind, ids, step],
  )
  const why = asksWhy || given !== '' ? { reason: ANY_REASON } : {}
  const preview = useCall('bulk.preview', asked && { ...asked, ...why })
  const undo = async (batch: string): Promise<void> => {
    const { done, leftTotal } = await rpc.bulk.undo({ batch, operation: newOperation() })
    showToast(`已撤销 ${done} 条${leftTotal > 0 ? `，另有 ${leftTotal} 条后来又有改动，未作处理` : ''}`)
  }
  const apply = async (): Promise<void> => {
    if (!asked) return
    const { done, leftTotal, batch } = await rpc.bulk.apply({
      ...asked,
      ...(given !== '' && { reason: given }),
      operation: operation.current,
    })
    const text = `${label}：已处理 ${done} 条${leftTotal > 0 ? `，${leftTotal} 条没有处理` : ''}`
    showToast(
      text,
      batch === null ? {} : { action: { label: '撤销', run: () => attempt(() => undo(batch)) } },
    )
    onDone()
  }
  const lacksReason = asksWhy && given === ''
  return { preview, reason, setReason, lacksReason, busy, apply: () => run(apply) }
}
