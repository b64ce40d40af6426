import { Button } from 'antd'
import type { Candidate } from '../../../shared/contract/duplicates'
import { isWeak } from '../../../shared/definition/duplicate-rule'

interface SimilarLineProps {
  readonly candidates: readonly Candidate[]
  readonly limited: boolean
  readonly isOpen: boolean
  /** The id of the panel that the button shows and hides. */
  readonly panel: string
  readonly onToggle: () => void
}

/** One quiet line: what is typed may stand here already. */
export function SimilarLine({ candidates, limited, isOpen, panel, onToggle }: SimilarLineProps) {
  const count = candidates.length
  const allWeak = candidates.every(({ score }) => isWeak(score))
  return (
    <span role="status" className="similar-line">
      {count > 0 && (
        <>
          {allWeak
            ? `有 ${count} 条记录略有相近，重复的可能性较小。`
            : `可能已经登记过：找到 ${count} 条相近的记录。`}
          <Button
            size="small"
            aria-expanded={isOpen}
            aria-controls={isOpen ? panel : undefined}
            onClick={onToggle}
          >
            {isOpen ? '收起' : '查看比对'}
          </Button>
        </>
      )}
      {limited && '这一小时按完整姓名和号码查重的次数已用完，暂时只按其他内容查重。'}
    </span>
  )
}
