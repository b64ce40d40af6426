import { Button } from 'antd'
import { DOWNLOADED, type HandedOver, useOpenFolder } from './use-saved'

/** Where a file that was just handed over is, for as long as its notice stands: the way to its folder, or words in a browser. */
export function WhereWritten({ written }: { written: HandedOver }) {
  const openFolder = useOpenFolder()
  if (openFolder === null) return <>{DOWNLOADED}</>
  return (
    <Button size="small" onClick={() => openFolder(written)}>
      打开文件夹
    </Button>
  )
}
