import { z } from 'zod'
import { jsonValue } from '../json-schema'
import { arrivedWith } from './arrival'
import { call, defineCalls } from './define'
import { saved } from './records'
import { changeId, id, kindName, operation } from './types'

/** One value in words; `parts` is what it is made of: the cells of a row, what a move filled, what an edit changed. */
const shownValue = {
  value: jsonValue,
  text: z.string(),
  parts: z.array(z.object({ key: z.string(), label: z.string(), text: z.string() })),
}

export const conflictHead = z.object({
  change: z.string(),
  author: z.string(),
  site: z.string(),
  siteName: z.string(),
  at: z.string(),
  /** Its computer's clock was far ahead when it was written: the time says nothing. */
  clockAhead: z.boolean(),
  /** Why it was changed, when that was said. */
  reason: z.string().nullable(),
  /** The file that brought it here; null for what was typed at this computer or came with its joining file. */
  bundle: arrivedWith.nullable(),
  /** Whether who is signed in may decide for it: a state needs the role of the move that leads there. */
  mayKeep: z.boolean(),
  ...shownValue,
})
export type ConflictHead = z.infer<typeof conflictHead>

export const conflictEntry = z.object({
  record: z.string(),
  kind: z.string(),
  title: z.string(),
  number: z.string().nullable(),
  key: z.string(),
  label: z.string(),
  /** Edit against delete; a state that was moved two ways; one sub-row; an attachment; any other field; the engine's own marks. */
  about: z.enum(['deletion', 'state', 'row', 'file', 'field', 'mark']),
  /** The value that all the others replaced; null when there was none. */
  base: z.object(shownValue).nullable(),
  heads: z.array(conflictHead),
  /** Whether this computer may decide at all: what the district owns is decided there. */
  mayDecide: z.boolean(),
  /** Whether a third value may be typed. */
  mayType: z.boolean(),
  /** For long texts of which both may stay: all of them, with a divider. */
  both: z.string().nullable(),
  /** For a row of which each version changed other cells: the row with all of them, taken by `resolve` with `together`. */
  together: z.object(shownValue).nullable(),
})
export type ConflictEntry = z.infer<typeof conflictEntry>

const decided = { reason: z.string().trim().min(1).max(500), operation }

export const conflictCalls = defineCalls('records', {
  /** Every value that several people wrote differently, by record, the newest records first. */
  conflicts: call({
    input: z.object({
      /** Only of this record, or of this kind. */
      record: id.optional(),
      kind: kindName.optional(),
      /** Counts records. */
      limit: z.number().int().min(1).max(1000).default(200),
      /** The cursor that the page before answered. */
      after: z.number().int().optional(),
    }),
    /** `records`: how many have conflicts in all. */
    output: z.object({
      conflicts: z.array(conflictEntry),
      records: z.number(),
      next: z.number().nullable(),
    }),
    effect: 'read',
    right: 'record.read',
  }),
  /** Decides one conflict by a change that replaces every head: one head's value, or a new one. */
  resolve: call({
    input: z.object({
      record: id,
      key: z.string(),
      keep: changeId.optional(),
      value: jsonValue.optional(),
      /** The row as `ConflictEntry.together` shows it. */
      together: z.literal(true).optional(),
      ...decided,
    }),
    output: saved,
    effect: 'write',
    notes: ['id', 'record', 'key', 'keep', 'change'],
    right: 'record.write',
  }),
  /** Decides many conflicts for one of their heads each, with one reason: all of them or none. */
  resolveMany: call({
    input: z.object({
      decisions: z
        .array(z.object({ record: id, key: z.string().max(120), keep: changeId }))
        .min(1)
        .max(500),
      ...decided,
    }),
    /** The records, one for each decision. */
    output: z.object({ ids: z.array(z.string()) }),
    effect: 'write',
    copyBefore: true,
    notes: ['ids'],
    right: 'record.write',
  }),
})
