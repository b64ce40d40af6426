import { Button } from 'antd'
import type { SaveWay } from '../write-record'

interface FormActionsProps {
  readonly isNew: boolean
  /** The record waits as a draft: saving it submits it. */
  readonly isDraft: boolean
  /** The kind has drafts, and the record is new or one of them. */
  readonly mayBeDraft: boolean
  readonly saving: boolean
  readonly start: (way: SaveWay) => void
  readonly onCancel: () => void
  readonly children: React.ReactNode
}

/** The buttons below a form, and the keys that do the same. */
export function FormActions({
  isNew,
  isDraft,
  mayBeDraft,
  saving,
  start,
  onCancel,
  children,
}: FormActionsProps) {
  const keys = [
    isDraft ? 'Ctrl+S 保存并提交' : 'Ctrl+S 保存',
    ...(isNew ? ['Ctrl+Enter 保存并继续登记'] : []),
    ...(mayBeDraft ? ['未填写完整的按 Ctrl+D 存为草稿'] : []),
  ]
  return (
    <div className="form-actions">
      <Button type="primary" htmlType="submit" loading={saving} data-save>
        {isDraft ? '保存并提交' : '保存'}
      </Button>
      {isNew && (
        <Button onClick={() => start('another')} loading={saving}>
          保存并继续登记
        </Button>
      )}
      {mayBeDraft && (
        <Button onClick={() => start('draft')} loading={saving} title="Ctrl+D">
          存为草稿
        </Button>
      )}
      <Button onClick={onCancel}>返回</Button>
      {children}
      <span className="help">带 * 的必填；{keys.join('，')}</span>
    </div>
  )
}
