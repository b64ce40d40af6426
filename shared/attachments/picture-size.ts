import { typeOf } from './content'
import { jpegSize } from './jpeg'
import type { PictureSize } from './picture'
import { pngSize } from './png'
import { webpSize } from './webp'

/** So much of a picture holds its size, in bytes. */
export const SIZE_WITHIN = 256 * 1024

/** The pixels of a picture by how its bytes begin, nothing decoded; `undefined` for what is none, or says it later. */
export function pictureSize(head: Uint8Array): PictureSize | undefined {
  switch (typeOf(head)) {
    case 'image/jpeg':
      return jpegSize(head)
    case 'image/png':
      return pngSize(head)
    case 'image/webp':
      return webpSize(head)
    default:
      return undefined
  }
}
