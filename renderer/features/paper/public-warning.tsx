import { Alert } from 'antd'
import type { Variant } from '../../../shared/contract/types'

/** What the program can not do for whoever puts a sheet on a wall. */
export function PublicWarning({ variant }: { variant: Variant | undefined }) {
  if (variant !== 'public') return null
  return (
    <Alert
      type="warning"
      showIcon
      title="公示前请再看一遍:姓名已遮盖、电话和证件号码已去掉,但长文本里写到的其他人名,程序认不出来。"
    />
  )
}
