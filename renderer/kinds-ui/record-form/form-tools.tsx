import { Button } from 'antd'

interface FormToolsProps {
  /** `null` where nothing can be copied. */
  readonly onCopy: (() => void) | null
  /** `null` where no half-typed form was found. */
  readonly onDiscard: (() => void) | null
}

/** What may be done with a whole form before it is filled. */
export function FormTools({ onCopy, onDiscard }: FormToolsProps) {
  if (!onCopy && !onDiscard) return null
  return (
    <div className="form-tools">
      {onCopy && <Button onClick={onCopy}>复制上一条</Button>}
      {onDiscard && <Button onClick={onDiscard}>放弃未完成的内容</Button>}
    </div>
  )
}
