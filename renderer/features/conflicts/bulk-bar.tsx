import { Button, Input, Select } from 'antd'
import { useRef, useState } from 'react'
import type { ConflictEntry } from '../../../shared/contract/conflicts'
import { useRpc } from '../../engine/engine-context'
import { attempt } from '../../ui/errors'
import { Labeled } from '../../ui/labeled'
import { newOperation } from '../../ui/operation'
import { showToast } from '../../ui/toasts'

/** Deciding many for one computer's versions at once: 「全部采用区级」. */
export function BulkBar({ chosen, onDone }: { chosen: readonly ConflictEntry[]; onDone: () => void }) {
  const rpc = useRpc()
  const [site, setSite] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const operation = useRef(newOperation())
  const sides = sidesOf(chosen)
  const side = sides.find((one) => one.site === site)
  const decide = async (): Promise<void> => {
    if (!side) return
    const { ids } = await rpc.records.resolveMany({
      decisions: side.decisions,
      reason: reason.trim(),
      operation: operation.current,
    })
    operation.current = newOperation()
    const left = chosen.length - ids.length
    showToast(
      `已决定 ${ids.length} 处${left > 0 ? `，还有 ${left} 处没有${side.name}的内容，请逐项核对` : ''}`,
    )
    setReason('')
    onDone()
  }
  return (
    <section className="section conflict-bulk" aria-label="一并决定">
      <div className="inline-form">
        <Labeled label={`选中的 ${chosen.length} 处都采用`}>
          {(control) => (
            <Select
              id={control.id}
              className="wide"
              placeholder="请选择采用谁的内容"
              options={sides.map(({ site: value, name, decisions }) => ({
                value,
                label: `${name}（${decisions.length} 处）`,
              }))}
              value={side?.site ?? null}
              onChange={(next: string) => setSite(next)}
            />
          )}
        </Labeled>
        <Labeled label="理由" required>
          {(control) => (
            <Input
              {...control}
              value={reason}
              maxLength={500}
              autoComplete="off"
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Labeled>
        <Button
          type="primary"
          disabled={!side || reason.trim() === ''}
          title={!side || reason.trim() === '' ? '请先选择采用哪一方，并写明理由' : undefined}
          onClick={() => attempt(decide)}
        >
          全部采用
        </Button>
      </div>
    </section>
  )
}

interface Side {
  readonly site: string
  readonly name: string
  readonly decisions: { record: string; key: string; keep: string }[]
}

/** Whose versions can be kept among these, and which. */
function sidesOf(chosen: readonly ConflictEntry[]): readonly Side[] {
  const sides = new Map<string, Side>()
  for (const { record, key, heads } of chosen)
    for (const { site, siteName, change, mayKeep } of heads) {
      const side = sides.get(site) ?? { site, name: siteName, decisions: [] }
      sides.set(site, side)
      if (mayKeep && !side.decisions.some((one) => one.record === record && one.key === key))
        side.decisions.push({ record, key, keep: change })
    }
  return [...sides.values()].filter(({ decisions }) => decisions.length > 0)
}
