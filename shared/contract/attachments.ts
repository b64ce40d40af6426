import { z } from 'zod'
import { fileView, MAX_CAPTION, MAX_FILE_BYTES, MAX_NAME, MAX_THUMB_BYTES } from '../attachments/entry'
import { variant } from '../privacy/variant'
import { call, defineCalls } from './define'
import { fileToken, id, operation } from './types'

const base64 = (most: number) => z.string().max(Math.ceil(most / 3) * 4)
const written = z.object({
  /** The attachment's id inside its record. */
  file: z.string(),
  record: z.string(),
  /** What `records.undo` takes. */
  change: z.string(),
})
const ofRecord = { record: id, file: id }

export const attachment = z.object({
  ...fileView.shape,
  /** Whether a thumbnail may be asked for. */
  thumb: z.boolean(),
  /** The content has not arrived at this computer. */
  missing: z.boolean(),
})
export type Attachment = z.infer<typeof attachment>

export const attachmentCalls = defineCalls('attachments', {
  /**
   * Adds a picture (JPEG, PNG, WebP) or a PDF of at most 20 MB. The window sends pictures already shrunk, with a small one as
   * thumbnail; here everything that a picture says beside itself (EXIF) is taken out.
   * @throws `attachment.not-allowed`, `attachment.wrong-type`, `attachment.too-large`, `attachment.damaged`, `attachment.too-many`
   */
  add: call({
    input: z.object({
      record: id,
      source: z.union([
        z.object({ file: fileToken }),
        z.object({ bytes: base64(MAX_FILE_BYTES), name: z.string().max(400) }),
      ]),
      caption: z.string().max(MAX_CAPTION).optional(),
      /** It shows ID cards, bank cards or the like; absent: when records of the kind note numbers of such. */
      sensitive: z.boolean().optional(),
      thumb: base64(MAX_THUMB_BYTES).optional(),
      operation,
    }),
    output: written.extend({ name: z.string().max(MAX_NAME), type: z.string(), bytes: z.number() }),
    effect: 'write',
    notes: ['record', 'file', 'change'],
    right: 'record.write',
  }),
  /** Takes an attachment off its record; the content stays for the history and for undo. */
  remove: call({
    input: z.object({ ...ofRecord, operation }),
    output: written,
    effect: 'write',
    notes: ['record', 'file', 'change'],
    right: 'record.write',
  }),
  caption: call({
    input: z.object({ ...ofRecord, caption: z.string().max(MAX_CAPTION), operation }),
    output: written,
    effect: 'write',
    notes: ['record', 'file', 'change'],
    right: 'record.write',
  }),
  /**
   * Says afterwards whether an attachment shows ID cards, bank cards or the like. Whoever adds attachments may say that it
   * does; that it does not, only who may look at such. Leaves an audit row, which says how. @throws `right.missing`
   */
  mark: call({
    input: z.object({ ...ofRecord, sensitive: z.boolean(), operation }),
    output: written,
    effect: 'write',
    notes: 'itself',
    right: 'record.write',
  }),
  list: call({
    input: z.object({ record: id }),
    output: z.object({ files: z.array(attachment) }),
    effect: 'read',
    right: 'record.read',
  }),
  /**
   * The whole content; leaves an audit row. A sensitive one needs the right `record.unmask`, here and in the two calls below.
   * @throws `attachment.missing`, `attachment.damaged`, `right.missing`
   */
  read: call({
    input: z.object(ofRecord),
    output: z.object({ name: z.string(), type: z.string(), base64: z.string() }),
    effect: 'read',
    right: 'record.read',
  }),
  /**
   * What stands around a record's photos on paper and which of them may, in that order; sensitive ones stay out. Leaves
   * an audit row, whose number stands in `note`.
   */
  printPhotos: call({
    input: z.object({ record: id, variant: variant.default('internal') }),
    output: z.object({
      title: z.string(),
      note: z.string(),
      watermark: z.string().nullable(),
      header: z.string().nullable(),
      photos: z.array(
        z.object({
          id: z.string(),
          caption: z.string(),
          /** Pixels, where the picture said so. */
          width: z.number().nullable(),
          height: z.number().nullable(),
        }),
      ),
    }),
    effect: 'task',
    right: 'record.read',
  }),
  /** The small picture that came with it; null when there is none here. That of a sensitive one leaves an audit row. */
  thumbnail: call({
    input: z.object(ofRecord),
    output: z.object({ picture: z.object({ type: z.string(), base64: z.string() }).nullable() }),
    effect: 'read',
    right: 'record.read',
  }),
  /** Writes the whole content to a chosen file; leaves an audit row, and a second one when the file could not be written. */
  save: call({
    input: z.object({ ...ofRecord, to: fileToken }),
    output: z.object({ bytes: z.number(), sha256: z.string() }),
    effect: 'task',
    right: 'record.read',
  }),
})
