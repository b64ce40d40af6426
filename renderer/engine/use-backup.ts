import { useState } from 'react'
import { showError } from '../ui/errors'
import { showToast } from '../ui/toasts'
import { useRpc, useTransport } from './engine-context'

/** Asks for a folder and writes an encrypted copy of everything into it. */
export function useBackup(onDone: () => void): { readonly busy: boolean; readonly run: () => void } {
  const rpc = useRpc()
  const { files } = useTransport()
  const [busy, setBusy] = useState(false)
  const backup = async (): Promise<void> => {
    const folder = await files.openFolder({ title: '选择保存备份的文件夹' })
    if (!folder) return
    setBusy(true)
    try {
      const written = await rpc.safety.backup({ folder: folder.token })
      files.deliver({ token: folder.token, file: written.file })
      showToast(`备份已写入并校验:${written.file}`)
      onDone()
    } finally {
      setBusy(false)
    }
  }
  return { busy, run: () => void backup().catch(showError) }
}
