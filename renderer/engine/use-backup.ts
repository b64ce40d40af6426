import { writtenText } from '../../shared/exchange/written-texts'
import { showError } from '../ui/errors'
import { useRpc, useTransport } from './engine-context'
import { useSaved } from './use-saved'
import { useTask } from './use-task'

/** Asks for a folder and writes an encrypted copy of everything into it. */
export function useBackup(onDone: () => void): {
  /** Set while it is written. */
  readonly operation: string | null
  readonly run: () => void
} {
  const rpc = useRpc()
  const { files } = useTransport()
  const task = useTask()
  const saved = useSaved()
  const backup = async (): Promise<void> => {
    const folder = await files.openFolder({ title: '选择保存备份的文件夹' })
    if (!folder) return
    const written = await task.run((operation) => rpc.safety.backup({ folder: folder.token, operation }))
    saved({ at: folder, file: written.file }, `备份${writtenText(written.readFrom)}：${written.file}`)
    onDone()
  }
  return { operation: task.operation, run: () => void backup().catch(showError) }
}
