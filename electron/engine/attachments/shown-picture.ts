import { cleanContent, type FileType, isPicture } from '../../../shared/attachments/content'
import { PHOTO_SIDE } from '../../../shared/attachments/entry'
import { AppError } from '../../../shared/errors'

/** Content that came with a bundle, as a window may show it. */
export interface ShownContent {
  readonly type: FileType
  readonly content: Uint8Array
}

/**
 * What of an attachment a window may show: no program made a picture of more pixels than photos have here, and a small file
 * that unfolds into gigabytes stops the window. What a picture says beside itself is taken out again.
 * @throws AppError `attachment.wrong-type`, `attachment.damaged`, `attachment.not-shown`
 */
export function shownContent(file: string, bytes: Uint8Array): ShownContent {
  const clean = cleanContent(bytes)
  if (clean === 'wrong-type') throw new AppError('attachment.wrong-type', { file })
  if (clean === 'damaged') throw new AppError('attachment.damaged', { file })
  const { type, content, width = 0, height = 0 } = clean
  if (isPicture(type) && Math.max(width, height) > PHOTO_SIDE)
    throw new AppError('attachment.not-shown', { file, width, height })
  return { type, content }
}
