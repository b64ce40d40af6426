import { Radio } from 'antd'
import { useId } from 'react'
import type { ConflictEntry } from '../../../shared/contract/conflicts'
import { knownKind } from '../../../shared/kinds'
import { useMay } from '../../engine/session'
import { ConflictTable } from './conflict-table'
import { DecisionLine } from './decision-line'
import { ThirdValue } from './third-value'
import { BOTH, TOGETHER, TYPED, useDecision } from './use-decision'

/** One thing that was filled in differently: all versions side by side, and the decision with its reason. */
export function ConflictCard({ conflict }: { conflict: ConflictEntry }) {
  const id = useId()
  const mayWrite = useMay('record.write')
  const kind = knownKind(conflict.kind)
  const mayDecide = mayWrite && conflict.mayDecide && kind !== undefined
  const name = conflictName(conflict)
  const { element, choice, values, problems, choose, type, ...decision } = useDecision(conflict)
  const isTyping = choice === BOTH || choice === TYPED
  return (
    <section className="conflict" ref={element} aria-label={name}>
      <p className="conflict-title">
        {conflict.label}：{conflict.heads.length} 种内容
      </p>
      <Radio.Group
        aria-label={`采用内容：${name}`}
        value={choice}
        onChange={(event) => choose(String(event.target.value))}
        className="conflict-choices"
      >
        <ConflictTable conflict={conflict} disabled={!mayDecide} name={name} />
        {mayDecide && <OtherChoices conflict={conflict} />}
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
      {!mayDecide && mayWrite && <p className="help">这一项由区级决定，决定以后会随区级的文件带回来。</p>}
      {mayDecide && (
        <DecisionLine
          reason={decision.reason}
          isReady={decision.isReady}
          saving={decision.saving}
          onReason={decision.setReason}
          onDecide={() => void decision.decide()}
        />
      )}
    </section>
  )
}

/** What may be decided for besides one of the versions. */
function OtherChoices({ conflict }: { conflict: ConflictEntry }) {
  return (
    <div className="conflict-others">
      {conflict.both !== null && <Radio value={BOTH}>保留两段（可再修改）</Radio>}
      {conflict.together && (
        <Radio value={TOGETHER}>双方修改的不是同一格，合并为：{conflict.together.text}</Radio>
      )}
      {conflict.mayType && <Radio value={TYPED}>都不采用，重新填写</Radio>}
    </div>
  )
}

/** What tells one conflict from the others of a page, for those who do not see where it stands: a row by its first cell. */
function conflictName({ number, title, label, about, heads }: ConflictEntry): string {
  const row = heads.find(({ parts }) => parts.length > 0)?.parts[0]?.text ?? ''
  return [number ?? title, label, about === 'row' ? row : ''].filter((part) => part !== '').join(' ')
}
