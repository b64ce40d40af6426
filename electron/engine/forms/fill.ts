import { isDate, yearOf } from '../../../shared/dates'
import { type Disclosure, printedRecord } from '../../../shared/disclosure/printed-record'
import { type FormSubject, fillForm, type ShownRecord } from '../../../shared/forms/fill'
import { kindOf, knownKind } from '../../../shared/kinds'
import { dateInWords } from '../../../shared/language/date-in-words'
import { publicityPlanOf } from '../../../shared/language/publicity-plan'
import { authorIn } from '../../../shared/privacy/variant'
import { toBody } from '../../../shared/records/both-shapes'
import type { Flat } from '../../../shared/shapes'
import type { OpenContext } from '../context'
import { districtWords } from '../district/words'
import { today } from '../moment'
import { nameFinder, nameOrId } from '../records/names'
import { keeperOf, recordRow } from '../records/papers'
import { findIdentity } from '../records/queries'
import type { OfferedForm } from './forms'

/** A record as a form is filled from it. @throws AppError `record.not-found` */
export function subjectOf(
  ctx: OpenContext,
  record: string,
  disclosure: Disclosure,
): Omit<FormSubject, 'contents'> {
  const row = recordRow(ctx, record)
  const nameOf = nameOrId(nameFinder(ctx.db, disclosure))
  const wordsOf = districtWords(ctx.db)
  const shownAs = (name: string, body: string): ShownRecord => {
    const kind = kindOf(name)
    const whole = toBody(kind, JSON.parse(body) as Flat)
    return { kind, printed: printedRecord(kind, whole, disclosure, nameOf, wordsOf) }
  }
  return {
    ...shownAs(row.kind, row.body),
    nameOf,
    wordsOf,
    words: {
      本单位: keeperOf(ctx, row, nameOf),
      编号: row.number ?? '',
      今天: dateInWords(today(ctx.clock)),
      录入人: authorIn(disclosure.variant, row.created_by),
      普法规划: publicityPlanOf(yearIn(JSON.parse(row.body) as Flat, today(ctx.clock))),
    },
    behind: (id) => {
      const found = findIdentity(ctx.db, id)
      return found && knownKind(found.kind) ? shownAs(found.kind, found.body) : undefined
    },
  }
}

/** The year that a record is of, by its own word, else by its day; otherwise today's. */
function yearIn({ year, date }: Flat, now: string): number {
  if (typeof year === 'number') return year
  return yearOf(typeof date === 'string' && isDate(date) ? date : now)
}

/** The lines of a form for a record. What somebody changed in it loses, outside the office, what the record masks. */
export function filledText(form: OfferedForm, subject: FormSubject, changed: string | undefined): string {
  if (changed !== undefined) return subject.printed.tell(changed)
  return form.unfilled ? form.text : fillForm(form.text, subject)
}
