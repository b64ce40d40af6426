import { Button } from 'antd'

interface SimilarLineProps {
  readonly count: number
  readonly isOpen: boolean
  /** The id of the panel that the button shows and hides. */
  readonly panel: string
  readonly onToggle: () => void
}

/** One quiet line: what is typed may stand here already. */
export function SimilarLine({ count, isOpen, panel, onToggle }: SimilarLineProps) {
  return (
    <span role="status" className="similar-line">
      {count > 0 && (
        <>
          可能已经登记过:找到 {count} 条相近的记录。
          <Button
            size="small"
            aria-expanded={isOpen}
            aria-controls={isOpen ? panel : undefined}
            onClick={onToggle}
          >
            {isOpen ? '收起' : '对照看看'}
          </Button>
        </>
      )}
    </span>
  )
}
