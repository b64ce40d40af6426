import { Checkbox } from 'antd'
import { SENSITIVE_LABEL } from '../../../shared/attachments/entry'

interface SensitiveBoxProps {
  /** What it is said of. */
  readonly label: string
  /** The file, for those who do not see beside which the box stands. */
  readonly file?: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}

/** Whether a file shows ID cards and the like: then only people who may see such numbers whole can look at it. */
export function SensitiveBox({ label, file, checked, onChange }: SensitiveBoxProps) {
  return (
    <Checkbox
      {...(file !== undefined && { 'aria-label': `${file} ${SENSITIVE_LABEL}` })}
      checked={checked}
      onChange={({ target }) => onChange(target.checked)}
    >
      {label}
      {SENSITIVE_LABEL}
    </Checkbox>
  )
}
