import { useCallback } from 'react'
import type { Chosen } from '../../shared/wire'
import { attempt } from '../ui/errors'
import { showToast } from '../ui/toasts'
import { useTransport } from './engine-context'

/** A file that was written: the place that the person chose for it, and the name that it got there. */
export interface HandedOver {
  readonly at: Chosen
  readonly file: string
}

/**
 * Hands a written file over and says where it is: on the desktop with a way to its folder, in a browser that it was downloaded.
 * @returns the function that does it; `said` takes the place of 「已保存」 and the file's name
 */
export function useSaved(): (written: HandedOver, said?: string) => void {
  const { files } = useTransport()
  const openFolder = useOpenFolder()
  return useCallback(
    (written, said = `已保存 ${written.file}`) => {
      files.deliver({ token: written.at.token, file: written.file })
      if (openFolder === null) showToast(`${said}，${DOWNLOADED}`)
      else showToast(said, { action: { label: '打开文件夹', run: () => openFolder(written) } })
    },
    [files, openFolder],
  )
}

/** Where a browser keeps what it was handed. */
export const DOWNLOADED = '在浏览器的下载文件夹里'

/** Opens the folder that a file was written into; null in a browser, which does not tell where its downloads are. */
export function useOpenFolder(): ((written: HandedOver) => void) | null {
  const { show } = useTransport().files
  const open = useCallback(
    ({ at, file }: HandedOver) =>
      attempt(async () => {
        if (!(await show?.(at.token))) showToast(`${file} 已不在原来的位置`)
      }),
    [show],
  )
  return show === null ? null : open
}
