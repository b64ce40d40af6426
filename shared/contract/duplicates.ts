import { z } from 'zod'
import { recordView } from '../records/view'
import { call, defineCalls } from './define'
import { id, kindName, operation, patch } from './types'

export const candidate = z.object({
  record: recordView,
  /** The labels of the rules that are met. */
  why: z.array(z.string()),
  /** 1…100. */
  score: z.number(),
  /** Fields with the same value in both; of masked ones only those that a met rule compares. */
  agree: z.array(z.string()),
  /** Fields that the met rules look at: where the same stands in another place, they do not agree. */
  compared: z.array(z.string()),
})
export type Candidate = z.infer<typeof candidate>

const saved = z.object({ id: z.string(), change: z.string(), number: z.string().nullable() })

/** How many names and numbers a form may be compared by within an hour for somebody who may not see such. */
export const COMPARED_AN_HOUR = 120

export const duplicateCalls = defineCalls('records', {
  /**
   * Living records that may be the one in the form (`patch` over what is stored), the likeliest first. For somebody who may not see
   * what masks hide each new name or number that is compared counts towards `COMPARED_AN_HOUR` and is noted, met or not.
   */
  similar: call({
    input: z.object({
      kind: kindName,
      id: id.optional(),
      patch,
      /** As in `save`: values taken over from there are compared too. */
      follow: z.object({ id, row: id.optional() }).optional(),
      /** Candidates already dismissed in this form. */
      except: z.array(id).max(100).default([]),
      limit: z.number().int().min(1).max(20).default(5),
    }),
    /** `limited`: by what everybody sees alone, because that number is reached or nothing can be noted just now. */
    output: z.object({ candidates: z.array(candidate), limited: z.boolean() }),
    effect: 'read',
    right: 'record.write',
    rated: true,
  }),
  /**
   * 重复: records of all kinds that may be logged twice, what came last first, with what they may be; each pair stands once, under
   * its newer record. Weak hints are left out, and for somebody who may not see what masks hide what agrees in that alone.
   */
  suspects: call({
    input: z.object({
      limit: z.number().int().min(1).max(100).default(20),
      /** `next` of the page before. */
      after: z.number().int().optional(),
    }),
    output: z.object({
      suspects: z.array(z.object({ record: recordView, candidates: z.array(candidate) })),
      next: z.number().nullable(),
    }),
    effect: 'longRead',
    inWorker: true,
    right: 'record.write',
  }),
  /** How many there are; beyond `count` nobody looked where there are `more`. */
  suspectCount: call({
    input: z.object({}),
    output: z.object({ count: z.number(), more: z.boolean() }),
    effect: 'longRead',
    inWorker: true,
    right: 'record.write',
  }),
  /** 「不是重复」: remembered on `id`, for both; `distinct: false` forgets it. */
  distinct: call({
    input: z.object({ id, other: id, distinct: z.boolean().default(true), operation }),
    output: saved,
    effect: 'write',
    notes: ['id', 'other', 'change'],
    right: 'record.write',
  }),
  /**
   * Makes one record of two. `keep` takes what it lacks, the chosen fields and all rows and photos of `drop`.
   * `drop` goes into the recycle bin with a pointer, and what named it names `keep` from now on.
   */
  merge: call({
    input: z.object({
      keep: id,
      drop: id,
      /** Field → whose value stands; where nothing is said, `keep`'s unless it is empty. */
      choose: z.record(z.string().max(40), z.enum(['keep', 'drop'])).default({}),
      reason: z.string().trim().min(1).max(500),
      operation,
    }),
    output: saved,
    effect: 'write',
    notes: ['id', 'keep', 'drop', 'change'],
    right: 'record.write',
  }),
  /** Takes a merge back: values typed since then stay where they are. Answers the record that comes back. */
  unmerge: call({
    input: z.object({ drop: id, reason: z.string().max(500).optional(), operation }),
    output: saved,
    effect: 'write',
    notes: ['id', 'drop', 'change'],
    right: 'record.write',
  }),
})
