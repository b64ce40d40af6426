import { Button, Input, Tag } from 'antd'
import { useEffect, useState } from 'react'
import { isPicture } from '../../../shared/attachments/content'
import { MAX_CAPTION, SENSITIVE_LABEL } from '../../../shared/attachments/entry'
import type { Attachment } from '../../../shared/contract/attachments'
import { useRpc } from '../../engine/engine-context'
import { useMay } from '../../engine/session'
import { showError } from '../../ui/errors'
import { Labeled } from '../../ui/labeled'
import { SensitiveBox } from './sensitive-box'
import { sizeText } from './size-text'

interface AttachmentCardProps {
  readonly record: string
  readonly file: Attachment
  readonly mayWrite: boolean
  readonly onOpen: () => void
  readonly onCaption: (caption: string) => void
  readonly onMark: (sensitive: boolean) => void
  readonly onRemove: () => void
}

/**
 * One attachment: its small picture, which opens it, its caption, and the way to remove it. A sensitive one shows nothing by
 * itself: each look at it is noted.
 */
export function AttachmentCard(props: AttachmentCardProps) {
  const { record, file, mayWrite, onOpen, onCaption, onMark, onRemove } = props
  const mayUnmask = useMay('record.unmask')
  const [caption, setCaption] = useState(file.caption)
  useEffect(() => setCaption(file.caption), [file.caption])
  const finish = (): void => {
    if (caption.trim() !== file.caption) onCaption(caption)
  }
  const absent = file.missing
    ? '附件未随本批到达'
    : file.sensitive && !mayUnmask
      ? `${SENSITIVE_LABEL}，您的角色不能查看`
      : null
  return (
    <li className="attachment">
      {absent === null ? (
        <button
          type="button"
          className="attachment-open"
          aria-label={`查看${file.name}${file.sensitive ? ` ${SENSITIVE_LABEL}` : ''}`}
          onClick={onOpen}
        >
          {file.sensitive ? <Tag>{SENSITIVE_LABEL}</Tag> : <SmallPicture record={record} file={file} />}
        </button>
      ) : (
        <p className="attachment-open attachment-missing">{absent}</p>
      )}
      <p className="attachment-name">
        {file.name} <span className="help">{sizeText(file.bytes)}</span>
      </p>
      {mayWrite ? (
        <>
          <Labeled label="说明">
            {(control) => (
              <Input
                {...control}
                value={caption}
                maxLength={MAX_CAPTION}
                onChange={(event) => setCaption(event.target.value)}
                onBlur={finish}
                onPressEnter={finish}
              />
            )}
          </Labeled>
          {(mayUnmask || !file.sensitive) && (
            <SensitiveBox label="" file={file.name} checked={file.sensitive} onChange={onMark} />
          )}
          <Button size="small" danger aria-label={`移除${file.name}`} onClick={onRemove}>
            移除
          </Button>
        </>
      ) : (
        file.caption && <p>{file.caption}</p>
      )}
    </li>
  )
}

/** The thumbnail that came with it; a photo without one (added by the command line) is shown itself. */
function SmallPicture({ record, file }: { record: string; file: Attachment }) {
  const rpc = useRpc()
  const [address, setAddress] = useState<string | null>(null)
  const { id, type, thumb } = file
  useEffect(() => {
    if (!isPicture(type)) return
    let current = true
    const load = async (): Promise<void> => {
      const { picture } = thumb ? await rpc.attachments.thumbnail({ record, file: id }) : { picture: null }
      const shown = picture ?? (await rpc.attachments.read({ record, file: id }))
      if (current) setAddress(`data:${shown.type};base64,${shown.base64}`)
    }
    load().catch((error: unknown) => current && showError(error))
    return () => {
      current = false
    }
  }, [rpc, record, id, type, thumb])
  if (!isPicture(type)) return <Tag>PDF</Tag>
  return address ? (
    <img src={address} alt={file.caption || file.name} />
  ) : (
    <span className="help">正在读取</span>
  )
}
