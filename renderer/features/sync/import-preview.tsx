import { Alert, Button } from 'antd'
import { useMay, useSession } from '../../engine/session'
import type { Found } from './import-state'
import { ImportTable } from './import-table'
import { RefusedTable } from './refused-table'

interface ImportPreviewProps {
  readonly found: Found
  /** Whether what closed computers wrote is taken in. */
  readonly isClosedAccepted: boolean
  readonly onAcceptClosed: () => void
  readonly onImport: () => void
  readonly onCancel: () => void
  readonly onAlone: (token: string) => void
}

/** What the files would do, before anything is done. */
export function ImportPreview(props: ImportPreviewProps) {
  const { found, isClosedAccepted, onAcceptClosed, onImport, onCancel, onAlone } = props
  const { files, refused } = found
  const { site } = useSession()
  const mayManage = useMay('profile.manage')
  const mayAcceptClosed = mayManage && site.role !== 'street'
  return (
    <>
      <RefusedTable
        files={refused}
        title={`有 ${refused.length} 个文件现在不能导入，其余的不受影响`}
        detail="须在其他文件之后导入的，确认导入时会再试一次。"
        onAlone={onAlone}
      />
      {files.length > 0 && <ImportTable files={files} label="导入预览" />}
      {files.some(({ result }) => result === 'waiting') && (
        <Alert
          type="warning"
          showIcon
          title="有新电脑的文件：现在只存放、不导入"
          description="确认后文件先存放在本机；管理人员打电话核对八个词、准入以后，才会导入。"
        />
      )}
      {mayAcceptClosed && !isClosedAccepted && files.some((file) => file.closed > 0) && (
        <Alert
          type="warning"
          showIcon
          title="文件中有已停用电脑的内容，默认不接收"
          description="如为停用之前填写的，请先与该街道核实，再一并接收。"
          action={<Button onClick={onAcceptClosed}>已核实，一并接收</Button>}
        />
      )}
      <div className="form-actions">
        {files.length > 0 && (
          <Button type="primary" onClick={onImport}>
            确认导入
          </Button>
        )}
        <Button onClick={onCancel}>取消</Button>
      </div>
    </>
  )
}
