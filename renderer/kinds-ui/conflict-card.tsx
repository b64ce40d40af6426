import { Button, Input, Radio } from 'antd'
import { useRef, useState } from 'react'
import type { ConflictEntry } from '../../shared/contract/conflicts'
import { useRpc } from '../engine/engine-context'
import { useMay } from '../engine/session'
import { attempt } from '../ui/errors'
import { Labeled } from '../ui/labeled'
import { newOperation } from '../ui/operation'
import { showToast } from '../ui/toasts'
import { localMinute } from '../ui/today'

/** One field that was filled in differently at two places: all values, and the choice of one with a reason. */
export function ConflictCard({ conflict }: { conflict: ConflictEntry }) {
  const rpc = useRpc()
  const mayWrite = useMay('record.write')
  const [keep, setKeep] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const operation = useRef(newOperation())
  const resolve = async (): Promise<void> => {
    if (keep === null) return
    await rpc.records.resolve({
      record: conflict.record,
      key: conflict.key,
      keep,
      reason: reason.trim(),
      operation: operation.current,
    })
    showToast(`已采用所选的「${conflict.label}」`)
  }
  return (
    <section className="conflict" aria-label={`${conflict.title} ${conflict.label}`}>
      <p className="conflict-title">
        {conflict.label}有 {conflict.heads.length} 种填法
      </p>
      <Radio.Group
        aria-label={`采用哪一个${conflict.label}`}
        value={keep}
        disabled={!mayWrite}
        onChange={(event) => setKeep(String(event.target.value))}
        className="conflict-heads"
      >
        {conflict.heads.map((head) => (
          <Radio value={head.change} key={head.change}>
            <strong>{head.text || '(空)'}</strong>
            <span className="conflict-by">
              {head.author} · {head.siteName} · {localMinute(head.at)}
            </span>
          </Radio>
        ))}
      </Radio.Group>
      {mayWrite && (
        <div className="conflict-decide">
          <Labeled label="采用理由" required>
            {(control) => (
              <Input
                {...control}
                value={reason}
                maxLength={500}
                onChange={(event) => setReason(event.target.value)}
              />
            )}
          </Labeled>
          <Button
            type="primary"
            disabled={keep === null || reason.trim() === ''}
            onClick={() => attempt(resolve)}
          >
            采用
          </Button>
        </div>
      )}
    </section>
  )
}
