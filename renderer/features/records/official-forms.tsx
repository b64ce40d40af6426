import { FileTextOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { Kind } from '../../../shared/definition/define'
import { useCall } from '../../engine/use-call'
import { officialFormPath } from '../../paths'
import { navigate } from '../../ui/hash-route'
import { Section } from '../../ui/page'

/** 文书: the official forms that a record fills, each a page of its own; nothing where it has none. */
export function OfficialForms({ kind, id }: { kind: Kind; id: string }) {
  const { data } = useCall('forms.list', { record: id })
  if (!data || data.forms.length === 0) return null
  return (
    <Section title="文书">
      <div className="button-row">
        {data.forms.map(({ form, title, own }) => (
          <Button
            key={form}
            icon={<FileTextOutlined aria-hidden="true" />}
            onClick={() => navigate(officialFormPath(kind, id, form))}
          >
            {own && form !== id ? `${title}（本区自定）` : title}
          </Button>
        ))}
      </div>
    </Section>
  )
}
