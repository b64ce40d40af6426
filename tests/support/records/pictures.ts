import { crc32, deflateSync } from 'node:zlib'

const segment = (marker: number, payload: Uint8Array): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(payload.length + 2, 2)
  return Buffer.concat([head, payload])
}

/** One code of one bit for symbol 0: all that a picture of one grey needs. */
const oneCode = [1, ...new Array<number>(15).fill(0), 0]

export interface PhotoPlan {
  readonly width?: number
  readonly height?: number
  /** EXIF orientation, 1 to 8. */
  readonly orientation?: number
  /** Tells two photos of one size apart. */
  readonly mark?: number
}

/** Words that a cleaned photo must not hold any more. */
export const secrets = ['GPSLatitude', 'HUAWEI-P60', '29.5832', '院坝门口', 'thumbnail-with-its-own-place']

/** A real baseline JPEG, one grey, that says where it was taken in EXIF, XMP, IPTC, a comment and behind its end. */
export function photo({ width = 64, height = 48, orientation = 1, mark = 1 }: PhotoPlan = {}): Buffer {
  const frame = Buffer.from([8, 0, 0, 0, 0, 1, 1, 0x11, 0])
  frame.writeUInt16BE(height, 1)
  frame.writeUInt16BE(width, 3)
  const blocks = Math.ceil(width / 8) * Math.ceil(height / 8)
  const data = Buffer.alloc(Math.ceil((blocks * 2) / 8))
  const used = (blocks * 2) % 8
  if (used > 0) data.writeUInt8(0xff >> used, data.length - 1)
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, Buffer.from([...Buffer.from('JFIF\0'), 1, 1, 0, 0, 1, 0, 1, 0, 0])),
    segment(0xe1, exif(orientation)),
    segment(0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0<x exif:GPSLatitude="29.5832"/>')),
    segment(0xe2, Buffer.from('MPF\0thumbnail-with-its-own-place')),
    segment(0xed, Buffer.from('Photoshop 3.0\0院坝门口')),
    segment(0xfe, Buffer.from('院坝门口 29.5832')),
    segment(0xdb, Buffer.from([0, ...new Array<number>(64).fill(mark)])),
    segment(0xc0, frame),
    segment(0xc4, Buffer.from([0x00, ...oneCode])),
    segment(0xc4, Buffer.from([0x10, ...oneCode])),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    data,
    Buffer.from([0xff, 0xd9]),
    Buffer.from('thumbnail-with-its-own-place'),
  ])
}

/** TIFF with the orientation, the maker and a GPS directory of one latitude. */
function exif(orientation: number): Buffer {
  const tiff = Buffer.alloc(120)
  tiff.write('II*\0', 0, 'latin1')
  tiff.writeUInt32LE(8, 4)
  tiff.writeUInt16LE(3, 8)
  const tag = (at: number, id: number, type: number, count: number, value: number): void => {
    tiff.writeUInt16LE(id, at)
    tiff.writeUInt16LE(type, at + 2)
    tiff.writeUInt32LE(count, at + 4)
    tiff.writeUInt32LE(value, at + 8)
  }
  tag(10, 0x010f, 2, 11, 80)
  tag(22, 0x0112, 3, 1, orientation)
  tag(34, 0x8825, 4, 1, 50)
  tiff.writeUInt16LE(1, 50)
  tag(52, 2, 5, 1, 96)
  tiff.write('HUAWEI-P60\0', 80, 'latin1')
  tiff.writeUInt32LE(295_832, 96)
  tiff.writeUInt32LE(10_000, 100)
  return Buffer.concat([Buffer.from('Exif\0\0'), tiff])
}

/** A real PNG of one colour with a text that says where it was taken. */
export function screenshot(width = 3, height = 2): Buffer {
  const chunk = (name: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(name), data])
    const whole = Buffer.alloc(body.length + 8)
    whole.writeUInt32BE(data.length, 0)
    body.copy(whole, 4)
    whole.writeUInt32BE(crc32(body), body.length + 4)
    return whole
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 0, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('tEXt', Buffer.from('Location\0' + '29.5832')),
    chunk('eXIf', Buffer.from('GPSLatitude')),
    chunk('IDAT', deflateSync(Buffer.alloc(height * (width + 1)))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** A WebP container with metadata; what it draws is not looked at. */
export function sticker(): Buffer {
  const chunk = (name: string, data: Buffer): Buffer => {
    const head = Buffer.alloc(8)
    head.write(name, 0, 'latin1')
    head.writeUInt32LE(data.length, 4)
    return Buffer.concat([head, data, Buffer.alloc(data.length % 2)])
  }
  const body = Buffer.concat([
    Buffer.from('WEBP'),
    chunk('VP8X', Buffer.from([0x0c, 0, 0, 0, 9, 0, 0, 4, 0, 0])),
    chunk('VP8L', Buffer.from([0x2f, 9, 0, 1, 0, 7, 7])),
    chunk('EXIF', Buffer.from('GPSLatitude')),
    chunk('XMP ', Buffer.from('29.5832')),
  ])
  const head = Buffer.alloc(8)
  head.write('RIFF', 0, 'latin1')
  head.writeUInt32LE(body.length, 4)
  return Buffer.concat([head, body])
}

/** Something that begins and ends like a PDF, of about this many bytes. */
export function scan(bytes = 2000): Buffer {
  const filler = Buffer.alloc(bytes, 'x')
  return Buffer.concat([Buffer.from('%PDF-1.7\n'), filler, Buffer.from('\n%%EOF\n')])
}
