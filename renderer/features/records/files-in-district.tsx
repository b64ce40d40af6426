import { Tag } from 'antd'
import type { FileView } from '../../../shared/attachments/entry'
import { sizeText } from '../../kinds-ui/attachments/size-text'
import { Section } from '../../ui/page'

/** What a hub knows of a record's attachments: names and sizes. Their contents stay where they were taken. */
export function FilesInDistrict({ files }: { readonly files: readonly FileView[] }) {
  if (files.length === 0) return null
  return (
    <Section title="附件" extra={<Tag>{files.length} 个</Tag>}>
      <ul>
        {files.map(({ id, name, bytes, caption }) => (
          <li key={id}>
            {name} <span className="help">{sizeText(bytes)}</span>
            {caption !== '' && <span className="cell-note">{caption}</span>}
          </li>
        ))}
      </ul>
      <p className="help">附件的内容保存在区（县），不报送到本平台；需要查看时，请与区（县）联系。</p>
    </Section>
  )
}
