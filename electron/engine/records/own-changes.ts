import type { Output, Parsed } from '../../../shared/contract'
import { maskValue } from '../../../shared/disclosure/mask-record'
import { type Json, sameJson } from '../../../shared/json'
import { knownKind } from '../../../shared/kinds'
import { fieldOfKey } from '../../../shared/records/display'
import type { OwnChange } from '../../../shared/records/history'
import { isMergeKey } from '../../../shared/records/merge-marks'
import { VOIDED } from '../../../shared/records/numbers'
import { type Change, DELETED, NUMBER, nameOf } from '../../../shared/sync/change'
import { foldChanges } from '../../../shared/sync/merge'
import { branchesOf } from '../changes/branches'
import { changesOfBranch } from '../changes/log'
import { stateOf } from '../changes/project'
import type { BranchRow } from '../changes/queries'
import { upgradedChangesOf } from '../changes/upgraded'
import type { OpenContext, ReadDb } from '../context'
import { startOfDay, today } from '../moment'
import { historyOf } from './history'
import { batchOf, batchSize, binnedViews, lastChangeOf, ridsOf, undoneBy, viewsByRid } from './queries'
import { isUntouched } from './undo'
import { viewsOf } from './view'

/** Changes read at once while a branch is walked back. */
const STEP = 200

/** What this person wrote here today, the newest first; what only took another line back is told in that line. */
export function changesOfToday(
  ctx: OpenContext,
  { limit }: Parsed<'records.today'>,
): Output<'records.today'> {
  const { db } = ctx
  const lines = linesOf(db, writtenToday(ctx), limit)
  const views = new Map(
    viewsOf(db, viewsByRid(db, ridsOf(db, [...new Set(lines.map(({ first }) => first.record))]))).map(
      (view) => [view.id, view],
    ),
  )
  const told = new Map(
    [...views.keys()].map((record) => [
      record,
      new Map(historyOf(db, record, ctx.clock.now()).map((entry) => [entry.change, entry])),
    ]),
  )
  return {
    changes: lines.flatMap(({ first, records, undone, back }) => {
      const [view, entry] = [views.get(first.record), told.get(first.record)?.get(first.id)]
      if (!view || !entry) return []
      const { change, at, action, fields } = entry
      const { id: record, kind, number, title } = view
      return [{ change, at, action, fields, record, kind, number, title, records, undone, back }]
    }),
  }
}

/** Changes of a day that are counted; whoever wrote more looks at the list. */
const COUNTED = 500

/** How many records this person changed here today, among the newest 500 changes. */
export function countOfToday(ctx: OpenContext): number {
  const records = new Set<string>()
  let changes = 0
  for (const { record } of writtenToday(ctx)) {
    records.add(record)
    changes += 1
    if (changes >= COUNTED) break
  }
  return records.size
}

function* writtenToday(ctx: OpenContext): Generator<Change> {
  const from = startOfDay(today(ctx.clock))
  const own = branchesOf(ctx.db).filter(({ site }) => site === ctx.site.id)
  const branches = own.map((branch) => backwards(ctx.db, branch, from, ctx.user.name))
  // What stands in no registry is edited by nobody, and without its own unit a profile has no place.
  const isEdited = ({ kind, record }: Change): boolean =>
    knownKind(kind) !== undefined && record !== ctx.site.unit
  for (const change of newestFirst(branches))
    if (isEdited(change) && change.commitment === undefined) yield change
}

/** Several runs of changes, each from the newest on, as one. */
function* newestFirst(runs: readonly Iterator<Change>[]): Generator<Change> {
  const heads = runs.map((run) => ({ run, next: run.next() }))
  for (;;) {
    const [newest] = heads
      .flatMap((head) => (head.next.done ? [] : [{ head, change: head.next.value }]))
      .sort((a, b) => (a.change.id < b.change.id ? 1 : -1))
    if (!newest) return
    yield newest.change
    newest.head.next = newest.head.run.next()
  }
}

/** One line of today: a change alone, or the step on many records that it belongs to. */
interface Line {
  readonly first: Change
  readonly records: number
  readonly undone: boolean
  readonly back: OwnChange['back']
}

function linesOf(db: ReadDb, written: Iterable<Change>, limit: number): readonly Line[] {
  const lines: Line[] = []
  const seen = new Set<string>()
  /** What took back what is told by the line of the other one, which comes after it. */
  const takers = new Map<string, Line>()
  for (const first of written) {
    const batch = batchOf(db, first.id)
    const name = batch ?? first.id
    if (seen.has(name)) continue
    seen.add(name)
    const { line, by } = batch === undefined ? lineOf(db, first) : lineOfBatch(db, first, batch)
    for (const taker of by) {
      const told = takers.get(taker)
      if (told) lines.splice(lines.indexOf(told), 1)
      takers.delete(taker)
    }
    if (lines.length >= limit) break
    lines.push(line)
    takers.set(name, line)
  }
  return lines
}

/** A line, and what in turn took it back, did it again and so on. */
interface Told {
  readonly line: Line
  readonly by: readonly string[]
}

function lineOfBatch(db: ReadDb, first: Change, batch: string): Told {
  const by: string[] = []
  for (let taker = undoneBy(db, batch); taker !== undefined; taker = undoneBy(db, taker)) by.push(taker)
  const back = { by: 'batch', batch: by.at(-1) ?? batch } as const
  return { line: { first, records: batchSize(db, batch), undone: by.length % 2 === 1, back }, by }
}

function lineOf(db: ReadDb, first: Change): Told {
  const [state, changes] = [stateOf(db, first.record), upgradedChangesOf(db, first.record)]
  const by = takenBackBy(changes, first)
  const last = by.at(-1) ?? first.id
  const change = changes.find(({ id }) => id === last)
  const isLast =
    state !== undefined &&
    change !== undefined &&
    isUntouched(change, changes, state) &&
    !Object.keys(change.set).some(isMergeKey)
  const back = isLast ? ({ by: 'change', change: last } as const) : null
  return { line: { first, records: 1, undone: by.length % 2 === 1, back }, by }
}

/** The changes that each took the one before back, beginning with what took back `of`. */
function takenBackBy(changes: readonly Change[], of: Change): readonly string[] {
  const found: string[] = []
  let at = changes.find(({ id }) => id === of.id)
  while (at) {
    const taker = takerOf(changes, at)
    if (taker) found.push(taker.id)
    at = taker
  }
  return found
}

/** The one change by the same person at the same computer that replaced all of a change with what stood before it. */
function takerOf(changes: readonly Change[], of: Change): Change | undefined {
  const built = changes.filter(({ over }) => Object.values(over).some((ids) => ids.includes(nameOf(of.id))))
  const [taker, ...others] = built
  if (!taker || others.length > 0 || taker.site !== of.site || taker.author !== of.author) return undefined
  const before = foldChanges(changes.filter(({ id }) => id !== of.id && id < of.id))
  const tellsOf = (key: string): boolean => key !== NUMBER && key !== VOIDED
  if (!before) return taker.set[DELETED] === true ? taker : undefined
  const keys = new Set([...Object.keys(of.set), ...Object.keys(taker.set)].filter(tellsOf))
  const kind = knownKind(of.kind)
  // As everybody sees it: whether two hidden values are the same is not told.
  const shown = (key: string, value: Json | undefined): Json =>
    maskValue(fieldOfKey(kind, key), value ?? null)
  const isBack = [...keys].every(
    (key) =>
      key === DELETED ||
      (Object.hasOwn(of.set, key) && sameJson(shown(key, taker.set[key]), shown(key, before.body[key]))),
  )
  const isDeletedAgain = (taker.set[DELETED] ?? false) === (before.body[DELETED] ?? false)
  return isBack && isDeletedAgain ? taker : undefined
}

/** A branch's changes of today by one author, from its end on. */
function* backwards(
  db: ReadDb,
  { branch, after, seq }: BranchRow,
  from: string,
  author: string,
): Generator<Change> {
  for (let to = seq; to > after; to -= STEP)
    for (const change of [...changesOfBranch(db, branch, to - STEP + 1, to)].reverse()) {
      if (change.at < from) return
      if (change.author === author) yield change
    }
}

/** The recycle bin over all kinds. A record that was merged into another one comes back by taking the merge back. */
export function recycleBin(db: ReadDb, { limit }: Parsed<'records.bin'>): Output<'records.bin'> {
  return {
    rows: viewsOf(db, binnedViews(db, limit))
      .filter(({ kind, mergedInto }) => knownKind(kind) !== undefined && mergedInto === null)
      .map((record) => {
        const { author, at, reason } = lastChangeOf(db, record.id, record.lastChange)
        return { record, by: author, at, reason }
      }),
  }
}
