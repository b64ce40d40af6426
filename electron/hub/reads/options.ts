import type { Output, Parsed } from '../../../shared/contract'
import { fieldOf } from '../../../shared/definition/define'
import { REVIEW } from '../../../shared/definition/workflow'
import { kindOf, kinds } from '../../../shared/kinds'
import { spokenWhole } from '../../../shared/language/pinyin'
import { flowIn } from '../../../shared/records/states'
import { lineOf } from '../../engine/district/units'
import { listCondition } from './list-condition'
import type { HubReads, ReadContext } from './read'
import { HUB_COLUMNS, type HubRow, hubViews } from './records'
import { hubUnits, placeOfUnit, unitsUnder } from './units'

/** Of more units than these none is looked for by its pinyin. */
const MOST_SPOKEN = 6000

/** Units in the order of their tree, those whose names begin with the typed text first; told apart by the units above them. */
async function unitOptions(
  { sql }: ReadContext,
  { text, levels, unit, limit }: Parsed<'records.options'>,
): Promise<Output<'records.options'>> {
  const place = unit === undefined ? null : await placeOfUnit(sql, unit)
  const units = await hubUnits(sql, place === null ? null : place.telling)
  const typed = text?.trim().toLowerCase() ?? ''
  const within = place && unit !== undefined ? unitsUnder(place, units, unit) : undefined
  const isSpoken = units.all.length <= MOST_SPOKEN && /^[a-z]+$/.test(typed)
  const fits = (name: string): boolean =>
    name.toLowerCase().includes(typed) || (isSpoken && spokenWhole(name).some((said) => said.includes(typed)))
  const found = units.all.filter(
    ({ id, name, level, living }) =>
      living && (levels?.includes(level) ?? true) && (within?.has(id) ?? true) && fits(name),
  )
  const [first, rest] = [true, false].map((begins) =>
    found.filter(({ name }) => (typed !== '' && name.startsWith(typed)) === begins),
  )
  const options = [...(first ?? []), ...(rest ?? [])].slice(0, limit).map(({ id, name }) => {
    const above = lineOf(units, id).slice(1, 3).reverse()
    return { id, label: name, detail: above.map((one) => units.get(one)?.name ?? '').join(' ') }
  })
  return { options }
}

async function recordOptions(
  ctx: ReadContext,
  { kind: name, text, unit, limit }: Parsed<'records.options'>,
): Promise<Output<'records.options'>> {
  const filter = { ...(text?.trim() && { text }), ...(unit !== undefined && { unit }) }
  const { sql, values } = await listCondition(ctx, { kind: name, filter })
  const rows = await ctx.sql.query<HubRow>(
    `SELECT ${HUB_COLUMNS} FROM records WHERE ${sql} ORDER BY title, district, rid LIMIT $${values.length + 1}`,
    [...values, limit],
  )
  const views = await hubViews(ctx, rows)
  return { options: views.map(({ id, title, number }) => ({ id, label: title, detail: number ?? '' })) }
}

const rules = `SELECT min(body->>'from') AS day FROM records WHERE kind = 'counting-rule' AND NOT deleted`

/** What filters choose from, and what a paper counts though nobody has looked at it. */
export const hubOptionReads = {
  'records.options': (ctx, input) =>
    kindOf(input.kind).tree ? unitOptions(ctx, input) : recordOptions(ctx, input),
  'records.unreviewed': async (ctx, { kind, filter }) => {
    const asked = (kind === undefined ? kinds : [kindOf(kind)]).filter(
      (one) => flowIn(one, REVIEW) !== undefined && fieldOf(one, 'date')?.index === true,
    )
    const count = async (state: string): Promise<number> => {
      let total = 0
      for (const { name } of asked) {
        const narrowed = { ...filter, where: { ...filter.where, [REVIEW]: state } }
        const { sql, values } = await listCondition(ctx, { kind: name, filter: narrowed })
        const rows = await ctx.sql.query<{ total: number }>(
          `SELECT count(*) AS total FROM records WHERE ${sql}`,
          values,
        )
        total += rows[0]?.total ?? 0
      }
      return total
    }
    const [rule] = await ctx.sql.query<{ day: string | null }>(rules)
    return {
      submitted: await count('submitted'),
      returned: await count('returned'),
      approvedFrom: rule?.day ?? null,
    }
  },
} satisfies HubReads
