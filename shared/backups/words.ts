/** What is known of a place for backups. */
interface PlaceKnown {
  readonly folder: string
  readonly isThere: boolean
  readonly sameDisk: boolean
  readonly newest: string | null
}

/** A backup that lies elsewhere, in words: when, where, and whose passphrase opens it still; without a full stop. */
export function backupElsewhereText(
  { file, folder, at, former }: ElsewhereKnown,
  day: (instant: string) => string,
): string {
  const opens = former.length === 0 ? '' : `（${former.join('、')} 的口令仍能打开）`
  return `${day(at)} 写到 ${folder}：${file}${opens}`
}

/** What to do about backups that the passphrase of somebody removed opens; `null` where there is none. */
export function formerText(backups: readonly ElsewhereKnown[]): string | null {
  const count = backups.filter(({ former }) => former.length > 0).length
  return count === 0
    ? null
    : `有 ${count} 份别处的备份仍可用被移除人的口令打开，请重新备份后找到并销毁，再在这里注明。`
}

interface ElsewhereKnown {
  readonly file: string
  readonly folder: string
  readonly at: string
  readonly former: readonly string[]
}

/** When and where the last good backups are, in words; without a full stop. `day` tells an instant as a person does. */
export function placesText(
  { here, second }: { readonly here: PlaceKnown; readonly second: PlaceKnown | null },
  day: (instant: string) => string,
): string {
  const own =
    here.newest === null
      ? '这台电脑上还没有自动备份'
      : `这台电脑上最近一份完好的自动备份：${day(here.newest)}`
  return `${own}；${secondText(second, day)}`
}

function secondText(second: PlaceKnown | null, day: (instant: string) => string): string {
  if (second === null) return '没有设第二个位置，电脑的磁盘坏了就没有了'
  const { folder, isThere, newest } = second
  const at = newest === null ? '还没有备份' : `最近一份 ${day(newest)}`
  return isThere ? `第二个位置 ${folder}：${at}` : `第二个位置 ${folder} 现在不在：${at}`
}
