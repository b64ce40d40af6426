import { z } from 'zod'

/** The plan of a year beside what was done: each team, each theme. */
export const themeGrid = z.object({
  year: z.number(),
  /** `YYYY-MM` of today: what is not yet done in a later month is not missing. */
  thisMonth: z.string(),
  /** The year's plan by month; a month may have none, or several. */
  themes: z.array(z.object({ id: z.string(), month: z.number(), theme: z.string(), target: z.number() })),
  /** By village and name: no order says who did more. */
  teams: z.array(z.object({ id: z.string(), name: z.string(), unit: z.string(), unitName: z.string() })),
  /** One for each team and theme of a month in which the team exists. */
  cells: z.array(
    z.object({
      team: z.string(),
      theme: z.string(),
      planned: z.number(),
      /** Activities of the team that name the theme, drafts and void ones left out. */
      done: z.number(),
    }),
  ),
  /** Activities that name no theme, by the month they were held in. */
  unlinked: z.array(z.object({ team: z.string(), month: z.number(), count: z.number() })),
})
export type ThemeGrid = z.infer<typeof themeGrid>
