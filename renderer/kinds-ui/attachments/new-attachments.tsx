import { Button, Input, Tag } from 'antd'
import { useState } from 'react'
import { MAX_CAPTION } from '../../../shared/attachments/entry'
import { showError } from '../../ui/errors'
import { Labeled } from '../../ui/labeled'
import { Section } from '../../ui/page'
import { DropArea } from './drop-area'
import { type PreparedFile, prepareFile } from './prepare-file'

/** A file that waits for its record to be saved. */
export interface WaitingFile extends PreparedFile {
  readonly key: string
  readonly caption: string
}

interface NewAttachmentsProps {
  readonly files: readonly WaitingFile[]
  readonly onChange: (next: (files: readonly WaitingFile[]) => readonly WaitingFile[]) => void
}

/** Photos and scans of a record that is still being typed; they are saved together with it. */
export function NewAttachments({ files, onChange }: NewAttachmentsProps) {
  const [busy, setBusy] = useState(0)
  const prepare = async (file: File): Promise<void> => {
    const prepared = await prepareFile(file)
    onChange((before) => [...before, { ...prepared, key: crypto.randomUUID(), caption: '' }])
  }
  const add = async (chosen: readonly File[]): Promise<void> => {
    setBusy((n) => n + chosen.length)
    for (const file of chosen) {
      await prepare(file).catch(showError)
      setBusy((n) => n - 1)
    }
  }
  const remove = ({ key }: WaitingFile): void =>
    onChange((before) => before.filter((file) => file.key !== key))
  const setCaption = ({ key }: WaitingFile, caption: string): void =>
    onChange((before) => before.map((file) => (file.key === key ? { ...file, caption } : file)))
  return (
    <Section
      title="附件"
      extra={<span className="help">与记录一起保存;没有保存就离开,附件要重新添加。</span>}
    >
      <DropArea busy={busy} onFiles={add}>
        {files.length > 0 && (
          <ul className="attachments">
            {files.map((file) => (
              <WaitingCard
                key={file.key}
                file={file}
                onCaption={(caption) => setCaption(file, caption)}
                onRemove={() => remove(file)}
              />
            ))}
          </ul>
        )}
      </DropArea>
    </Section>
  )
}

interface WaitingCardProps {
  readonly file: WaitingFile
  readonly onCaption: (caption: string) => void
  readonly onRemove: () => void
}

function WaitingCard({ file, onCaption, onRemove }: WaitingCardProps) {
  return (
    <li className="attachment">
      <div className="attachment-open attachment-missing">
        {file.thumb === undefined ? (
          <Tag>文件</Tag>
        ) : (
          <img src={`data:image/jpeg;base64,${file.thumb}`} alt={file.caption || file.name} />
        )}
      </div>
      <p className="attachment-name">{file.name}</p>
      <Labeled label="说明">
        {(control) => (
          <Input
            {...control}
            value={file.caption}
            maxLength={MAX_CAPTION}
            onChange={(event) => onCaption(event.target.value)}
          />
        )}
      </Labeled>
      <Button size="small" danger aria-label={`移除${file.name}`} onClick={onRemove}>
        移除
      </Button>
    </li>
  )
}
