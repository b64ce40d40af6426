const WAN = 10_000

/** A number as it fits beside a name: from 万 on with one decimal, and never more than there are. */
export function shortCount(count: number): string {
  if (count < WAN) return count.toLocaleString('zh-CN')
  return `${(Math.floor(count / (WAN / 10)) / 10).toLocaleString('zh-CN')}万`
}
