import { Alert } from 'antd'
import { useMemo } from 'react'
import type { Coverage } from '../../../shared/figures/coverage'
import { useCall } from '../../engine/use-call'

/** More than these nobody reads in one line; the command line lists all. */
const mostNamed = 12

interface CoverageNoticeProps {
  readonly coverage: Coverage
  /** Only this unit and what is under it. */
  readonly unit: string | undefined
}

/** Which units have fewer than every unit is to have, each with what it has; one line where none has. */
export function CoverageNotice({ coverage, unit }: CoverageNoticeProps) {
  const { kind, asked, word, place, lacking, enough } = coverage
  const input = useMemo(() => ({ kind, ...(unit !== undefined && { unit }) }), [kind, unit])
  const { data } = useCall('coverage.short', input, [kind, 'unit'])
  if (!data || data.units === 0) return null
  const { units, short } = data
  if (short.length === 0) return <p className="help">{`${asked}：${units} 个${place}${enough}。`}</p>
  const named = short
    .slice(0, mostNamed)
    .map(({ name, street, count }) => `${street}${name}（${count}${word}）`)
  const more = short.length > mostNamed ? ` 等 ${short.length} 个` : ''
  return (
    <Alert
      type="info"
      showIcon
      title={`${asked}，${units} 个${place}中还有 ${short.length} 个${lacking}`}
      description={`${named.join('、')}${more}`}
    />
  )
}
