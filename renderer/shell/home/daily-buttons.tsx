import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useLayoutEffect } from 'react'
import type { Kind } from '../../../shared/definition/define'
import { kinds } from '../../../shared/kinds'
import { useMay, useSession } from '../../engine/session'
import { mayHoldKind } from '../../kinds-ui/use-record-writes'
import { newPath } from '../../paths'
import { navigate } from '../../ui/hash-route'

/** One digit each. */
const mostKeys = 9

/** What this person logs day by day here; the digit of each opens its form, from the page's first picture on. */
export function useDaily(): readonly Kind[] {
  const { site } = useSession()
  const mayWrite = useMay('record.write')
  const offered = kinds.filter((kind) => kind.place === 'daily' && mayWrite && mayHoldKind(site.role, kind))
  useDigits(offered)
  return offered
}

/** What is logged day by day, one press away, each with its digit. */
export function DailyButtons({ offered }: { offered: readonly Kind[] }) {
  if (offered.length === 0) return null
  return (
    <nav className="daily-buttons" aria-label="登记">
      {offered.map((kind, at) => (
        <Button
          key={kind.name}
          icon={<PlusOutlined aria-hidden="true" />}
          title={at < mostKeys ? `数字键 ${at + 1}` : undefined}
          onClick={() => navigate(newPath(kind))}
        >
          <span className="visually-hidden">登记</span>
          {kind.label}
          {at < mostKeys && <kbd>{at + 1}</kbd>}
        </Button>
      ))}
    </nav>
  )
}

/** Where nothing is being typed, a digit opens the form that it stands beside. */
function useDigits(offered: readonly Kind[]): void {
  useLayoutEffect(() => {
    const onKey = ({ key, target, ctrlKey, altKey, metaKey }: KeyboardEvent): void => {
      if (ctrlKey || altKey || metaKey || !/^[1-9]$/.test(key)) return
      if (target instanceof Element && target.closest('input, textarea, [role=combobox], [role=dialog]'))
        return
      const kind = offered[Number(key) - 1]
      if (kind) navigate(newPath(kind))
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [offered])
}
