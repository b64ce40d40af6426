import { cleanContent } from '../../../shared/attachments/content'
import { photo, scan, screenshot, secrets, sticker } from '../../support/records/pictures'

function cleaned(bytes: Uint8Array) {
  const clean = cleanContent(bytes)
  if (typeof clean === 'string') throw new Error(clean)
  return { ...clean, text: Buffer.from(clean.content).toString() }
}

test.each([
  ['JPEG', photo(), 'image/jpeg', 64, 48],
  ['PNG', screenshot(), 'image/png', 3, 2],
  ['WebP', sticker(), 'image/webp', 10, 5],
])('a %s keeps its picture and says nothing about where it was taken', (_, bytes, type, width, height) => {
  const clean = cleaned(bytes)
  expect(clean).toMatchObject({ type, width, height })
  for (const secret of [...secrets, 'Exif', 'EXIF', 'XMP ', 'eXIf', 'tEXt'])
    expect(clean.text).not.toContain(secret)
})

test('cleaning what is clean changes nothing', () => {
  for (const bytes of [photo(), photo({ orientation: 6 }), screenshot(), sticker()]) {
    const once = cleaned(bytes)
    expect(Buffer.from(cleaned(once.content).content)).toEqual(Buffer.from(once.content))
  }
})

test('a photo taken sideways stays upright: of its EXIF the orientation alone is written anew', () => {
  const clean = cleaned(photo({ width: 64, height: 48, orientation: 6 }))
  expect(clean).toMatchObject({ width: 48, height: 64 })
  expect(Buffer.from(clean.content.subarray(2, 38)).toString('hex')).toBe(
    'ffe10022457869660000' + '4d4d002a00000008' + '0001' + '011200030000000100060000' + '00000000',
  )
  for (const secret of secrets) expect(clean.text).not.toContain(secret)
})

test('a photo that was cut off while it was copied keeps its upper part, one without a picture is refused', () => {
  const bytes = photo({ width: 640, height: 480 })
  const end = bytes.lastIndexOf(Buffer.from([0xff, 0xd9]))
  expect(cleaned(bytes.subarray(0, end - 100))).toMatchObject({ width: 640, height: 480 })
  const before = bytes.indexOf(Buffer.from([0xff, 0xda]))
  for (const length of [3, 4, 30, 200, before])
    expect(cleanContent(bytes.subarray(0, length))).toBe('damaged')
})

test('every cut of a picture is read without an exception', () => {
  for (const bytes of [photo(), screenshot(), sticker()])
    for (let length = 0; length < bytes.length; length++) cleanContent(bytes.subarray(0, length))
})

test('a document stays as it is, anything else is no attachment', () => {
  expect(Buffer.from(cleaned(scan()).content)).toEqual(scan())
  for (const text of ['', 'hello', '<svg onload=alert(1)>', 'MZ', 'GIF89a', 'PK\x03\x04'])
    expect(cleanContent(Buffer.from(text))).toBe('wrong-type')
})

test('a small file that unfolds into gigabytes is refused', () => {
  const bomb = screenshot()
  bomb.writeUInt32BE(60_000, 16)
  bomb.writeUInt32BE(60_000, 20)
  expect(cleanContent(bomb)).toBe('damaged')
})
