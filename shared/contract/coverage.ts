import { z } from 'zod'
import { call, defineCalls } from './define'
import { id, kindName } from './types'

export const coverageCalls = defineCalls('coverage', {
  /** The units that have fewer records of a kind today than every unit is to have (`shared/figures/coverage`). */
  short: call({
    input: z.object({ kind: kindName, unit: id.optional() }),
    output: z.object({
      /** How many units were looked at. */
      units: z.number(),
      /** In the district's own order. */
      short: z.array(z.object({ unit: z.string(), name: z.string(), street: z.string(), count: z.number() })),
    }),
    effect: 'read',
    right: 'record.read',
  }),
})
