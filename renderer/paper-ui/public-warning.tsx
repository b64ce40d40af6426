import { Alert } from 'antd'
import type { Variant } from '../../shared/privacy/variant'

interface PublicWarningProps {
  readonly variant: Variant | undefined
  /** The fields whose people the sheet is put up to name. */
  readonly named?: readonly string[] | undefined
}

/** What the program can not do for whoever puts a sheet on a wall. */
export function PublicWarning({ variant, named = [] }: PublicWarningProps) {
  if (variant !== 'public') return null
  const exempt = named.length > 0 ? `（${named.join('、')}除外，属公示内容）` : ''
  return (
    <Alert
      type="warning"
      showIcon
      title={`公示前请再核对一遍：姓名已遮盖${exempt}、电话和证件号码已去掉，但长文本中写到的其他人名，程序无法识别。`}
    />
  )
}
