import { inflateRawSync } from 'node:zlib'

/** The text of one file inside a zip (.docx, .xlsx). @throws when it is not there */
export function textInZip(zip: Buffer, name: string): string {
  const found = [...filesInZip(zip)].find(([file]) => file === name)
  if (!found) throw new Error(`no ${name} in this zip`)
  return found[1]
}

/** Names and texts of everything inside a zip. */
export function partsOfZip(zip: Buffer): readonly string[] {
  return [...filesInZip(zip)].flat()
}

function* filesInZip(zip: Buffer): Generator<[name: string, text: string]> {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const nameLength = zip.readUInt16LE(at + 28)
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength)
    const local = zip.readUInt32LE(at + 42)
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const data = zip.subarray(start, start + zip.readUInt32LE(at + 20))
    yield [name, (zip.readUInt16LE(at + 10) === 0 ? data : inflateRawSync(data)).toString('utf8')]
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
}
