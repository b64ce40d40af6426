import { z } from 'zod'
import { bodySchema } from '../json-schema'
import { chainEntry, historyEntry, ownChange } from '../records/history'
import { recordView } from '../records/view'
import { call, defineCalls } from './define'
import { changeId, id, kindName, operation, patch } from './types'

/** What a write of one record answers. */
export const saved = z.object({ id: z.string(), change: z.string(), number: z.string().nullable() })
/** A record, or one of its rows, that a new record follows: values that the patch leaves out are taken from there. */
const follow = z.object({ id, row: id.optional() })
/** Only for a new record: it may lack what its kind requires, and counts once it is submitted. */
const draft = z.boolean().optional()
/** The newest change that whoever writes has seen (`RecordView.lastChange`): `record.changed` when there is a newer one. */
const seen = changeId.optional()
const operated = { operation, reason: z.string().max(500).optional() }

export const recordCalls = defineCalls('records', {
  /** Creates (no `id`) or edits one record; refused whole with `record.invalid` when any field is. */
  save: call({
    input: z.object({
      kind: kindName,
      id: id.optional(),
      patch,
      /** Only for a new record. */
      follow: follow.optional(),
      draft,
      seen,
      ...operated,
    }),
    output: saved,
    effect: 'write',
    notes: ['kind', 'id', 'change'],
    right: 'record.write',
  }),
  /** Creates many records of one kind: all or none. Problems name the position: `3/people`. */
  addMany: call({
    input: z.object({ kind: kindName, patches: z.array(patch).max(2_000_000), draft, operation }),
    output: z.object({ ids: z.array(z.string()), numbers: z.array(z.string().nullable()) }),
    effect: 'write',
    notes: ['kind', 'ids'],
    right: 'record.write',
  }),
  /** Checks a patch as `save` would, without saving. */
  check: call({
    input: z.object({ kind: kindName, id: id.optional(), patch, draft }),
    output: z.object({
      problems: z.array(
        z.object({
          field: z.string(),
          reason: z.string(),
          params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
        }),
      ),
    }),
    effect: 'read',
    right: 'record.read',
  }),
  delete: call({
    input: z.object({ id, ...operated }),
    output: saved,
    effect: 'write',
    notes: ['id', 'change'],
    right: 'record.write',
  }),
  restore: call({
    input: z.object({ id, ...operated }),
    output: saved,
    effect: 'write',
    notes: ['id', 'change'],
    right: 'record.write',
  }),
  /** Takes one own change back by a new change; undoing a creation deletes. `record.stale` when somebody wrote since. */
  undo: call({
    input: z.object({ id, change: changeId, operation }),
    output: saved,
    effect: 'write',
    notes: ['id', 'change'],
    right: 'record.write',
  }),
  /**
   * 恢复此值: sets one field back to what a change of its history wrote (`new`) or replaced (`old`). A private value goes back
   * whole and is not shown by it. Checked as any edit; `call.invalid` for what nobody types, and for rows.
   */
  revert: call({
    input: z.object({
      id,
      change: changeId,
      field: z.string().max(40),
      side: z.enum(['old', 'new']),
      seen,
      ...operated,
    }),
    output: saved,
    effect: 'write',
    notes: ['id', 'field', 'change'],
    right: 'record.write',
  }),
  /**
   * Moves a record along one of its workflows (`flow`: the field of the state), with the fields that the move asks for.
   * `record.wrong-state` when it does not stand where the move begins.
   */
  move: call({
    input: z.object({
      id,
      flow: z.string().max(40),
      move: z.string().max(40),
      patch: patch.optional(),
      seen,
      ...operated,
    }),
    output: saved,
    effect: 'write',
    notes: ['id', 'flow', 'move', 'change'],
    right: 'record.write',
  }),
  /** What the form of a follow-up starts with; private values stay shortened, `save` with `follow` takes them whole. */
  follow: call({
    input: z.object({ ...follow.shape, kind: kindName }),
    output: z.object({
      kind: z.string(),
      body: bodySchema,
      masked: z.array(z.string()),
      /** What the new record's `origin` will be. */
      origin: z.string(),
      from: z.object({ kind: z.string(), title: z.string(), number: z.string().nullable() }),
    }),
    effect: 'read',
    right: 'record.write',
  }),
  /** The whole journey a record stands in, both ways, by date. */
  chain: call({
    input: z.object({ id }),
    output: z.object({ entries: z.array(chainEntry) }),
    effect: 'read',
    right: 'record.read',
  }),
  /** What the signed-in person wrote at this laptop today, the newest first: each of it can be taken back, and that again. */
  today: call({
    input: z.object({ limit: z.number().int().min(1).max(500).default(200) }),
    output: z.object({ changes: z.array(ownChange) }),
    effect: 'read',
    right: 'record.read',
  }),
  /** The recycle bin over all kinds, what was put into it last first: who and when. */
  bin: call({
    input: z.object({ limit: z.number().int().min(1).max(500).default(200) }),
    output: z.object({
      rows: z.array(
        z.object({
          record: recordView,
          by: z.string(),
          at: z.string(),
          reason: z.string().nullable(),
        }),
      ),
    }),
    effect: 'read',
    right: 'record.read',
  }),
  get: call({ input: z.object({ id }), output: recordView, effect: 'read', right: 'record.read' }),
  history: call({
    input: z.object({ id }),
    output: z.object({ entries: z.array(historyEntry) }),
    effect: 'read',
    right: 'record.read',
  }),
  /** The whole value of one masked field; writes an audit row. `field` as in `RecordView.masked`. */
  reveal: call({
    /** `change`: as this change wrote it, to tell two shortened values of a conflict apart. */
    input: z.object({ id, field: z.string(), change: changeId.optional() }),
    output: z.object({ value: z.string() }),
    effect: 'write',
    notes: ['id', 'field'],
    right: 'record.unmask',
  }),
  /** Dictionary → the words that the district added to it, in its order; retired ones are shown but not offered. */
  words: call({
    input: z.object({}),
    output: z.object({
      words: z.record(
        z.string(),
        z.array(z.object({ value: z.string(), label: z.string(), retired: z.boolean() })),
      ),
    }),
    effect: 'read',
    right: 'record.read',
  }),
  /**
   * What a new form starts with: today's date and, for fields that ask for it, the values this user typed last. `unit`: the
   * record is of this one, and what follows the unit was typed last for it; absent: for the unit that is suggested.
   */
  suggest: call({
    input: z.object({
      kind: kindName,
      unit: id.optional(),
      /** References in a form, by field: which of them belong elsewhere is answered. */
      held: z.record(z.string().max(40), id).optional(),
    }),
    output: z.object({
      defaults: bodySchema,
      /** Fields of `held` whose record is of another unit, neither above nor below this one. */
      elsewhere: z.array(z.string()),
      /** Field → values typed before, newest first, at most 20, for text fields with `suggest: 'last'`. */
      recent: z.record(z.string(), z.array(z.string())),
    }),
    effect: 'read',
    right: 'record.read',
  }),
})

export const draftCalls = defineCalls('drafts', {
  /** Keeps a half-typed form; one draft per kind and record (new records: one per kind). */
  save: call({
    input: z.object({ kind: kindName, id: id.optional(), body: bodySchema }),
    output: z.object({ savedAt: z.string() }),
    effect: 'draft',
    right: 'record.write',
  }),
  get: call({
    input: z.object({ kind: kindName, id: id.optional() }),
    output: z.object({ draft: z.object({ body: bodySchema, savedAt: z.string() }).nullable() }),
    effect: 'read',
    right: 'record.write',
  }),
  discard: call({
    input: z.object({ kind: kindName, id: id.optional() }),
    output: z.object({}),
    effect: 'draft',
    right: 'record.write',
  }),
})
