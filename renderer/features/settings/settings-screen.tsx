import { useMay, useSession } from '../../engine/session'
import { setHashQuery, useHashQuery } from '../../ui/hash-route'
import { loadedLater } from '../../ui/loaded-later'
import { NamedTabs } from '../../ui/named-tabs'
import { Page } from '../../ui/page'
import { About } from './about'
import { Appearance } from './appearance'
import { AuditLog } from './audit-log'
import { IdleLock } from './idle-lock'
import { Measures } from './measures'
import { Passphrase } from './passphrase'
import { RecoveryKeyTab } from './recovery-key-tab'
import { Safety } from './safety'
import { Users } from './users'

const Updates = loadedLater(async () => (await import('./updates')).Updates)

/** People, passphrase, what the figures mean, checking and backup, the program itself. */
export function SettingsScreen() {
  const { site } = useSession()
  const mayManage = useMay('profile.manage')
  const tab = useHashQuery().get('tab') ?? 'users'
  return (
    <Page title="设置" detail={`本机识别码 ${site.id}`}>
      <NamedTabs
        name="设置的各页"
        activeKey={tab}
        onChange={(key) => setHashQuery({ tab: key })}
        items={[
          { key: 'users', label: '用户', children: <Users mayManage={mayManage} /> },
          { key: 'passphrase', label: '修改口令', children: <Passphrase /> },
          { key: 'appearance', label: '外观', children: <Appearance /> },
          { key: 'lock', label: '自动锁定', children: <IdleLock /> },
          { key: 'measures', label: '口径说明', children: <Measures /> },
          { key: 'safety', label: '检查与备份', children: <Safety /> },
          ...(mayManage && site.role !== 'street'
            ? [{ key: 'recovery', label: '恢复密钥', children: <RecoveryKeyTab /> }]
            : []),
          ...(mayManage ? [{ key: 'audit', label: '操作日志', children: <AuditLog /> }] : []),
          { key: 'update', label: '更新', children: <Updates /> },
          { key: 'about', label: '关于', children: <About /> },
        ]}
      />
    </Page>
  )
}
