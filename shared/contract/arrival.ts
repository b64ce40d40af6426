import { z } from 'zod'

/** The file that brought a change here. */
export const arrivedWith = z.object({
  serial: z.number(),
  medium: z.string().nullable(),
  fromName: z.string(),
  at: z.string(),
})
