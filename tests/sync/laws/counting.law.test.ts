import { sha256Hex } from '../../../electron/engine/changes/log'
import { changeQuery, type RecordRow } from '../../../electron/engine/changes/queries'
import { rebuildRecords } from '../../../electron/engine/changes/rebuild'
import { openRecordIndex } from '../../../electron/engine/search/index-records'
import { nothingOfficial } from '../../../electron/engine/sites/introductions'
import { findSite, putSite } from '../../../electron/engine/sites/queries'
import { applySegments } from '../../../electron/engine/streams/apply'
import { openLeavingOut } from '../../../electron/engine/streams/left-out'
import { changeText, hashOfLine, type LinedChange, lined } from '../../../shared/sync/chain'
import { CHAIN_START, type Link, nameOf } from '../../../shared/sync/change'
import { foldChanges, type State } from '../../../shared/sync/merge'
import { openLog } from '../../support/desks/log'
import { lawSize } from '../../support/laws/law-size'
import { expectSame } from '../../support/laws/merge-simulation'
import fc from '../../support/laws/property'

/** A computer that is lost, and its neighbour. */
const sites = ['11', '22'].map((two) => two.repeat(16))
const [LOST] = sites
const records = [1, 2, 3].map((n) => `01890000-0000-7000-8000-00000000000${n}`)
const SCOPE = 'street-1'

/** One change: whose it is, which earlier one of its stream it goes on from, and which earlier ones it replaces. */
const told = fc.record({
  site: fc.nat({ max: 1 }),
  from: fc.nat({ max: 3 }),
  record: fc.nat({ max: 2 }),
  people: fc.nat({ max: 3 }),
  over: fc.array(fc.nat(), { maxLength: 3 }),
})

function written(all: readonly LinedChange[], typed: typeof told extends fc.Arbitrary<infer T> ? T : never) {
  const site = sites[typed.site] ?? ''
  const record = records[typed.record] ?? ''
  const mine = all.filter(({ change }) => change.site === site)
  // As a rule from the end, now and then from inside: an old copy was put back.
  const before = mine.at(-1 - typed.from)
  const ofRecord = all.filter(({ change }) => change.record === record)
  const over = new Set(
    typed.over.flatMap((nth) => {
      const one = ofRecord[nth % Math.max(1, ofRecord.length)]
      return one ? [nameOf(one.change.id)] : []
    }),
  )
  const link: Link = {
    clock: (all.length + 1).toString(16).padStart(16, '0'),
    site,
    scope: SCOPE,
    seq: (before?.change.seq ?? 0) + 1,
    prev: before?.hash ?? CHAIN_START,
    record,
    kind: 'courtyard-session',
    kindVersion: 1,
    author: site.slice(0, 4),
    at: '2026-11-03T01:00:00.000Z',
    salt: 'A'.repeat(16),
    set: { people: typed.people },
    over: over.size > 0 ? { people: [...over] } : {},
  }
  const { line } = changeText(link)
  return lined(link, line, hashOfLine(line, sha256Hex))
}

/** What a reader makes of the changes in this order, which hears at `word` what counts of the lost computer, and later more. */
function reader(
  order: readonly LinedChange[],
  { word, cuts }: { readonly word: number; readonly cuts: readonly (readonly LinedChange[])[] },
): ReadonlyMap<string, RecordRow> {
  const { ctx, close } = openLog()
  try {
    for (const id of sites)
      putSite(ctx.db, {
        ...{
          id,
          root: id,
          own: 0,
          role: 'street',
          scope: SCOPE,
          unit: SCOPE,
          unit_name: '一街道',
          letter: id[0] ?? '',
        },
        ...{ sign_key: '', recipient: '', office: 'x', revoked_at: null, closing: null },
      })
    const hear = (cut: readonly LinedChange[]): void => {
      const site = findSite(ctx.db, LOST ?? '')
      if (!site) throw new Error('the site stands')
      const places = cut.map(({ change, hash }) => ({ scope: SCOPE, to: change.seq, head: hash }))
      const closing = JSON.stringify({ reason: '', cut: places })
      putSite(ctx.db, { ...site, revoked_at: '2026-11-03T01:00:00.000Z', closing })
    }
    for (const [at, one] of [...order.entries(), [order.length, undefined] as const]) {
      cuts.forEach((cut, nth) => {
        if (at === Math.min(order.length, word + 2 * nth)) hear(cut)
      })
      take(ctx, one)
    }
    for (const rebuilt of rebuildRecords(ctx.db)) expectSame(rebuilt.same, true)
    const rows = changeQuery<RecordRow>(ctx.db, 'recordsById').all()
    return new Map(rows.map((row) => [row.id, row]))
  } finally {
    close()
  }
}

function take(ctx: ReturnType<typeof openLog>['ctx'], one: LinedChange | undefined): void {
  const { change, hash = '' } = one ?? {}
  const segments = change
    ? [
        {
          site: change.site,
          scope: SCOPE,
          from: change.seq,
          to: change.seq,
          prev: change.prev,
          head: hash,
          checkpoint: '',
        },
      ]
    : []
  const taken = applySegments(ctx, segments, () => (one ? [{ ...one, at: 0 }] : []), {
    bundle: '',
    allowMassDelete: true,
    leavingOut: openLeavingOut('', []),
    index: openRecordIndex(ctx, 1),
    official: nothingOfficial,
  })
  expectSame(taken.skipped, false)
}

/** What lies at or below the places of a cut, by the definition. */
function below(all: readonly LinedChange[], cut: readonly LinedChange[]): ReadonlySet<LinedChange> {
  const found = new Set<LinedChange>()
  for (const place of cut)
    for (let at: LinedChange | undefined = place; at; at = all.find(({ hash }) => hash === at?.change.prev))
      found.add(at)
  return found
}

/** An order in which every change comes after the one that it goes on from. */
function shuffled(all: readonly LinedChange[], next: () => number): LinedChange[] {
  const left = [...all]
  const order: LinedChange[] = []
  while (left.length > 0) {
    const ready = left.filter(
      ({ change }) => change.prev === CHAIN_START || order.some(({ hash }) => hash === change.prev),
    )
    const one = ready[next() % ready.length]
    if (!one) throw new Error('a stream has a beginning')
    left.splice(left.indexOf(one), 1)
    order.push(one)
  }
  return order
}

test('two readers that hold the same changes hold the same records, whenever each heard that a computer was lost, and what counts is what lies at or below its cut', () => {
  let waited = 0
  fc.assert(
    fc.property(
      fc.array(told, { minLength: 1, maxLength: 14 }),
      fc.array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: 2 }),
      fc.infiniteStream(fc.nat()),
      (typed, named, noise) => {
        const next = (): number => noise.next().value ?? 0
        const all: LinedChange[] = []
        for (const one of typed) all.push(written(all, one))
        const ofLost = all.filter(({ change }) => change.site === LOST)
        // The second word says what the first one said and more.
        const cuts = named.map((_, nth) =>
          named
            .slice(0, nth + 1)
            .flat()
            .flatMap((n) => ofLost[n % Math.max(1, ofLost.length)] ?? []),
        )
        const [one, other] = [0, 1].map(() =>
          reader(shuffled(all, next), { word: next() % (all.length + 1), cuts }),
        )
        expectSame(withoutNumbers(one), withoutNumbers(other))
        const inside = below(all, cuts.at(-1) ?? [])
        const counting = all.filter((each) => each.change.site !== LOST || inside.has(each))
        waited += all.length - counting.length
        const states = new Map<string, State | undefined>(
          [...Map.groupBy(counting, ({ change }) => change.record)].map(([record, of]) => [
            record,
            foldChanges(of.map(({ change }) => change)),
          ]),
        )
        expectSame([...(one?.keys() ?? [])].sort(), [...states.keys()].sort())
        for (const [record, row] of one ?? [])
          expectSame(
            [row.last_change, (JSON.parse(row.body) as { people?: number }).people],
            [states.get(record)?.lastChange, states.get(record)?.body.people],
          )
      },
    ),
    { numRuns: lawSize(200) },
  )
  expect(waited).toBeGreaterThan(lawSize(120))
}, 300_000)

/** The numbers of rows are each reader's own. */
const withoutNumbers = (rows: ReadonlyMap<string, RecordRow> | undefined) =>
  [...(rows ?? [])].map(([id, { rid, ...row }]) => [id, row])
