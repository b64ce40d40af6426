import type { Output } from '../../shared/contract'
import { useCall } from '../engine/use-call'
import { reportsPath } from '../paths'
import { Mark } from '../ui/mark'

interface ChangedSinceProps {
  /** A month's report that was signed off, by id. */
  readonly id: string
  readonly period: string
}

/** 「定稿后改了 n 条」: a line of the checks, the way to those records. It is read beside the page, which does not wait for it. */
export function ChangedSince({ id, period }: ChangedSinceProps) {
  const { data } = useCall('reports.differences', { id })
  if (!data) return null
  const text = textOf(data)
  return (
    <li>
      <Mark tone={text === null ? 'green' : 'amber'}>定稿后</Mark>
      {text === null ? (
        <span>没有改动</span>
      ) : (
        <a href={`#${reportsPath}?${new URLSearchParams({ period, compare: id })}`}>{text}</a>
      )}
    </li>
  )
}

/** What has changed; null: nothing. Where no records were kept, or one of another month changed, numbers alone differ. */
function textOf({ records, figures }: Output<'reports.differences'>): string | null {
  if (records > 0) return `改了 ${records.toLocaleString('zh-CN')} 条`
  return figures.length > 0 ? `${figures.length} 个数字与定稿时不同` : null
}
