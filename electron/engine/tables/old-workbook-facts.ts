import { CFB } from '@e965/xlsx'

/** What the library tells of a compound file; its own types leave this out. */
interface CompoundFiles {
  read(bytes: Uint8Array, how: { readonly type: 'buffer' }): { readonly FullPaths: readonly string[] }
  find(file: object, path: string): { readonly content: Uint8Array } | null
}

const compound = CFB as CompoundFiles
const SUPBOOK = 0x01ae
/** Lengths that say of a SUPBOOK that it is this workbook itself, or the functions of an add-in. */
const OWN_BOOKS = new Set([0x0401, 0x3a01])

/** Whether an .xls holds macros, and whether it speaks of other files: its stream has a record for each. */
export function oldFacts(bytes: Uint8Array): { readonly macros: boolean; readonly links: boolean } {
  const file = compound.read(bytes, { type: 'buffer' })
  const stream = compound.find(file, '/Workbook') ?? compound.find(file, '/Book')
  return {
    macros: file.FullPaths.some((path) => path.includes('_VBA_PROJECT')),
    links: stream !== null && hasForeignBooks(Buffer.from(stream.content)),
  }
}

function hasForeignBooks(stream: Buffer): boolean {
  for (let at = 0; at + 8 <= stream.length; at += 4 + stream.readUInt16LE(at + 2))
    if (stream.readUInt16LE(at) === SUPBOOK && !OWN_BOOKS.has(stream.readUInt16LE(at + 6))) return true
  return false
}
