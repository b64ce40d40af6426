import { Button, Tag } from 'antd'
import { roleLabels } from '../../shared/rights'
import { useRpc } from '../engine/engine-context'
import { useSession } from '../engine/session'
import { attempt } from '../ui/errors'
import { TypeSizeChoice } from '../ui/type-size'
import { lockSession } from './lock-session'

/** Unit, person, type size, lock. */
export function TopBar({ onPalette, onHelp }: { onPalette: () => void; onHelp: () => void }) {
  const rpc = useRpc()
  const { site, user, demo, readOnly } = useSession()
  return (
    <header className="top-bar">
      <div className="top-names">
        <span className="product">院坝普法台</span>
        <span className="unit-name">
          {site.unitName}
          {site.role === 'street' && `（${site.letter} 机）`}
        </span>
        {demo && <Tag className="top-tag">示例数据</Tag>}
        {readOnly && <Tag className="top-tag">只能查看：资料由更新版本建立</Tag>}
      </div>
      <div className="top-tools">
        <Button size="small" onClick={onPalette} title="Ctrl+K">
          查找页面
        </Button>
        <Button size="small" onClick={onHelp} title="F1">
          快捷键
        </Button>
        <TypeSizeChoice />
        <span className="top-user">
          {user.name}（{roleLabels[user.role]}）
        </span>
        <Button size="small" onClick={() => attempt(() => lockSession(rpc))}>
          锁定
        </Button>
      </div>
    </header>
  )
}
