import { AppError } from '../../../shared/errors'

/**
 * The cells of a csv file: UTF-8 with and without its mark, UTF-16 with its mark, otherwise GB18030, which GBK and GB2312 are part
 * of. @throws AppError `table.unreadable` for what is no text
 */
export async function csvRows(bytes: Uint8Array): Promise<readonly (readonly string[])[]> {
  const { parseCsv } = await import('hucre/csv')
  const text = textOf(bytes)
  if (text.includes('\0')) throw new AppError('table.unreadable')
  return parseCsv(text).map((row) => row.map((cell) => (cell === null ? '' : String(cell))))
}

function textOf(bytes: Uint8Array): string {
  const [a, b] = bytes
  if (a === 0xff && b === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (a === 0xfe && b === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return decodedAs('gb18030', bytes)
  }
}

/** @throws AppError `table.unreadable` */
function decodedAs(encoding: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new AppError('table.unreadable', {}, { cause })
  }
}
