import { z } from 'zod'
import { listView } from '../records/list-view'
import { receiptState } from '../records/receipt'
import { recordView } from '../records/view'
import { call, defineCalls } from './define'
import { dateText, id, kindName, operation } from './types'

/** The least and the greatest, either of which may be left open: a number (money in 分) or a day. */
const range = z.object({
  from: z.union([z.number(), dateText]).optional(),
  to: z.union([z.number(), dateText]).optional(),
})

/** Which records: all given conditions together. `unit` covers everything under it; `where` compares indexed fields and choices; of several values it finds those that have this one among them. */
export const recordFilter = z.object({
  from: dateText.optional(),
  to: dateText.optional(),
  unit: id.optional(),
  where: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  /** Fields of numbers and days, each within its range; what is empty lies in none. */
  ranges: z.record(z.string(), range).optional(),
  /** True: only with photos or scans; false: only without. */
  files: z.boolean().optional(),
  /** True: only with a field that holds several values. */
  conflicts: z.literal(true).optional(),
  /** Words found in the search text, its pinyin or pinyin initials. */
  text: z.string().max(100).optional(),
  /** How far they have come to the district, or what is to be done about them; a street's laptop only. */
  receipt: receiptState.optional(),
  /** Only these. */
  ids: z.array(id).max(5000).optional(),
  /** True: the recycle bin instead of the living records. */
  deleted: z.boolean().optional(),
})
export type RecordFilter = z.infer<typeof recordFilter>

/** Finding records of a kind: a page at a time, counted, summed, and to be pointed at. */
export const recordListCalls = defineCalls('records', {
  list: call({
    input: z.object({
      kind: kindName,
      filter: recordFilter.default({}),
      sort: z.object({ field: z.string(), descending: z.boolean() }).optional(),
      /** The cursor that the page before answered. */
      after: z.string().optional(),
      limit: z.number().int().min(1).max(1000).default(100),
    }),
    output: z.object({ rows: z.array(recordView), next: z.string().nullable() }),
    effect: 'read',
    right: 'record.read',
  }),
  /** The oldest day that a record of the kind, or of any kind, is counted by (`date`); null without such a record. */
  oldest: call({
    input: z.object({ kind: kindName.optional() }),
    output: z.object({ day: z.string().nullable() }),
    effect: 'read',
    right: 'record.read',
  }),
  /** How many records the filter finds; kept out of `list`, which must stay fast at any size. */
  count: call({
    input: z.object({ kind: kindName, filter: recordFilter.default({}) }),
    output: z.object({ total: z.number() }),
    effect: 'read',
    right: 'record.read',
    patient: true,
  }),
  /** 合计 of the list's columns of numbers that figures count, by field; money in 分. Of the recycle bin only by filter. */
  sums: call({
    input: z.object({
      kind: kindName,
      which: z.union([z.object({ ids: z.array(id).max(5000) }), z.object({ filter: recordFilter })]),
    }),
    output: z.object({ sums: z.record(z.string(), z.number()) }),
    effect: 'read',
    right: 'record.read',
  }),
  /**
   * Of what the filter finds, of one kind or of every kind that is reviewed: how many nobody has approved, or were sent
   * back.
   */
  unreviewed: call({
    input: z.object({ kind: kindName.optional(), filter: recordFilter.default({}) }),
    output: z.object({
      submitted: z.number(),
      returned: z.number(),
      /** The day from which on the district leaves them out until they are approved (上报口径); null: all of them count. */
      approvedFrom: z.string().nullable(),
    }),
    effect: 'read',
    right: 'record.read',
  }),
  /** This person's own views of a list, by name; they stay on this computer. */
  views: call({
    input: z.object({ kind: kindName }),
    output: z.object({ views: z.array(listView) }),
    effect: 'read',
    right: 'record.read',
  }),
  /** Keeps a view under its name, in place of one that has it; a default takes the place of the one before. */
  saveView: call({
    input: z.object({ kind: kindName, view: listView, operation }),
    output: z.object({}),
    effect: 'write',
    notes: 'nothing',
    right: 'record.read',
  }),
  dropView: call({
    input: z.object({ kind: kindName, name: z.string().max(20), operation }),
    output: z.object({}),
    effect: 'write',
    notes: 'nothing',
    right: 'record.read',
  }),
  /** Records a reference field can point at, best first; `text` by name, pinyin or initials. */
  options: call({
    input: z.object({
      kind: kindName,
      text: z.string().max(100).optional(),
      /** For units: only these levels; for other kinds: only records of this unit and below. */
      levels: z.array(z.string()).optional(),
      unit: id.optional(),
      /** For kinds that name a unit: first records of this one, of those above and below it; without `text` others only where there are none. */
      near: id.optional(),
      limit: z.number().int().min(1).max(2000).default(50),
    }),
    output: z.object({
      options: z.array(z.object({ id: z.string(), label: z.string(), detail: z.string() })),
    }),
    effect: 'read',
    right: 'record.read',
  }),
  /** Display names of records, for the ids that are known here. */
  names: call({
    input: z.object({ ids: z.array(z.string()).max(2000) }),
    output: z.object({ names: z.record(z.string(), z.string()) }),
    effect: 'read',
    right: 'record.read',
  }),
  /** 保存期满: the records that the district's rules keep no longer, by kind. They are listed; a person decides. */
  retentionDue: call({
    input: z.object({ limit: z.number().int().min(1).max(1000).default(50) }),
    output: z.object({
      kinds: z.array(
        z.object({
          kind: z.string(),
          years: z.number(),
          /** The field that says when a record was closed, and the last day that is due. */
          field: z.string(),
          until: z.string(),
          total: z.number(),
          records: z.array(
            z.object({
              id: z.string(),
              number: z.string().nullable(),
              title: z.string(),
              closed: z.string(),
            }),
          ),
        }),
      ),
    }),
    effect: 'read',
    right: 'record.read',
  }),
})
