import { AppError } from '../../../shared/errors'
import { OPTIONS_SHEET } from '../../../shared/paste/template'
import type { ReadWorkbook, WorkbookSheet } from '../../../shared/paste/workbook'
import { csvRows } from './csv'
import { readOdsWorkbook } from './read-ods-workbook'
import { readOldWorkbook } from './read-old-workbook'
import { readXlsxWorkbook } from './read-xlsx-workbook'
import { boundedParts } from './zip-bounds'

/**
 * Reads the bytes of an .xlsx, .xls, .ods or .csv file, whatever its name says. Nothing in the file is run or followed: of a formula
 * the value counts that the spreadsheet kept. Runs in a thread of its own (`reader-thread.ts`), which loads both libraries.
 * @throws AppError `table.too-large`, `table.locked`, `table.unreadable`
 */
export async function readWorkbook(bytes: Uint8Array): Promise<ReadWorkbook> {
  const { sheets, notes } = await readAny(bytes)
  const shown = sheets.filter((sheet) => !isOurOptions(sheet))
  const isSecret = shown.some(({ hidden }) => hidden)
  return { sheets: shown, notes: isSecret ? ['hidden-sheets', ...notes] : notes }
}

async function readAny(bytes: Uint8Array): Promise<ReadWorkbook> {
  if (isCompound(bytes)) return isLockedXlsx(bytes) ? lockedFile() : readOldWorkbook(bytes)
  if (!isZip(bytes)) {
    const { rows, isCut } = csvRows(bytes)
    return { sheets: [{ name: '', hidden: false, grid: { rows } }], notes: isCut ? ['cut'] : [] }
  }
  const parts = boundedParts(bytes)
  if (parts.some(({ name, text }) => name === 'encrypted-package' || isLockedOds(name, text)))
    return lockedFile()
  return parts.some(({ name }) => name === 'content.xml')
    ? readOdsWorkbook(parts)
    : readXlsxWorkbook(bytes, parts)
}

function lockedFile(): never {
  throw new AppError('table.locked')
}

const isZip = ([a, b]: Uint8Array): boolean => a === 0x50 && b === 0x4b
const isCompound = ([a, b, c, d]: Uint8Array): boolean => a === 0xd0 && b === 0xcf && c === 0x11 && d === 0xe0

/** An .xlsx with a password lies in a compound file, as a stream of this name. */
const isLockedXlsx = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(
    Buffer.from('EncryptedPackage', 'utf16le'),
  )

const isLockedOds = (name: string, text: () => Buffer): boolean =>
  name === 'META-INF/manifest.xml' && text().includes('encryption-data')

/** The words of a template's drop-downs are nobody's records. */
const isOurOptions = ({ name, hidden }: WorkbookSheet): boolean => hidden && name === OPTIONS_SHEET
