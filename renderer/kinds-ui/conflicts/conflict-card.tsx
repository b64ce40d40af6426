import { Button, Input, Radio } from 'antd'
import { useId, useRef, useState } from 'react'
import type { ConflictEntry } from '../../../shared/contract/conflicts'
import type { FieldProblem } from '../../../shared/errors'
import type { Json } from '../../../shared/json'
import { knownKind } from '../../../shared/kinds'
import type { Body } from '../../../shared/shapes'
import { useRpc } from '../../engine/engine-context'
import { useMay } from '../../engine/session'
import { errorBodyOf, problemsOf, showError } from '../../ui/errors'
import { Labeled } from '../../ui/labeled'
import { newOperation } from '../../ui/operation'
import { showToast } from '../../ui/toasts'
import { focusProblem } from '../placed-problems'
import { ConflictTable } from './conflict-table'
import { startOf, ThirdValue, thirdValue } from './third-value'

/** Choices that are no head's. */
const BOTH = 'both'
const TYPED = 'typed'
const TOGETHER = 'together'

/** One thing that was filled in differently: all versions side by side, and the decision with its reason. */
export function ConflictCard({ conflict }: { conflict: ConflictEntry }) {
  const rpc = useRpc()
  const id = useId()
  const card = useRef<HTMLElement>(null)
  const mayWrite = useMay('record.write')
  const kind = knownKind(conflict.kind)
  const [choice, setChoice] = useState<string | null>(null)
  const [values, setValues] = useState<Body>({})
  const [reason, setReason] = useState('')
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const [saving, setSaving] = useState(false)
  const operation = useRef(newOperation())
  const mayDecide = mayWrite && conflict.mayDecide && kind !== undefined
  const name = conflictName(conflict)
  const isTyping = choice === BOTH || choice === TYPED

  const choose = (next: string): void => {
    setChoice(next)
    setProblems([])
    if (next === BOTH) setValues({ [conflict.key]: conflict.both })
    if (next === TYPED && kind) setValues(startOf(kind, conflict))
  }
  const type = (name: string, value: Json): void => {
    setValues((before) => ({ ...before, [name]: value }))
    setProblems([])
  }
  const decide = async (): Promise<void> => {
    if (choice === null || !kind) return
    setSaving(true)
    try {
      await rpc.records.resolve({
        record: conflict.record,
        key: conflict.key,
        reason: reason.trim(),
        operation: operation.current,
        ...decisionOf(choice, () => thirdValue(kind, conflict, values)),
      })
      showToast(`「${conflict.label}」已按所选的填法决定`)
    } catch (error) {
      const found = problemsOf(errorBodyOf(error))
      if (found.length === 0) showError(error)
      setProblems(found)
      requestAnimationFrame(() => focusProblem(card.current))
    } finally {
      setSaving(false)
    }
  }
  return (
    <section className="conflict" ref={card} aria-label={name}>
      <p className="conflict-title">
        {conflict.label}:{conflict.heads.length} 种填法
      </p>
      <Radio.Group
        aria-label={`采用哪一个:${name}`}
        value={choice}
        onChange={(event) => choose(String(event.target.value))}
        className="conflict-choices"
      >
        <ConflictTable conflict={conflict} disabled={!mayDecide} name={name} />
        {mayDecide && (
          <div className="conflict-others">
            {conflict.both !== null && <Radio value={BOTH}>两段都保留(可再修改)</Radio>}
            {conflict.together && (
              <Radio value={TOGETHER}>两边改的不是同一格,合在一起:{conflict.together.text}</Radio>
            )}
            {conflict.mayType && <Radio value={TYPED}>都不采用,另填</Radio>}
          </div>
        )}
      </Radio.Group>
      {isTyping && kind && (
        <ThirdValue
          id={id}
          kind={kind}
          conflict={conflict}
          values={values}
          problems={problems}
          onChange={type}
        />
      )}
      {!mayDecide && mayWrite && <p className="help">这一项由区级决定,决定以后会随区级的文件带回来。</p>}
      {mayDecide && (
        <div className="conflict-decide">
          <Labeled label="采用理由" required help="写进修改历史">
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
            loading={saving}
            disabled={choice === null || reason.trim() === ''}
            onClick={() => void decide()}
          >
            采用
          </Button>
        </div>
      )}
    </section>
  )
}

/** What a choice decides for. */
function decisionOf(choice: string, typed: () => Json) {
  if (choice === BOTH || choice === TYPED) return { value: typed() }
  return choice === TOGETHER ? ({ together: true } as const) : { keep: choice }
}

/** What tells one conflict from the others of a page, for those who do not see where it stands: a row by its first cell. */
function conflictName({ number, title, label, about, heads }: ConflictEntry): string {
  const row = heads.find(({ parts }) => parts.length > 0)?.parts[0]?.text ?? ''
  return [number ?? title, label, about === 'row' ? row : ''].filter((part) => part !== '').join(' ')
}
