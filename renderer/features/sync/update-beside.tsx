import { Alert, Button } from 'antd'
import type { FileToken } from '../../../shared/contract/types'
import { useCall } from '../../engine/use-call'
import { updatePath } from '../../paths'

/** After an import: a new version of the program for this computer that lies beside the files, and the way to it. */
export function UpdateBeside({ files }: { readonly files: readonly FileToken[] }) {
  const found = useCall('update.beside', { files: [...files] }).data
  if (!found) return null
  const { version, name, token } = found
  return (
    <Alert
      type="info"
      showIcon
      title={`U盘上有本机能用的新版程序：${version} 版（${name}）`}
      description="装之前会核对签名、自动备份，登记的内容都保留。现在不方便的，以后到“设置”的“更新”里选它。"
      action={
        <Button size="small" href={`#${updatePath(token, name)}`}>
          去看更新包
        </Button>
      }
    />
  )
}
