import type { Output, Parsed } from '../../../shared/contract'
import type { TableRowFate } from '../../../shared/contract/tables'
import type { Kind } from '../../../shared/definition/define'
import { maskBody } from '../../../shared/disclosure/mask-record'
import type { AppError, FieldProblem } from '../../../shared/errors'
import { splitKey, toBody } from '../../../shared/records/both-shapes'
import { displayValue } from '../../../shared/records/display'
import type { Going } from '../bulk/each'
import type { OpenContext } from '../context'
import { districtWords } from '../district/words'
import { nameFinder, nameOrId } from '../records/names'
import { findView } from '../records/queries'
import { viewsOf } from '../records/view'
import { type PlannedLine, planTable } from './plan'
import { readAsked } from './source'

/** What would become of each line. @throws AppError as `readAsked` */
export async function previewTable(
  ctx: OpenContext,
  asked: Parsed<'tables.preview'>,
): Promise<Output<'tables.preview'>> {
  const { kind, table } = await readAsked(ctx, asked)
  const lines = planTable(ctx, kind, table, asked)
  const problems = lines.flatMap((line) => line.problems)
  return {
    head: [...table.head],
    columns: table.columns.map(({ heading, target, by }) => ({ heading, target, by })),
    rows: rowsOf(ctx, kind, lines),
    counts: countsOf(lines),
    leftOut: [...table.leftOut],
    notices: table.notices.map(({ at, problem }) => ({
      ...(at !== undefined && { at }),
      problem: copied(problem),
    })),
    near: [...table.near],
    wantsYear: problems.some(({ reason }) => reason === 'table.year-needed'),
  }
}

/** How many lines of each fate there are. */
export function countsOf(lines: readonly PlannedLine[]): Output<'tables.preview'>['counts'] {
  const counts = {
    rows: lines.length,
    alike: 0,
    new: 0,
    same: 0,
    changes: 0,
    similar: 0,
    refused: 0,
    skipped: 0,
  }
  for (const { fate, alike } of lines) {
    counts[fate] += 1
    if (alike !== undefined) counts.alike += 1
  }
  return counts
}

function rowsOf(ctx: OpenContext, kind: Kind, lines: readonly PlannedLine[]): TableRowFate[] {
  const ids = new Set(lines.flatMap(({ record }) => record ?? []))
  const found = [...ids].flatMap((id) => findView(ctx.db, id) ?? [])
  const views = new Map(viewsOf(ctx.db, found).map((view) => [view.id, view]))
  const changesOf = changesIn(ctx, kind)
  return lines.map(
    ({ line, fate, record, problems, error, changes, alike = null, since = [] }): TableRowFate => {
      const view = record === undefined ? undefined : views.get(record)
      return {
        at: line.at,
        words: [...line.words],
        fate,
        record: view ? { id: view.id, title: view.title, number: view.number } : null,
        changes: changes ? changesOf(changes) : [],
        problems: problems.map(copied),
        error: error ? wholeError(error) : null,
        alike,
        since: [...since],
      }
    },
  )
}

/** A refusal of a whole line as it is answered. */
export function wholeError(error: AppError): NonNullable<TableRowFate['error']> {
  const { code, params } = error.toBody()
  const plain = Object.entries(params).filter(
    (entry): entry is [string, string | number] =>
      typeof entry[1] === 'string' || typeof entry[1] === 'number',
  )
  return { code, params: Object.fromEntries(plain) }
}

/** Old and new of each field that a line changes, shortened as on the screen. */
function changesIn({ db }: OpenContext, kind: Kind): (going: Going) => TableRowFate['changes'] {
  const nameOf = nameOrId(nameFinder(db))
  const wordsOf = districtWords(db)
  return ({ state, set }) => {
    const before = maskBody(kind, toBody(kind, state.body)).body
    const after = maskBody(kind, toBody(kind, { ...state.body, ...set })).body
    const keys = new Set(Object.keys(set).map((key) => splitKey(key).field))
    return [...keys].flatMap((key) => {
      const field = kind.fields[key]
      if (!field) return []
      const shown = (value: (typeof before)[string] | undefined): string =>
        displayValue(field, value, nameOf, wordsOf)
      return [{ field: key, old: shown(before[key]), new: shown(after[key]) }]
    })
  }
}

/** A problem as it is answered. */
export function copied({ field, reason, params }: FieldProblem): TableRowFate['problems'][number] {
  return { field, reason, params: { ...params } }
}
