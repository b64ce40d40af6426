import { Button } from 'antd'
import { type ChangeEvent, type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { attempt } from '../../ui/errors'
import { acceptedFiles, filesPasted } from './prepare-file'

interface DropAreaProps {
  readonly busy: number
  readonly onFiles: (files: readonly File[]) => Promise<void>
  /** What is said of the files before they are added. */
  readonly tools?: ReactNode
  readonly children: ReactNode
}

/** Takes files that are dropped here, pasted anywhere on the page, or chosen. */
export function DropArea({ busy, onFiles, tools, children }: DropAreaProps) {
  const [over, setOver] = useState(false)
  const take = useRef(onFiles)
  useEffect(() => {
    take.current = onFiles
  }, [onFiles])
  useEffect(() => {
    const onPaste = (event: ClipboardEvent): void => {
      const files = filesPasted(event.clipboardData)
      if (files.length === 0) return
      event.preventDefault()
      attempt(() => take.current(files))
    }
    addEventListener('paste', onPaste)
    return () => removeEventListener('paste', onPaste)
  }, [])
  const onDragOver = (event: DragEvent): void => {
    event.preventDefault()
    setOver(true)
  }
  const onDrop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    attempt(() => onFiles([...event.dataTransfer.files]))
  }
  const dialog = useRef<HTMLInputElement>(null)
  const onChosen = ({ target }: ChangeEvent<HTMLInputElement>): void => {
    const files = [...(target.files ?? [])]
    // The same file may be chosen again.
    target.value = ''
    attempt(() => onFiles(files))
  }
  return (
    <section
      className={over ? 'drop-area drop-over' : 'drop-area'}
      aria-label="附件投放区"
      onDragOver={onDragOver}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      {children}
      <div className="drop-tools">
        <input ref={dialog} type="file" hidden multiple accept={acceptedFiles} onChange={onChosen} />
        <Button onClick={() => dialog.current?.click()}>添加照片或扫描件</Button>
        {tools}
        <span className="help">也可以把文件拖到这里，或用 Ctrl+V 粘贴。照片会自动缩小，并去掉拍摄地点。</span>
      </div>
      <p role="status" className="help">
        {busy > 0 ? `正在处理 ${busy} 个文件……` : ''}
      </p>
    </section>
  )
}
