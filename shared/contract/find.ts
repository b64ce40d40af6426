import { z } from 'zod'
import { call, defineCalls } from './define'
import { kindName, operation } from './types'

/** A record that was found, as everybody is shown it: its masks as on every screen. */
const foundRecord = z.object({
  id: z.string(),
  kind: z.string(),
  number: z.string().nullable(),
  title: z.string(),
  /** The name of its unit; of a unit, of the one above it; `''` without one. */
  unit: z.string(),
  /** Where it stands among the units, or what else tells two of one name apart. */
  detail: z.string(),
  /** Those of its people that were found, at most three, by what they are to it: 申请人. */
  people: z.array(z.object({ label: z.string(), shown: z.string() })),
})
export type FoundRecord = z.infer<typeof foundRecord>

const text = z.string().max(100)

/** How many whole values somebody may ask for within an hour who may not see them. */
export const WHOLE_AN_HOUR = 20

export const findCalls = defineCalls('find', {
  /**
   * Records of every kind by anything typed, from one character on: text, pinyin, initials, a number, the end of a telephone
   * or of an ID. Three groups: units, records for
   * their people, and records for what else they say (of several words one, the others may be of its people). Each in this
   * order:
   * 1. a value is what was typed;
   * 2. a value begins with it (with its first four characters, where all words are found, or as it is spoken);
   * 3. all words of it are found.
   *
   * Within these, what came to this computer last comes first. Who may not see what masks hide finds by what they show.
   */
  search: call({
    input: z.object({
      text,
      /** Only records of this kind. */
      kind: kindName.optional(),
      limit: z.number().int().min(1).max(50).default(10),
    }),
    output: z.object({
      units: z.array(foundRecord),
      people: z.array(foundRecord),
      records: z.array(foundRecord),
    }),
    effect: 'read',
    right: 'record.read',
  }),
  /**
   * The records with a person whose name, telephone or ID is exactly this one, for whoever may not see it. Each question leaves an
   * audit row and counts towards `WHOLE_AN_HOUR`, found or not. @throws `find.too-often`
   */
  whole: call({
    input: z.object({ text, operation }),
    output: z.object({ records: z.array(foundRecord) }),
    effect: 'write',
    notes: 'itself',
    right: 'record.read',
    rated: true,
  }),
})
