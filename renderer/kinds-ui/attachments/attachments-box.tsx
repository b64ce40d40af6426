import { Tag } from 'antd'
import { useState } from 'react'
import { isSensitive, SENSITIVE_LABEL } from '../../../shared/attachments/entry'
import type { Attachment } from '../../../shared/contract/attachments'
import { knownKind } from '../../../shared/kinds'
import { useRpc } from '../../engine/engine-context'
import { useMay } from '../../engine/session'
import { useCall } from '../../engine/use-call'
import { ErrorNotice } from '../../ui/error-notice'
import { attempt, showError } from '../../ui/errors'
import { newOperation } from '../../ui/operation'
import { Section } from '../../ui/page'
import { showToast } from '../../ui/toasts'
import { useRecordWrites } from '../use-record-writes'
import { addFile } from './add-file'
import { AttachmentCard } from './attachment-card'
import { AttachmentViewer } from './attachment-viewer'
import { DropArea } from './drop-area'
import { prepareFile } from './prepare-file'
import { PrintPhotos } from './print-photos'
import { SensitiveBox } from './sensitive-box'

interface AttachmentsBoxProps {
  readonly kind: string
  readonly record: string
  readonly mayWrite: boolean
}

/** The photos and scans of a saved record; what is done here is saved at once. */
export function AttachmentsBox({ kind, record, mayWrite }: AttachmentsBoxProps) {
  const rpc = useRpc()
  const { tell } = useRecordWrites()
  const mayUnmask = useMay('record.unmask')
  const { data, error, again } = useCall('attachments.list', { record }, [kind])
  const [busy, setBusy] = useState(0)
  const [open, setOpen] = useState<string | null>(null)
  const [sensitive, setSensitive] = useState(() => isSensitive({}, knownKind(kind)))
  const files = data?.files ?? []
  const opened = files.find(({ id }) => id === open)

  const add = async (chosen: readonly File[]): Promise<void> => {
    setBusy((n) => n + chosen.length)
    for (const file of chosen) {
      // One that is refused does not keep the others away.
      await addOne(file).catch(showError)
      setBusy((n) => n - 1)
    }
  }
  const addOne = async (file: File): Promise<void> => {
    const written = await addFile(rpc, record, { ...(await prepareFile(file)), sensitive })
    tell(`已添加附件 ${written.name}`, { id: record, change: written.change })
  }
  const remove = async ({ id, name }: Attachment): Promise<void> => {
    const { change } = await rpc.attachments.remove({ record, file: id, operation: newOperation() })
    tell(`已移除附件 ${name}`, { id: record, change })
  }
  const setCaption = async ({ id, name }: Attachment, caption: string): Promise<void> => {
    const { change } = await rpc.attachments.caption({ record, file: id, caption, operation: newOperation() })
    tell(`已保存 ${name} 的说明`, { id: record, change })
  }
  const mark = async ({ id, name }: Attachment, sensitive: boolean): Promise<void> => {
    const operation = newOperation()
    const { change } = await rpc.attachments.mark({ record, file: id, sensitive, operation })
    const said = sensitive ? `已把 ${name} 标为${SENSITIVE_LABEL}` : `已取消 ${name} 的标记`
    // Taking the mark back is for those only who may look at such.
    if (mayUnmask) tell(said, { id: record, change })
    else showToast(said)
  }
  if (!mayWrite && data && files.length === 0) return null
  return (
    <Section
      title="附件"
      extra={
        <>
          <Tag>{files.length} 个</Tag>
          <PrintPhotos record={record} files={files} />
        </>
      }
    >
      {error ? <ErrorNotice error={error} again={again} /> : null}
      <Area
        mayWrite={mayWrite && data !== undefined}
        busy={busy}
        onFiles={add}
        tools={<SensitiveBox label="再添加的" checked={sensitive} onChange={setSensitive} />}
      >
        {files.length > 0 && (
          <ul className="attachments">
            {files.map((file) => (
              <AttachmentCard
                key={file.id}
                record={record}
                file={file}
                mayWrite={mayWrite}
                onOpen={() => setOpen(file.id)}
                onCaption={(caption) => attempt(() => setCaption(file, caption))}
                onMark={(sensitive) => attempt(() => mark(file, sensitive))}
                onRemove={() => attempt(() => remove(file))}
              />
            ))}
          </ul>
        )}
      </Area>
      {opened && <AttachmentViewer record={record} file={opened} onClose={() => setOpen(null)} />}
    </Section>
  )
}

interface AreaProps {
  readonly mayWrite: boolean
  readonly busy: number
  readonly onFiles: (files: readonly File[]) => Promise<void>
  readonly tools: React.ReactNode
  readonly children: React.ReactNode
}

function Area({ mayWrite, children, ...area }: AreaProps) {
  if (!mayWrite) return children
  return <DropArea {...area}>{children}</DropArea>
}
