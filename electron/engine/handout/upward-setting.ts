import { z } from 'zod'
import { isDate } from '../../../shared/dates'
import { upwardSetting } from '../../../shared/kinds/upward-setting'
import { toBody } from '../../../shared/records/both-shapes'
import type { Flat } from '../../../shared/shapes'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'
import { remembered } from '../db/remembered'

/** What a district wants of its signed-off months and of what it hands up. */
export interface UpwardSetting {
  /** What a report that was signed off counts is not typed any more. */
  readonly locks: boolean
  /** What goes up says 「内部资料」 at the head of its pages. */
  readonly marks: boolean
}

const none: UpwardSetting = { locks: false, marks: false }

/**
 * By id: of two entries of one day, every machine takes the same one. At a city, what a district wants of its own paper is not said of the
 * city's.
 */
const settings = `SELECT r.body FROM records r WHERE r.kind = '${upwardSetting.name}' AND r.deleted = 0
  AND NOT (EXISTS (SELECT 1 FROM sites WHERE own = 1 AND role IN ('city', 'province')) AND 'district' = (
    SELECT s.role FROM changes c JOIN branches b USING (branch) JOIN sites s ON s.id = b.site
    WHERE c.record = r.id AND c.id = r.last_change))
  ORDER BY r.id`

const settingBody = z.object({
  from: z.string().refine(isDate),
  locks: z.boolean().nullish(),
  marks: z.boolean().nullish(),
})

/** The district's entries, the latest first; one that a foreign file broke counts for nothing. */
const entries = remembered((db: ReadDb) =>
  prepared<[], { readonly body: string }>(db, settings)
    .all()
    .flatMap(({ body }) => settingBody.safeParse(toBody(upwardSetting, JSON.parse(body) as Flat)).data ?? [])
    .sort((a, b) => (a.from < b.from ? 1 : a.from > b.from ? -1 : 0)),
)

/** What holds on a day, `YYYY-MM-DD`. */
export function upwardSettingOn(db: ReadDb, day: string): UpwardSetting {
  const found = entries(db).find(({ from }) => from <= day)
  return found ? { locks: found.locks === true, marks: found.marks === true } : none
}
