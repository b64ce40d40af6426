import { ArrowLeftOutlined, LockOutlined, SearchOutlined } from '@ant-design/icons'
import { Button, Tag } from 'antd'
import { roleLabels } from '../../shared/rights'
import { useAtHub } from '../engine/at-hub'
import { useRpc } from '../engine/engine-context'
import { useSession } from '../engine/session'
import { ManualButton } from '../manual-ui/manual-button'
import { homePath } from '../paths'
import { attempt } from '../ui/errors'
import { useHashPath } from '../ui/hash-route'
import { goBack, useCanGoBack, useNameBack } from '../ui/trail'
import { TypeSizeChoice } from '../ui/type-size'
import { lockSession } from './lock-session'
import { type Place, parentOf } from './places'
import { topicAt } from './routes'

interface TopBarProps {
  readonly places: readonly Place[]
  readonly onPalette: () => void
}

/** The way back, the way to everything, unit, person, type size, lock. */
export function TopBar({ places, onPalette }: TopBarProps) {
  const rpc = useRpc()
  const { site, user, demo, readOnly, madeBy } = useSession()
  const atHub = useAtHub()
  const [path] = useHashPath()
  const canGoBack = useCanGoBack()
  const back = useNameBack()
  return (
    <header className="top-bar">
      <Button
        icon={<ArrowLeftOutlined aria-hidden="true" />}
        disabled={!canGoBack && path === homePath}
        title={canGoBack || path !== homePath ? 'Alt+←' : '这里是首页'}
        onClick={() => goBack(parentOf(places, path))}
      >
        {back === undefined ? '返回' : `回到${back}`}
      </Button>
      <div className="top-names">
        <span className="product">院坝普法台</span>
        <span className="unit-name">
          {site.unitName}
          {site.letter !== '' && `（${site.letter} 机）`}
        </span>
        {demo && <Tag className="top-tag">示例数据</Tag>}
        {readOnly && (
          <Tag className="top-tag">
            {atHub
              ? '平台只供查看'
              : `只能查看：资料由${madeBy === null ? '更新版本' : ` ${madeBy} 版`}建立，请升级程序`}
          </Tag>
        )}
      </div>
      <Button
        className="top-search"
        icon={<SearchOutlined aria-hidden="true" />}
        onClick={onPalette}
        title="Ctrl+K"
      >
        <span className="top-search-text">搜索人名、编号、单位、页面…</span>
        <kbd>Ctrl+K</kbd>
      </Button>
      <div className="top-tools">
        <TypeSizeChoice />
        <span className="top-user">
          {user.name}（{roleLabels[user.role]}）
        </span>
        <ManualButton topic={topicAt(path)} />
        <Button icon={<LockOutlined aria-hidden="true" />} onClick={() => attempt(() => lockSession(rpc))}>
          {atHub ? '退出' : '锁定'}
        </Button>
      </div>
    </header>
  )
}
