import { Alert, Button } from 'antd'
import { useState } from 'react'
import type { Output } from '../../../shared/contract'
import { recheckedText } from '../../../shared/exchange/written-texts'
import { useRpc, useTransport } from '../../engine/engine-context'
import { useTask } from '../../engine/use-task'
import { showError } from '../../ui/errors'

/** 重新校验: reads files on a stick again, once it was taken out and put in. */
export function RecheckButton() {
  const rpc = useRpc()
  const { files } = useTransport()
  const task = useTask()
  const [found, setFound] = useState<Output<'sync.recheck'>['files']>([])
  const recheck = async (): Promise<void> => {
    const picked = await files.openFile({
      title: '选择U盘上要重新校验的文件',
      extensions: ['ybb'],
      multiple: true,
    })
    if (picked.length === 0) return
    const tokens = picked.map((file) => file.token)
    const read = await task.run((operation) => rpc.sync.recheck({ files: tokens, operation }))
    setFound(read.files)
  }
  return (
    <>
      <div className="form-actions">
        <Button loading={task.operation !== null} onClick={() => void recheck().catch(showError)}>
          重新校验
        </Button>
      </div>
      {found.map((file) => (
        <Alert
          key={`${file.file} ${file.sha256}`}
          type={file.same ? 'success' : 'error'}
          showIcon
          title={recheckedText(file)}
        />
      ))}
    </>
  )
}
