import { Button, Input, Tag } from 'antd'
import { useState } from 'react'
import { isSensitive, MAX_CAPTION } from '../../../shared/attachments/entry'
import type { Kind } from '../../../shared/definition/define'
import { showError } from '../../ui/errors'
import { Labeled } from '../../ui/labeled'
import { Section } from '../../ui/page'
import { DropArea } from './drop-area'
import { type PreparedFile, prepareFile } from './prepare-file'
import { SensitiveBox } from './sensitive-box'

/** A file that waits for its record to be saved. */
export interface WaitingFile extends PreparedFile {
  readonly key: string
  readonly caption: string
  readonly sensitive: boolean
}

interface NewAttachmentsProps {
  readonly kind: Kind
  readonly files: readonly WaitingFile[]
  readonly onChange: (next: (files: readonly WaitingFile[]) => readonly WaitingFile[]) => void
}

/** Photos and scans of a record that is still being typed; they are saved together with it. */
export function NewAttachments({ kind, files, onChange }: NewAttachmentsProps) {
  const [busy, setBusy] = useState(0)
  const prepare = async (file: File): Promise<void> => {
    const prepared = await prepareFile(file)
    const said = { caption: '', sensitive: isSensitive({}, kind) }
    onChange((before) => [...before, { ...prepared, ...said, key: crypto.randomUUID() }])
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
  const say = ({ key }: WaitingFile, said: Said): void =>
    onChange((before) => before.map((file) => (file.key === key ? { ...file, ...said } : file)))
  return (
    <Section
      title="附件"
      extra={<span className="help">与记录一起保存；未保存就离开的，附件须重新添加。</span>}
    >
      <DropArea busy={busy} onFiles={add}>
        {files.length > 0 && (
          <ul className="attachments">
            {files.map((file) => (
              <WaitingCard
                key={file.key}
                file={file}
                onSay={(said) => say(file, said)}
                onRemove={() => remove(file)}
              />
            ))}
          </ul>
        )}
      </DropArea>
    </Section>
  )
}

type Said = Partial<Pick<WaitingFile, 'caption' | 'sensitive'>>

interface WaitingCardProps {
  readonly file: WaitingFile
  readonly onSay: (said: Said) => void
  readonly onRemove: () => void
}

function WaitingCard({ file, onSay, onRemove }: WaitingCardProps) {
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
            onChange={(event) => onSay({ caption: event.target.value })}
          />
        )}
      </Labeled>
      <SensitiveBox label="" checked={file.sensitive} onChange={(sensitive) => onSay({ sensitive })} />
      <Button size="small" danger aria-label={`移除${file.name}`} onClick={onRemove}>
        移除
      </Button>
    </li>
  )
}
