import { z } from 'zod'
import { call, defineCalls } from './define'
import { fileToken, operation, readFrom } from './types'

export const safetyCalls = defineCalls('safety', {
  /** Pages, chains, audit; rebuilds the projection from the log and compares. */
  verify: call({
    input: z.object({ operation: operation.optional() }),
    output: z.object({
      ok: z.boolean(),
      checks: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })),
    }),
    effect: 'longRead',
    inWorker: true,
    right: 'record.read',
  }),
  /** An encrypted copy of the whole profile into a folder, read back and compared. */
  backup: call({
    input: z.object({ folder: fileToken, operation: operation.optional() }),
    output: z.object({
      file: z.string(),
      bytes: z.number(),
      sha256: z.string(),
      at: z.string(),
      readFrom,
    }),
    effect: 'task',
    inWorker: true,
    right: 'sync.export',
  }),
})
