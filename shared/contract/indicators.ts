import { z } from 'zod'
import { call, defineCalls } from './define'
import { dateText, id, operation } from './types'

const row = z.object({
  indicator: z.string(),
  unit: z.string(),
  /** What tells the row from the others: the unit of an indicator's grid, the indicator of a unit's. */
  label: z.string(),
  word: z.string(),
})
export type GridRow = z.infer<typeof row>

const cell = z.object({
  /** Places in `rows` and `months`. */
  row: z.number(),
  month: z.number(),
  value: z.string(),
  record: z.string(),
  /** The record's newest change: what whoever edits it has seen. */
  change: z.string(),
  /** Filled differently on two computers, and nobody has decided. */
  conflict: z.boolean(),
})

/** What streets fill for the district's indicators, month by month. */
export const indicatorCalls = defineCalls('indicators', {
  /** The indicators that somebody fills, in the district's order. */
  list: call({
    input: z.object({}),
    output: z.object({
      indicators: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          word: z.string(),
          section: z.string(),
          /** 村（社区）, 街道 or 区级, and how often. */
          filledBy: z.string(),
          every: z.string(),
        }),
      ),
    }),
    effect: 'read',
    right: 'record.read',
  }),
  /** A year of one indicator by units, or of one unit by indicators. */
  grid: call({
    input: z.object({
      year: z.number().int().min(1949).max(2200),
      indicator: id.optional(),
      unit: id.optional(),
    }),
    output: z.object({
      /** First days of the twelve months. */
      months: z.array(z.string()),
      rows: z.array(row),
      /** By row: the places of the months that are filled; quarters, half-years and years in their last month. */
      open: z.array(z.array(z.number())),
      cells: z.array(cell),
    }),
    effect: 'read',
    right: 'record.read',
  }),
  /** Fills cells, all or none: `null` empties one. A cell is the same record on every laptop. */
  fill: call({
    input: z.object({
      cells: z
        .array(
          z.object({
            indicator: id,
            unit: id,
            /** The month's first day. */
            date: dateText,
            /** As people type it: 4708, 66.67, 4,708 万元. */
            value: z.string().max(40).nullable(),
            /** The change that whoever fills it saw, null for an empty cell; absent asks nothing. */
            seen: z.string().nullable().optional(),
          }),
        )
        .min(1)
        .max(2000),
      operation,
    }),
    output: z.object({ ids: z.array(z.string()) }),
    effect: 'write',
    notes: ['ids'],
    right: 'record.write',
  }),
})
