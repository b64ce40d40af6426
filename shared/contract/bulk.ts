import { z } from 'zod'
import { type ErrorCode, errorCodes } from '../errors'
import { call, defineCalls } from './define'
import { recordFilter } from './record-lists'
import { id, kindName, operation, patch } from './types'

/** So many records can be handled in one step: its transaction stays short, and a person can still look through it. */
export const BULK_LIMIT = 5000

/** Which records of a kind: ticked ones, or all that a list's filter finds. */
const which = z.union([
  z.object({ ids: z.array(id).min(1).max(BULK_LIMIT) }),
  z.object({ filter: recordFilter }),
])

/** One step for all of them. */
export const bulkStep = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('move'),
    flow: z.string().max(40),
    move: z.string().max(40),
    patch: patch.optional(),
  }),
  z.object({ do: z.literal('set'), patch }),
  z.object({ do: z.literal('delete') }),
  z.object({ do: z.literal('restore') }),
])
export type BulkStep = z.infer<typeof bulkStep>

const asked = {
  /** Absent: whatever kinds the ticked records are of. A filter is one kind's. */
  kind: kindName.optional(),
  which,
  step: bulkStep,
  reason: z.string().max(500).optional(),
}

const problem = z.object({
  field: z.string(),
  reason: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})

/** A record that the step leaves as it is, and why. */
const left = z.object({
  id: z.string(),
  number: z.string().nullable(),
  title: z.string(),
  reason: z.object({
    code: z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]),
    params: z.record(z.string(), z.union([z.string(), z.number(), z.array(problem)])),
  }),
})
/** At most so many of what is left are named; `leftTotal` counts all. */
export const LEFT_NAMED = 200

const done = z.object({
  done: z.number(),
  left: z.array(left),
  leftTotal: z.number(),
  /** Names the step, to be undone; null where nothing was done. */
  batch: z.string().nullable(),
})

export const bulkCalls = defineCalls('bulk', {
  /** The ids of all that a filter finds, in the order of the list, to be ticked. `bulk.too-many` */
  matching: call({
    input: z.object({ kind: kindName, filter: recordFilter }),
    output: z.object({ ids: z.array(z.string()) }),
    effect: 'read',
    right: 'record.read',
  }),
  /** What `apply` would do, without doing it. */
  preview: call({
    input: z.object(asked),
    output: z.object({ goes: z.number(), left: z.array(left), leftTotal: z.number() }),
    effect: 'read',
    right: 'record.write',
  }),
  /**
   * One step on many records, in one transaction: those that may take it do, the others are left and named.
   * `bulk.too-many` where more than `BULK_LIMIT` are found.
   */
  apply: call({
    input: z.object({ ...asked, operation }),
    output: done,
    effect: 'write',
    copyBefore: true,
    notes: 'itself',
    right: 'record.write',
  }),
  /**
   * Takes one step on many records back: all but those that somebody has written since. What it does is a step of its
   * own: taken back, it is done again. `bulk.unknown`
   */
  undo: call({
    input: z.object({ batch: z.string().max(60), operation }),
    output: done,
    effect: 'write',
    copyBefore: true,
    notes: 'itself',
    right: 'record.write',
  }),
})
