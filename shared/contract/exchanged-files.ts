import { z } from 'zod'
import { type ErrorCode, errorCodes } from '../errors'
import { leftOutReason } from '../exchange/left-out'
import { fileToken, readFrom } from './types'

/** What a file that was written for somebody, or came from somebody, is told by. */

export const exportResult = z.object({
  /** The file's name inside the chosen folder. */
  file: z.string(),
  serial: z.number(),
  /** Who it is for, by name. */
  peer: z.string(),
  peerSite: z.string(),
  changes: z.number(),
  blobs: z.number(),
  /** Contents of attachments that did not fit into one file: they go first with the next bundle. */
  left: z.number(),
  bytes: z.number(),
  sha256: z.string(),
  medium: z.string().nullable(),
  readFrom,
})
export type ExportResult = z.infer<typeof exportResult>

/** Whether both computers have made the same of the same changes, and whether their audit logs are what the other one has seen. */
const fileAgreement = z.object({
  /** Names of the parts in which the same changes made other records. */
  differs: z.array(z.string()),
  /** The sender's log, and this computer's as the sender saw it: `changed` is one that was cut or written anew. */
  peerLog: z.enum(['kept', 'changed']),
  ownLog: z.enum(['kept', 'changed']),
})
export type FileAgreement = z.infer<typeof fileAgreement>

export const importedFile = z.object({
  file: z.string(),
  /** The sender's unit and letter, and its site id. */
  from: z.string(),
  fromSite: z.string(),
  serial: z.number(),
  createdAt: z.string(),
  /** Changes carried, records new here, records changed, keys that now hold several values, deleted records. */
  changes: z.number(),
  new: z.number(),
  changed: z.number(),
  deleted: z.number(),
  conflicts: z.number(),
  /** Changes of lost computers in it that are held here and do not count: they wait for a person at the district. */
  closed: z.number(),
  /** Streams of others that the file carried and that were not taken, with whose they are and why; the rest was. */
  leftOut: z.array(
    z.object({ site: z.string(), scope: z.string(), name: z.string(), why: z.enum(leftOutReason) }),
  ),
  /** Pictures of more pixels than any photo has here: kept, and not drawn. */
  largePictures: z.number(),
  /** Serial numbers of this sender's earlier bundles that never arrived here. */
  gaps: z.array(z.number()),
  /** Of our own changes, how many the sender now confirms holding (the receipt). */
  confirmed: z.number(),
  /** A sender's clock that is off by more than a day, in seconds; null when fine. */
  clockOffset: z.number().nullable(),
  agreement: fileAgreement,
  /** `waiting`: a new computer's; kept, and imported once a person has let that computer in. */
  result: z.enum(['ready', 'applied', 'nothing-new', 'partial', 'waiting']),
})
export type ImportedFile = z.infer<typeof importedFile>

/** A file of several that was not taken, and why; the others were. */
export const refusedFile = z.object({
  /** As the caller named it. */
  token: fileToken,
  file: z.string(),
  code: z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type RefusedFile = z.infer<typeof refusedFile>
