import { useRef } from 'react'
import type { Candidate } from '../../../shared/contract/duplicates'
import type { RecordView } from '../../../shared/records/view'
import { useRpc } from '../../engine/engine-context'
import { attempt, showError } from '../../ui/errors'
import { newOperation } from '../../ui/operation'
import { showToast } from '../../ui/toasts'

/** Settles a pair: one record of two, or never asked again. Both can be taken back, and both go to other computers as data. */
export function useSettling(record: RecordView) {
  const rpc = useRpc()
  /** A key that is pressed twice settles once. */
  const isSettling = useRef(false)
  const once = async (work: () => Promise<void>): Promise<void> => {
    if (isSettling.current) return
    isSettling.current = true
    try {
      await work()
    } finally {
      isSettling.current = false
    }
  }
  const same = ({ record: keep }: Candidate): Promise<void> =>
    once(async () => {
      const asked = { keep: keep.id, drop: record.id, choose: {}, reason: '重复登记' }
      await rpc.records.merge({ ...asked, operation: newOperation() })
      const name = keep.number ?? keep.title
      const undo = async (): Promise<void> => {
        await rpc.records.unmerge({ drop: record.id, operation: newOperation() })
        showToast(`${name} 已取消合并`, { about: keep.id })
      }
      showToast(`已合并到 ${name}`, {
        about: keep.id,
        action: { label: '撤销', run: () => attempt(undo) },
      })
    })
  const remember = (other: string, distinct: boolean) =>
    rpc.records.distinct({ id: other, other: record.id, distinct, operation: newOperation() })
  const dismiss = ({ record: other }: Candidate): Promise<void> =>
    once(async () => {
      await remember(other.id, true)
      const forget = (): void => void remember(other.id, false).catch(showError)
      showToast(`已记住：${other.number ?? other.title} 不是重复`, {
        about: other.id,
        action: { label: '撤销', run: forget },
      })
    })
  return { same, dismiss }
}
