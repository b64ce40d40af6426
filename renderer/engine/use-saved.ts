import { useCallback } from 'react'
import type { Chosen } from '../../shared/wire'
import { attempt } from '../ui/errors'
import { showToast } from '../ui/toasts'
import { useTransport } from './engine-context'

/**
 * Says which file was written and where it is: on the desktop with a way to its folder, in a browser that it was downloaded.
 * @returns the function that says it; `said` takes the place of 「已保存」 and the file's name
 */
export function useSaved(): (file: Chosen, said?: string) => void {
  const { files } = useTransport()
  return useCallback(
    ({ token, name }, said = `已保存 ${name}`) => {
      const { show } = files
      if (show === null) {
        showToast(`${said}，在浏览器的下载文件夹里`)
        return
      }
      const open = async (): Promise<void> => {
        if (!(await show(token))) showToast(`${name} 已经不在原来的位置`)
      }
      showToast(said, { action: { label: '打开文件夹', run: () => attempt(open) } })
    },
    [files],
  )
}
