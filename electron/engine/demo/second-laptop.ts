import { disagreements } from '../../../shared/demo/disagreements'
import type { DemoPlace } from '../../../shared/demo/record'
import { kindOf } from '../../../shared/kinds'
import { type ChainHead, changeText, lined } from '../../../shared/sync/chain'
import { CHAIN_START, type Change, DELETED, type Link, streamKey } from '../../../shared/sync/change'
import { nextReading } from '../../../shared/sync/hlc'
import { checkpointText, type Segment } from '../../../shared/sync/manifest'
import { overFor, type State } from '../../../shared/sync/merge'
import { PLACE_HEX } from '../../../shared/sync/places'
import {
  INTRODUCTION_KIND,
  type Introduction,
  OFFICIAL_VERSION,
  recordOfSite,
} from '../../../shared/sync/site'
import { branchesOf } from '../changes/branches'
import { readClock } from '../changes/clock'
import { hashOf } from '../changes/log'
import { stateOf } from '../changes/project'
import { vectorOf } from '../changes/reach'
import { newSalt, writeLocal } from '../changes/write'
import type { OpenContext } from '../context'
import { isoNow } from '../moment'
import { openRecordIndex } from '../search/index-records'
import { introductionFor, type ReadIntroduction, readOfficial } from '../sites/introductions'
import { newSiteKeys, signText } from '../sites/keys'
import { allSites } from '../sites/queries'
import { sayJoined } from '../sites/revoke'
import { visibleTo } from '../sites/sites'
import { applySegments } from '../streams/apply'
import { openLeavingOut } from '../streams/left-out'
import { peerOf, putPeer } from '../streams/queries'
import type { StagedChange } from '../streams/segment-check'
import { recordAt } from './queries'

interface Edit {
  readonly record: string
  readonly state: State
  readonly field: string
  readonly here: string
  readonly there: string
}

/**
 * Gives a district's example data what a real year has: a street's laptop that edited some of the same fields at the same
 * time. Its changes come as a bundle's would, signed by keys of its own that nobody keeps. Nothing where other sites are
 * known, which bring their own. @returns how many conflicts there are now
 */
export async function addSecondLaptop(
  ctx: OpenContext,
  street: Pick<DemoPlace, 'street' | 'streetName'>,
): Promise<number> {
  const { db, site } = ctx
  if (site.role !== 'district' || allSites(db).length > 1) return 0
  const keys = await newSiteKeys()
  const introduction = introductionFor(keys, {
    role: 'street',
    scope: street.street,
    unit: street.street,
    unitName: street.streetName,
    letter: 'Z',
    office: site.id,
  })
  const { id, role, scope } = introduction
  return db
    .transaction(() => {
      const edits = contested(ctx, street.street)
      if (edits.length === 0) return 0
      // It had everything before it parted ways.
      const known = vectorOf(db, visibleTo({ id, role, scope }, branchesOf(db)))
      writeLocal(
        ctx,
        edits.map(({ field, here, ...edit }) => ({ ...aboutOf(edit), set: { [field]: here } })),
      )
      const first = introducedThere(ctx, introduction, keys.signKey)
      const { changes, head } = writtenThere(
        ctx,
        { site: id, after: { seq: 1, hash: first.lined.hash } },
        edits,
      )
      // And it has what it wrote itself.
      const vector = {
        ...known,
        [streamKey(id, scope)]: [[head.seq, head.hash.slice(0, PLACE_HEX)]],
      }
      const reach = { site: id, scope, to: head.seq, head: head.hash }
      const checkpoint = signText(keys.signKey, checkpointText(reach))
      const segment: Segment = { ...reach, from: 2, prev: first.lined.hash, checkpoint }
      const leavingOut = openLeavingOut('demo', 'all')
      const index = openRecordIndex(ctx, changes.length)
      const { projected } = applySegments(ctx, [segment], () => changes, {
        bundle: 'demo',
        allowMassDelete: false,
        leavingOut,
        index,
        official: { introductions: [first], words: [] },
        greet: (writer) => sayJoined(ctx, writer, { id, scope, unit_name: street.streetName, letter: 'Z' }),
      })
      putPeer(db, { ...peerOf(db, id), vector: JSON.stringify(vector) })
      return projected.conflicts
    })
    .immediate()
}

/** The records that two people will disagree about, as both knew them. */
function contested(ctx: OpenContext, scope: string): readonly Edit[] {
  return disagreements.flatMap(({ kind, field, nth, here, there }): Edit[] => {
    const id = recordAt(ctx.db, { kind, scope, nth })
    if (id === undefined) return []
    const state = stateOf(ctx.db, id)
    const value = state?.body[field]
    if (!state || typeof value !== 'string') return []
    return [{ record: id, state, field, here: here(value), there: there(value) }]
  })
}

function aboutOf({
  record,
  state: { kind, scope },
}: Pick<Edit, 'record' | 'state'>): Pick<Change, 'record' | 'kind' | 'kindVersion' | 'scope'> {
  return { record, kind, kindVersion: kindOf(kind).version, scope }
}

/** The first change of the other laptop's stream. */
function introducedThere(
  ctx: OpenContext,
  { id: site, scope, ...set }: Introduction,
  signKey: string,
): ReadIntroduction {
  const at = isoNow(ctx.clock)
  const clock = nextReading(readClock(ctx.db), [], ctx.clock.now())
  const [record, kind, salt] = [recordOfSite(site), INTRODUCTION_KIND, newSalt(ctx.random)]
  const about = { record, kind, kindVersion: OFFICIAL_VERSION, author: '吴秀英', at, salt }
  const { line } = changeText({ clock, site, scope, seq: 1, prev: CHAIN_START, ...about, set, over: {} })
  const head = hashOf(line)
  const checkpoint = signText(signKey, checkpointText({ site, scope, to: 1, head }))
  const [read] = readOfficial(
    [{ line: line.replace(`"prev":"${CHAIN_START}",`, ''), prev: CHAIN_START, checkpoint }],
    '',
  ).introductions
  if (!read) throw new RangeError('an introduction is one')
  return read
}

/** The other laptop's stream: one change an edit, over what stood before either. */
function writtenThere(
  ctx: OpenContext,
  { site, after }: { readonly site: string; readonly after: ChainHead },
  edits: readonly Edit[],
): { readonly changes: readonly StagedChange[]; readonly head: ChainHead } {
  let clock = readClock(ctx.db)
  let head = after
  const changes = edits.map(({ record, state, field, there }): StagedChange => {
    const over = { [field]: overFor(state, field), [DELETED]: overFor(state, DELETED) }
    clock = nextReading(clock, Object.values(over).flat(), ctx.clock.now())
    const link: Link = {
      clock,
      site,
      seq: head.seq + 1,
      prev: head.hash,
      ...aboutOf({ record, state }),
      author: '吴秀英',
      at: isoNow(ctx.clock),
      salt: newSalt(ctx.random),
      set: { [field]: there, [DELETED]: false },
      over,
    }
    const { line } = changeText(link)
    head = { seq: link.seq, hash: hashOf(line) }
    return { ...lined(link, line, head.hash), at: 0 }
  })
  return { changes, head }
}
