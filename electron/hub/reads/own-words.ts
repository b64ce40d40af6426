import { isDate } from '../../../shared/dates'
import type { WordsOf } from '../../../shared/definition/words'
import { approvedOnlyNotes } from '../../../shared/figures/approved-only'
import { type Catalogue, catalogueWith } from '../../../shared/figures/measures/catalogue'
import { indicatorOf } from '../../../shared/figures/measures/indicators'
import { indicator } from '../../../shared/kinds/indicator'
import { printable } from '../../../shared/paper/document'
import type { Period } from '../../../shared/period'
import { toBody } from '../../../shared/records/both-shapes'
import type { OwnWords } from '../../../shared/reports/define'
import type { Flat } from '../../../shared/shapes'
import type { Sql } from '../store/store'
import { numberInBody } from './condition'

// What a district says of its own figures and reports, read from its records.

const living = `FROM records WHERE district = $1 AND NOT deleted AND kind`
const indicators = `SELECT id, body ${living} = 'indicator' ORDER BY ${numberInBody('order')} NULLS LAST, body->>'name', id`
const wordings = `SELECT body->>'sentence' AS sentence, body->>'text' AS text ${living} = 'wording-template'
  AND body->>'report' = $2 AND body->>'sentence' IS NOT NULL AND jsonb_typeof(body->'text') = 'string' ORDER BY last_change`
const sections = `SELECT body->>'heading' AS heading, body->>'text' AS text ${living} = 'report-section'
  AND body->>'report' = $2 AND jsonb_typeof(body->'heading') = 'string' AND jsonb_typeof(body->'text') = 'string'
  ORDER BY ${numberInBody('order')}, id`
const rules = `SELECT d.name, r.body->>'from' AS day FROM records r JOIN districts d USING (district)
  WHERE r.kind = 'counting-rule' AND NOT r.deleted AND ($1::int IS NULL OR r.district = $1) ORDER BY day, r.district`

/** The program's measures with a district's indicators behind them. */
export async function districtCatalogue(sql: Sql, district: number, wordsOf: WordsOf): Promise<Catalogue> {
  const rows = await sql.query<{ id: string; body: Flat }>(indicators, [district])
  return catalogueWith(
    rows.flatMap(({ id, body }) => indicatorOf(id, toBody(indicator, body)) ?? []),
    wordsOf,
  )
}

/** How a district says a report's sentences, and its own sections; of two wordings of one sentence the one changed last. */
export async function districtReportWords(
  sql: Sql,
  district: number,
  report: string,
): Promise<Required<Pick<OwnWords, 'wordings' | 'sections'>>> {
  const said = await sql.query<{ sentence: string; text: string }>(wordings, [district, report])
  const own = await sql.query<{ heading: string; text: string }>(sections, [district, report])
  return {
    wordings: Object.fromEntries(said.map(({ sentence, text }) => [sentence, printable(text)])),
    sections: own.map(({ heading, text }) => ({ heading: printable(heading), text: printable(text) })),
  }
}

/** From which day on only approved records count, district by district; of one district (not null) without its name. */
export async function hubApprovedNotes(
  sql: Sql,
  district: number | null,
  period: Pick<Period, 'to'> | undefined,
): Promise<readonly string[]> {
  const first = new Map<string, string>()
  for (const { name, day } of await sql.query<{ name: string; day: string | null }>(rules, [district]))
    if (day !== null && isDate(day) && !first.has(name)) first.set(name, day)
  return [...first].flatMap(([name, day]) => approvedOnlyNotes(day, period, district === null ? name : ''))
}
