/** From where a file was read back after it was written, as the engine says it. */
type ReadFrom = 'medium' | 'memory'

/** 「已写入并校验」 only where the medium itself was read; otherwise nobody knows yet. */
export function writtenText(readFrom: ReadFrom): string {
  return readFrom === 'medium' ? '已写入并校验' : '已写入'
}

/** What to do where the medium could not be read past the system's memory; nothing where it was. */
export function recheckHint(readFrom: ReadFrom): string {
  return readFrom === 'medium'
    ? ''
    : '暂时无法从U盘读回核对：请安全弹出后重新插入，再到“收发登记”点“重新校验”。'
}

/** What came of reading a file on a stick again. */
export function recheckedText(file: {
  readonly file: string
  readonly same: {
    readonly direction: 'export' | 'import'
    readonly peer: string
    readonly serial: number
  } | null
}): string {
  const { same } = file
  if (!same) return `${file.file} 和本机收发过的文件都不一样：可能没有写完整，或不是本机收发的，请重新导出`
  const how = same.direction === 'export' ? '发给' : '收自'
  return `${file.file} 完好：${how}${same.peer}的第 ${same.serial} 批`
}
