import { Alert, Button } from 'antd'
import type { ImportedFile } from '../../../shared/contract/sync'
import { useMay, useSession } from '../../engine/session'
import { ImportTable } from './import-table'

interface ImportPreviewProps {
  readonly files: readonly ImportedFile[]
  /** Whether what closed computers wrote is taken in. */
  readonly isClosedAccepted: boolean
  readonly onAcceptClosed: () => void
  readonly onImport: () => void
  readonly onCancel: () => void
}

/** What the files would do, before anything is done. */
export function ImportPreview(props: ImportPreviewProps) {
  const { files, isClosedAccepted, onAcceptClosed, onImport, onCancel } = props
  const { site } = useSession()
  const mayManage = useMay('profile.manage')
  const mayAcceptClosed = mayManage && site.role !== 'street'
  return (
    <>
      <ImportTable files={files} label="导入预览" />
      {mayAcceptClosed && !isClosedAccepted && files.some((file) => file.closed > 0) && (
        <Alert
          type="warning"
          showIcon
          title="文件里有已停用电脑的内容，默认不收"
          description="如果是停用之前写的，请先与该街道核实，再一并收下。"
          action={<Button onClick={onAcceptClosed}>已核实，一并收下</Button>}
        />
      )}
      <div className="form-actions">
        <Button type="primary" onClick={onImport}>
          确认导入
        </Button>
        <Button onClick={onCancel}>取消</Button>
      </div>
    </>
  )
}
