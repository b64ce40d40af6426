import { Input } from 'antd'
import { Labeled } from '../../ui/labeled'

interface DerivedBoxProps {
  readonly id: string
  readonly label: string
  /** The value in words. */
  readonly text: string
}

/** A field whose value derives from rows: shown, not typed. */
export function DerivedBox({ id, label, text }: DerivedBoxProps) {
  return (
    <Labeled id={id} label={label} help="由名单自动合计">
      {(control) => <Input {...control} readOnly value={text} />}
    </Labeled>
  )
}
