import { type LeftOutReason, leftOutText } from './left-out'

/** 「缺少第 7、9 批」, or nothing. */
export function gapText(gaps: readonly number[]): string {
  return gaps.length === 0 ? '' : `缺少第 ${gaps.join('、')} 批`
}

const secondsPerHour = 3600
const hoursPerDay = 24

/** 「快约 5 天」; `offset` in seconds, positive when the other clock is ahead. */
export function clockText(offset: number): string {
  const hours = Math.round(Math.abs(offset) / secondsPerHour)
  const length = hours >= 2 * hoursPerDay ? `${Math.round(hours / hoursPerDay)} 天` : `${hours} 小时`
  return `${offset > 0 ? '快' : '慢'}约 ${length}`
}

const systems: Readonly<Record<string, string>> = { linux: 'Linux', win32: 'Windows', darwin: 'macOS' }

/** 「Windows x64」 of what a program says of its computer; nothing where it said nothing. */
export function systemText({ platform, arch }: { readonly platform: string; readonly arch: string }): string {
  return `${systems[platform] ?? platform} ${arch}`.trim()
}

/** What is said of a new computer's file before and after it was kept. */
const waitsText = '新电脑，管理人员打电话核对、准入以后才导入'

interface Agreement {
  readonly differs: readonly string[]
  readonly peerLog: 'kept' | 'changed'
  readonly ownLog: 'kept' | 'changed'
}

/** Two computers that hold the same changes have the same records: where they have not, one of them is damaged. */
export const differsText = (differs: readonly string[]): string =>
  differs.length === 0
    ? ''
    : `两台电脑的修改相同，记录却不同（${differs.join('、')}），请两台都到“设置”里做一次“检查数据”`

export const auditChangedText = '对方电脑的操作日志比以前少，或被改写过，请向对方核实'

function agreementTexts({ differs, peerLog, ownLog }: Agreement): readonly string[] {
  return [
    differsText(differs),
    peerLog === 'changed' ? auditChangedText : '',
    ownLog === 'changed'
      ? '对方见过的本机操作日志，本机已没有，请到“设置”里做一次“检查数据”，并报告区级管理员'
      : '',
  ]
}

/** What a person should know of a bundle that was read, or nothing: its gaps, its sender's clock (in seconds), what was not taken. */
export function warningsText(file: {
  readonly gaps: readonly number[]
  readonly clockOffset: number | null
  readonly closed: number
  readonly result: string
  readonly largePictures: number
  readonly leftOut: readonly { readonly name: string; readonly why: LeftOutReason }[]
  readonly agreement: Agreement
}): string {
  const clock = file.clockOffset === null ? '' : `对方电脑时钟${clockText(file.clockOffset)}`
  const closed = file.closed > 0 ? `已停用电脑的 ${file.closed} 条修改暂不计入，等待区级核实` : ''
  const leftOut = file.leftOut.length > 0 ? `代为转交的内容未接收：${leftOutText(file.leftOut)}` : ''
  const large =
    file.largePictures > 0 ? `有 ${file.largePictures} 张图片的像素过大，已保存，窗口里不显示` : ''
  const newcomer = file.result === 'waiting' ? waitsText : ''
  const agreement = agreementTexts(file.agreement)
  return [newcomer, gapText(file.gaps), clock, closed, large, leftOut, ...agreement]
    .filter(Boolean)
    .join('；')
}
