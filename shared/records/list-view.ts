import { z } from 'zod'

/** A list as somebody wants it again: its address (filters, order, columns and their widths) under a name. */
export const listView = z.object({
  name: z.string().trim().min(1).max(20),
  /** The query of the list's address. */
  query: z.string().max(2000),
  /** How high its rows are; absent: as they are just now. */
  density: z.enum(['roomy', 'dense']).optional(),
  /** The list opens with it. */
  isDefault: z.boolean(),
})
export type ListView = z.infer<typeof listView>

/** One person's views of one list; more than these nobody finds again. */
export const MOST_VIEWS = 20
