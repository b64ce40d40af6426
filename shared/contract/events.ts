import { z } from 'zod'

/** What the engine says without being asked, by name. */
export const engineEvents = {
  /** Records were written: by kind, so that lists and figures know whether to ask again. */
  changed: z.object({ kinds: z.array(z.string()).readonly() }),
  /** Long work: `done` of `total` (0: unknown), by task name: export, import, verify, backup, restore, rescue, ledger, table, update, demo, arrange. */
  progress: z.object({ task: z.string(), done: z.number(), total: z.number() }),
  /**
   * Saves wait for the end of an import: `waiting` of them, `operation` being the newest. Or they were done when it ended:
   * `saved` of them, and `refused` so many as could not be done then.
   */
  held: z.object({
    waiting: z.number(),
    saved: z.number(),
    refused: z.number(),
    operation: z.string().nullable(),
  }),
  /** Somebody signed in or out, or the profile came into being. */
  session: z.object({ state: z.enum(['none', 'locked', 'open']) }),
  /** The engine process ended and was started again; everyone signs in anew. */
  restarted: z.object({}),
}

export type EventName = keyof typeof engineEvents
export type EngineEvents = { readonly [E in EventName]: z.output<(typeof engineEvents)[E]> }

/** Their names, for relays. */
export const eventNames = Object.keys(engineEvents) as EventName[]
