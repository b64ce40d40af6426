/** Why a stream that somebody else carried was not taken from a bundle. */
export const leftOutReason = [
  'bundle.unknown-sender',
  'bundle.forged',
  'bundle.protocol',
  'bundle.not-permitted',
  'bundle.foreign-unit',
  'bundle.too-many-copies',
  'bundle.values-missing',
] as const
export type LeftOutReason = (typeof leftOutReason)[number]

const words: Readonly<Record<LeftOutReason, string>> = {
  'bundle.unknown-sender': '本机尚未登记这台电脑',
  'bundle.forged': '签名核对不上',
  'bundle.protocol': '内容不完整或被改动过',
  'bundle.not-permitted': '含有超出其管辖范围的内容',
  'bundle.foreign-unit': '记录所填的村（社区）不属于该街道',
  'bundle.too-many-copies': '资料副本过多且各自写入过内容，请区级核实这台电脑',
  'bundle.values-missing': '有的修改缺少内容，又没有区级清除它的记录',
}

/** Whether an error is one that may concern a single stream. */
export function isLeftOutReason(code: string): code is LeftOutReason {
  return leftOutReason.some((reason) => reason === code)
}

/** `东街街道B(签名核对不上)` for each of them. */
export function leftOutText(
  streams: readonly { readonly name: string; readonly why: LeftOutReason }[],
): string {
  return streams.map(({ name, why }) => `${name}（${words[why]}）`).join('、')
}
