import { Radio } from 'antd'
import { Section } from '../../ui/page'
import { idleMinutes, usePreferences } from '../../ui/preferences'

/** After how many minutes without input this window locks itself. */
export function IdleLock() {
  const { idleMinutes: chosen, setIdleMinutes } = usePreferences()
  return (
    <Section title="自动锁定">
      <p className="help">离开电脑时程序会自动锁定，未完成的登记先存为草稿。只对这台电脑有效。</p>
      <Radio.Group
        aria-label="无操作多久后锁定"
        options={idleMinutes.map((value) => ({ value, label: `${value} 分钟无操作` }))}
        value={chosen}
        onChange={(event) => setIdleMinutes(event.target.value)}
      />
    </Section>
  )
}
