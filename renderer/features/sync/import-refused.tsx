import { Button, Checkbox } from 'antd'
import { rolesWith } from '../../../shared/rights'
import { useMay, useSession } from '../../engine/session'
import { ErrorNotice } from '../../ui/error-notice'
import { errorBodyOf } from '../../ui/errors'
import { type Accepted, overrulingOf } from './overruling'

interface ImportRefusedProps {
  readonly error: unknown
  readonly isMassDeleteAllowed: boolean
  readonly onAllowMassDelete: (isAllowed: boolean) => void
  readonly onImport: () => void
  /** The files are to be read again, with this accepted. */
  readonly onAccept: (accepted: Partial<Accepted>) => void
}

/** Why the files were refused, and how the person at the screen may overrule that. */
export function ImportRefused(props: ImportRefusedProps) {
  const { error, isMassDeleteAllowed, onAllowMassDelete, onImport, onAccept } = props
  const { site } = useSession()
  const mayManage = useMay('profile.manage')
  const mayOverrule = useMay('sync.overrule')
  const { code } = errorBodyOf(error)
  const overruling = mayManage ? overrulingOf(site.role, code) : undefined
  return (
    <>
      <ErrorNotice error={error} />
      {code === 'bundle.mass-delete' && !mayOverrule && (
        <p>与发出单位核实后，由角色为“{rolesWith('sync.overrule')}”的人登录导入。</p>
      )}
      {code === 'bundle.mass-delete' && mayOverrule && (
        <div className="form-actions">
          <Checkbox
            checked={isMassDeleteAllowed}
            onChange={(event) => onAllowMassDelete(event.target.checked)}
          >
            已与发出单位核实，确实要删除
          </Checkbox>
          <Button
            danger
            disabled={!isMassDeleteAllowed}
            title={!isMassDeleteAllowed ? '请先勾选确认要删除' : undefined}
            onClick={onImport}
          >
            仍然导入
          </Button>
        </div>
      )}
      {overruling && (
        <div className="form-actions">
          <Button danger onClick={() => onAccept(overruling.accept)}>
            {overruling.label}
          </Button>
        </div>
      )}
    </>
  )
}
