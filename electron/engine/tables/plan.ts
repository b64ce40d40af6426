import type { Parsed } from '../../../shared/contract'
import type { TableRowFate } from '../../../shared/contract/tables'
import type { Kind } from '../../../shared/definition/define'
import { isWeak } from '../../../shared/definition/duplicate-rule'
import { scopeOf } from '../../../shared/editing/allowed'
import { checkPatch } from '../../../shared/editing/check-patch'
import { beginning, type PlannedRecord } from '../../../shared/editing/planned'
import { AppError, type FieldProblem, isProblems } from '../../../shared/errors'
import { canonicalJson } from '../../../shared/json'
import type { ReadTable, TableRow } from '../../../shared/paste/read-table'
import { cleanPatch } from '../../../shared/records/patch'
import type { Body } from '../../../shared/shapes'
import { isDeleted } from '../../../shared/sync/merge'
import type { Going } from '../bulk/each'
import { openEditing } from '../changes/write'
import type { OpenContext } from '../context'
import { findSimilar } from '../duplicates/similar'
import { derivedId } from '../facts/derived-id'
import { openEditContext } from '../records/edit-context'
import { nameFinder, nameOrId } from '../records/names'
import { openNumbers } from '../records/numbers'
import { standingOwn } from '../records/own'
import { findIdentity } from '../records/queries'
import { editedValues } from '../records/save'
import { requireUnlocked } from '../records/signed-off'
import { openAlikeLines } from './alike-lines'
import { fingerprintsOf, recordOfLine } from './fingerprints'
import { contentOf, readKnownRecords } from './known-records'
import { patchOver } from './patch-over'
import { editedCells, type MarkReading, markOf } from './plan-marked'
import { cellStamps } from './stamps'
import { templateNames } from './template-names'

/** Progress is told, and cancelling looked for, this often. */
const LINES_BETWEEN = 100

/** A line, what becomes of it, and what is written for it. */
export interface PlannedLine {
  readonly line: TableRow
  readonly fate: TableRowFate['fate']
  /** The record that it is, changes or may be. */
  readonly record?: string
  readonly problems: readonly FieldProblem[]
  readonly error?: AppError
  /** A line before it that is likely to be the same matter; both come in. */
  readonly alike?: number
  readonly fingerprint?: Buffer
  readonly creates?: PlannedRecord
  readonly changes?: Going
  /** Labels of fields that changed here since the workbook was written that marks the record. */
  readonly since?: readonly string[]
}

type Asked = Pick<Parsed<'tables.preview'>, 'chosen' | 'withSimilar'>

/**
 * Says what becomes of each line of a table, and writes nothing. A line is here already when its number says so or it came in
 * before. It is also here when a record says the same. It may be a record that the kind's rules find alike.
 */
export function planTable(
  ctx: OpenContext,
  kind: Kind,
  table: ReadTable,
  asked: Asked,
): readonly PlannedLine[] {
  const known = openEditContext(ctx)
  const numbers = openNumbers(ctx, known.units)
  const editing = openEditing(ctx)
  const nameOf = nameOrId(nameFinder(ctx.db))
  const titleOf = (body: Body): string => kind.title(body, nameOf, known.wordsOf)
  const columns = columnsOf(kind, table)
  const records = readKnownRecords(ctx.db, kind, columns, titleOf)
  const fingerprintOf = fingerprintsOf(ctx, kind)
  const states = beginning(kind, false)
  const seen = new Set<string>()
  const alikeLine = openAlikeLines(kind)
  const marked = new Map<string, number>()
  const reading: MarkReading = {
    kind,
    columns: table.columns,
    stamp: cellStamps(ctx),
    nameOf: templateNames(ctx.db).nameOf,
    wordsOf: known.wordsOf,
  }

  const changing = (line: TableRow, id: string, isWhole: boolean): PlannedLine => {
    const standing = standingOwn(ctx, editing, id)
    if (standing.kind !== kind || isDeleted(standing.state)) throw new AppError('record.not-found', { id })
    const patch = patchOver(kind, standing.state.body, line, isWhole)
    const set = editedValues(ctx, { known, numbers }, standing, { patch })
    if (Object.keys(set).length === 0) return { line, fate: 'same', record: id, problems: [] }
    return { line, fate: 'changes', record: id, problems: [], changes: { ...standing, set } }
  }

  /** A line that marks its record, or `undefined` for one that was copied to become another record. */
  const ofMark = (line: TableRow, text: string): PlannedLine | undefined => {
    const mark = markOf(reading, text)
    const choice = asked.chosen[line.at]
    const first = marked.get(mark.id)
    if (first !== undefined) {
      if (choice === 'add') return undefined
      const error = new AppError('table.mark-twice', { line: first })
      return { line, fate: 'similar', record: mark.id, problems: [], error }
    }
    marked.set(mark.id, line.at)
    const standing = standingOwn(ctx, editing, mark.id)
    if (standing.kind !== kind || isDeleted(standing.state))
      throw new AppError('record.not-found', { id: mark.id })
    const {
      line: edited,
      since,
      clash,
    } = editedCells(reading, line, mark, {
      number: null,
      body: standing.state.body,
    })
    if (edited.problems.length > 0) return { ...refusedBy(line, edited.problems), record: mark.id, since }
    if (clash.length > 0 && choice !== 'update') {
      const error = new AppError('table.changed-since', { fields: clash.join('、') })
      return { line, fate: 'similar', record: mark.id, problems: [], error, since }
    }
    return { ...changing(edited, mark.id, true), line, since }
  }

  const creating = (line: TableRow, choice: string | undefined): PlannedLine => {
    const { set, whole, problems } = checkPatch(known, kind, {}, line.patch, { states })
    if (problems.length > 0) return refusedBy(line, problems)
    const creates = { kind, scope: scopeOf(known, kind, whole), set: { ...states, ...set }, whole }
    requireUnlocked(ctx, kind, null, creates.set)
    if (choice === 'add' || asked.withSimilar) return { line, fate: 'new', problems: [], creates }
    const like = similarTo(ctx, kind, line.patch) ?? records.called(titleOf(line.patch), line.patch)
    if (like === undefined) return { line, fate: 'new', problems: [], creates }
    if (choice === 'update') return changing(line, like, false)
    return { line, fate: 'similar', record: like, problems: [] }
  }

  const planned = (line: TableRow): PlannedLine => {
    if (asked.chosen[line.at] === 'skip') return { line, fate: 'skipped', problems: [] }
    const mine = line.mark === undefined ? undefined : ofMark(line, line.mark)
    if (mine) return mine
    if (line.problems.length > 0) {
      const more = checkPatch(openEditContextOnce(), kind, {}, line.patch, { states }).problems
      const said = new Set(line.problems.map(({ field }) => field))
      const missing = more.filter(({ field, reason }) => reason === 'required' && !said.has(field))
      return refusedBy(line, [...line.problems, ...missing])
    }
    // A copied line has the number of the one that it was copied from.
    const numbered =
      line.number === undefined || line.mark !== undefined ? undefined : records.byNumber(line.number)
    if (numbered !== undefined) return changing(line, numbered, true)
    const clean = cleanPatch(kind, line.patch)
    const text = canonicalJson(contentOf(Object.keys(clean), clean))
    const choice = asked.chosen[line.at]
    const isTwice = seen.has(text)
    seen.add(text)
    if (isTwice && choice !== 'add') return { line, fate: 'same', problems: [] }
    const fingerprint = fingerprintOf(contentOf(Object.keys(clean), clean))
    const before = choice === 'add' ? undefined : (recordOfLine(ctx.db, fingerprint) ?? records.saying(clean))
    if (before !== undefined) return { line, fate: 'same', record: before, problems: [], fingerprint }
    const held = livingWith(ctx, kind, clean) ?? records.holding(clean)
    if (held !== undefined) return { ...changing(line, held, false), fingerprint }
    const made = creating(line, choice)
    const alike = made.fate === 'new' ? alikeLine(line.at, clean) : undefined
    return { ...made, ...(alike !== undefined && { alike }), fingerprint }
  }

  // What a check remembers of a refused line must not make the next one a double.
  const openEditContextOnce = (): typeof known => ({ ...known, taken: () => [] })

  return table.rows.map((line, at) => {
    if (at % LINES_BETWEEN === 0) {
      ctx.signal.throwIfAborted()
      ctx.emit('progress', { task: 'table', done: at, total: table.rows.length * 2 })
    }
    try {
      return planned(line)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const { problems } = error.toBody().params
      return isProblems(problems) ? refusedBy(line, problems) : { line, fate: 'refused', problems: [], error }
    }
  })
}

/** The fields that a table has a column for. */
function columnsOf(kind: Kind, { columns }: ReadTable): readonly string[] {
  const keys = columns.flatMap(({ target }) => (target === null ? [] : [target.split('/')[0] ?? '']))
  return [...new Set(keys)].filter((key) => Object.hasOwn(kind.fields, key))
}

function refusedBy(line: TableRow, problems: readonly FieldProblem[]): PlannedLine {
  return { line, fate: 'refused', problems }
}

/** The living record whose id such values make. */
function livingWith(ctx: OpenContext, kind: Kind, patch: Body): string | undefined {
  const id = derivedId(kind, patch)
  return id !== undefined && findIdentity(ctx.db, id)?.deleted === 0 ? id : undefined
}

/** The likeliest record that may be the same, by the kind's own rules. */
function similarTo(ctx: OpenContext, kind: Kind, patch: Body): string | undefined {
  if (kind.duplicates === undefined) return undefined
  const { candidates } = findSimilar(ctx, { kind: kind.name, patch, except: [], limit: 1 })
  const [best] = candidates
  return best && !isWeak(best.score) ? best.record.id : undefined
}
