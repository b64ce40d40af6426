import { Button, Modal } from 'antd'
import { useEffect, useState } from 'react'
import { isPicture } from '../../../shared/attachments/content'
import type { Attachment } from '../../../shared/contract/attachments'
import { useRpc, useTransport } from '../../engine/engine-context'
import { useSaved } from '../../engine/use-saved'
import { attempt, showError } from '../../ui/errors'

interface ViewerProps {
  readonly record: string
  readonly file: Attachment
  readonly onClose: () => void
}

/** The whole photo, and a copy of it or of a document for elsewhere. */
export function AttachmentViewer({ record, file, onClose }: ViewerProps) {
  const rpc = useRpc()
  const { files } = useTransport()
  const saved = useSaved()
  const [address, setAddress] = useState<string | null>(null)
  useEffect(() => {
    if (!isPicture(file.type)) return
    let current = true
    rpc.attachments.read({ record, file: file.id }).then(
      ({ type, base64 }) => current && setAddress(`data:${type};base64,${base64}`),
      (error: unknown) => current && showError(error),
    )
    return () => {
      current = false
    }
  }, [rpc, record, file])
  const save = async (): Promise<void> => {
    const chosen = await files.saveFile({ title: '另存附件', suggestedName: file.name })
    if (!chosen) return
    await rpc.attachments.save({ record, file: file.id, to: chosen.token })
    saved({ at: chosen, file: chosen.name })
  }
  return (
    <Modal
      open
      title={file.name}
      width="min(60rem, 94vw)"
      onCancel={onClose}
      footer={
        <>
          <Button onClick={() => attempt(save)}>另存为</Button>
          <Button type="primary" autoFocus onClick={onClose}>
            关闭
          </Button>
        </>
      }
    >
      {isPicture(file.type) ? (
        address && <img className="attachment-whole" src={address} alt={file.caption || file.name} />
      ) : (
        <p>这是 PDF 扫描件，请点“另存为”后用 PDF 阅读器打开。</p>
      )}
      {file.caption && <p>{file.caption}</p>}
    </Modal>
  )
}
