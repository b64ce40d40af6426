import { hasText } from './bytes'
import { cleanJpeg } from './jpeg'
import { cleanPng } from './png'
import { cleanWebp } from './webp'

/** What may be attached; nothing else is kept, whatever a file calls itself. */
export const fileTypes = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
} as const
export type FileType = keyof typeof fileTypes

/** More pixels than any camera's: a small file that unfolds into gigabytes is no photo. */
const MOST_PIXELS = 120_000_000

/** What the bytes are by how they begin; `undefined` for anything that may not be attached. */
export function typeOf(bytes: Uint8Array): FileType | undefined {
  if (hasText(bytes, 0, '\xff\xd8\xff')) return 'image/jpeg'
  if (hasText(bytes, 0, '\x89PNG\r\n\x1a\n')) return 'image/png'
  if (hasText(bytes, 0, 'RIFF') && hasText(bytes, 8, 'WEBP')) return 'image/webp'
  if (hasText(bytes, 0, '%PDF-')) return 'application/pdf'
  return undefined
}

/** Whether the window can show it as a picture. */
export function isPicture(type: string): boolean {
  return type.startsWith('image/')
}

/** Content as it may be kept; documents have no size in pixels. */
export interface CleanContent {
  readonly type: FileType
  readonly content: Uint8Array
  readonly width?: number
  readonly height?: number
}

const cleaners = { 'image/jpeg': cleanJpeg, 'image/png': cleanPng, 'image/webp': cleanWebp } as const

/** Takes out of a picture what it says beside itself, where it was taken above all; documents stay as they are. */
export function cleanContent(bytes: Uint8Array): CleanContent | 'wrong-type' | 'damaged' {
  const type = typeOf(bytes)
  if (!type) return 'wrong-type'
  if (type === 'application/pdf') return { type, content: bytes }
  const picture = cleaners[type](bytes)
  if (!picture || picture.width * picture.height > MOST_PIXELS) return 'damaged'
  return { type, ...picture }
}
