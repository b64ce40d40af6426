import { fileTypes } from '../../../shared/attachments/content'
import { MAX_FILE_BYTES, MAX_THUMB_BYTES, PHOTO_SIDE, THUMB_SIDE } from '../../../shared/attachments/entry'
import { RpcError } from '../../../shared/contract/rpc'
import { AppError } from '../../../shared/errors'
import { schemes } from '../../ui/theme'

/** A file as the engine takes it, both parts in base64. */
export interface PreparedFile {
  readonly name: string
  readonly bytes: string
  readonly thumb?: string
}

const MB = 1024 * 1024

/**
 * Makes a photo small enough to keep: at most 1600 pixels on its longer side, and with a small one for the screen.
 * It is redrawn, so that nothing but the picture is left of it.
 * Documents, and pictures that this browser cannot draw, stay as they are: the engine judges them.
 */
export async function prepareFile(file: File): Promise<PreparedFile> {
  const drawing = file.type.startsWith('image/') ? await drawn(file) : null
  if (!drawing) {
    if (file.size > MAX_FILE_BYTES) throw tooLarge(file.name)
    return { name: file.name, bytes: await base64Of(file) }
  }
  try {
    const photo = await asJpeg(drawing, PHOTO_SIDE, 0.85)
    return { name: file.name, bytes: await base64Of(photo), thumb: await base64Of(await thumbnail(drawing)) }
  } finally {
    drawing.close()
  }
}

/** The picture, turned as its camera said; null when it can not be drawn. */
async function drawn(file: File): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' })
  } catch (error) {
    if (error instanceof DOMException) return null
    throw error
  }
}

async function thumbnail(picture: ImageBitmap): Promise<Blob> {
  for (const quality of [0.8, 0.6, 0.4, 0.2]) {
    const small = await asJpeg(picture, THUMB_SIDE, quality)
    if (small.size <= MAX_THUMB_BYTES) return small
  }
  return asJpeg(picture, THUMB_SIDE / 2, 0.4)
}

async function asJpeg(picture: ImageBitmap, side: number, quality: number): Promise<Blob> {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * scale))
  canvas.height = Math.max(1, Math.round(picture.height * scale))
  const context = canvas.getContext('2d')
  if (!context) throw new Error('this browser draws nothing')
  // Screenshots may be transparent; a JPEG would make that black.
  context.fillStyle = schemes.light.sheet
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture, 0, 0, canvas.width, canvas.height)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality))
  if (!blob) throw new Error('the picture could not be drawn')
  return blob
}

function base64Of(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve(String(reader.result).replace(/^[^,]*,/, '')))
    reader.addEventListener('error', () => reject(reader.error))
    reader.readAsDataURL(blob)
  })
}

function tooLarge(file: string): RpcError {
  return new RpcError(
    new AppError('attachment.too-large', { file, max: `${MAX_FILE_BYTES / MB} MB` }).toBody(),
  )
}

/** What the system's file dialog offers. */
export const acceptedFiles = ['image/*', ...Object.values(fileTypes).map((ending) => `.${ending}`)].join(',')

/** The files of a paste, unless it also has text: cells copied from a table bring a picture of themselves along. */
export function filesPasted(data: DataTransfer | null): readonly File[] {
  if (!data || data.types.includes('text/plain')) return []
  return [...data.files]
}
