import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { sha256Hex } from '../../../electron/engine/changes/log'
import { RpcError } from '../../../shared/contract/rpc'
import { measures } from '../../../shared/figures/measures'
import { kinds } from '../../../shared/kinds'
import type { Change } from '../../../shared/sync/change'
import { isOfficial } from '../../../shared/sync/site'
import { changesIn, openBundle } from '../../support/bundles/bundles'
import { importDecoded } from '../../support/bundles/decoded'
import { type Forger, openForger } from '../../support/bundles/forge-contents'
import { type BundlePlan, bundlePlan } from '../../support/bundles/forge-plan'
import { type Computer, passphrase, user } from '../../support/desks/engine'
import { pastTheCalls } from '../../support/desks/engine-desks'
import { expectEveryScreen, expectFiguresOfRows } from '../../support/desks/every-screen'
import { leftovers, type Pair, pair } from '../../support/desks/pair'
import { fuzz } from '../../support/laws/fuzz'
import { isFullSize } from '../../support/laws/law-size'
import fc from '../../support/laws/property'
import { seedsFor } from '../../support/laws/seed'
import { filledPatch } from '../../support/records/filled'
import { photo } from '../../support/records/pictures'

// Bundles that are well signed, and whose contents no program of ours would write: a thief with a laptop and its passphrase, or
// another program. They are made, and read, as they lie behind age, tar and zstd, so that nothing is spent on the container.

/** Bundles that meet one copy of the reader's profile before all its screens are looked at. */
const BATCH = 400
const FINDINGS = join(__dirname, 'findings')

/** A forger, and whoever reads what it makes. */
interface World {
  readonly forger: Forger
  readonly reader: Computer
  /** The reader's files as they were before any forged bundle came. */
  readonly fresh: string
  /** Records that are none of the forger's, and the units whose figures they alone make. */
  readonly records: readonly string[]
  readonly units: readonly string[]
  readonly before: unknown
}

let story: Pair
let worlds: Readonly<Record<'street' | 'district', World>>
beforeAll(async () => {
  story = await pair(0, { largestWholeCopy: 0 })
  const { a, far, district, units, stick, recoveryKey } = story
  await fill(a, units.east, units.peach)
  await fill(far, units.west, units.remote)
  const [session = ''] = (await far.rpc.records.list({ kind: 'courtyard-session', limit: 1 })).rows.map(
    ({ id }) => id,
  )
  const source = { bytes: photo().toString('base64'), name: '现场.jpg' }
  await far.rpc.attachments.add({ record: session, source, operation: far.operation() })
  const fromFar = (await far.send()).file
  await district.take(fromFar)
  const honest = await changesOf(fromFar)
  const hashes = [...JSON.stringify(honest).matchAll(/"hash":"([0-9a-f]{64})"/g)].map(([, hash = '']) => hash)
  const given = {
    stick,
    recoveryKey,
    units: [units.remote, units.west, units.peach, units.east, units.district],
    hashes: [...hashes, sha256Hex('content 0'), sha256Hex('content 1')],
  }
  const fromDistrict = await changesOf((await district.send()).file)
  const street = await openForger(a, district, {
    ...given,
    scope: units.east,
    honest: [...honest, ...fromDistrict],
  })
  const whole = await openForger(district, far, { ...given, scope: '*', honest })
  const records = [...new Set([...honest, ...fromDistrict].map(({ record }) => record))]
  worlds = {
    street: await world(district, street, records, [units.west, units.remote]),
    district: await world(far, whole, [], []),
  }
}, 300_000)
afterAll(() => story.close())

/** A record of each kind that this laptop's street logs. */
async function fill(laptop: Computer, street: string, village: string): Promise<void> {
  const known = new Map<string, string>()
  const targets = (kind: string, levels?: readonly string[]): string =>
    known.get(kind) ?? (levels?.includes('village') ? village : street)
  for (const kind of kinds.filter(({ owner }) => owner === 'street'))
    try {
      const patch = filledPatch(kind, targets, 'required')
      known.set(
        kind.name,
        (await laptop.rpc.records.save({ kind: kind.name, patch, operation: laptop.operation() })).id,
      )
    } catch {
      // It names what a street does not have; others are enough to begin from.
    }
}

async function changesOf(file: string): Promise<readonly Change[]> {
  const { lines } = await openBundle(join(story.stick, file), story.recoveryKey)
  return changesIn(lines).filter((change) => !isOfficial(change))
}

async function world(
  reader: Computer,
  forger: Forger,
  records: readonly string[],
  units: readonly string[],
): Promise<World> {
  const fresh = `${reader.profile}-fresh`
  await reader.rpc.session.lock({})
  cpSync(reader.profile, fresh, { recursive: true })
  await reader.rpc.session.unlock({ user, passphrase })
  const held: string[] = []
  for (const id of records)
    try {
      await reader.rpc.records.get({ id })
      held.push(id)
    } catch {
      // A sub-kind or a mark that is no record of its own.
    }
  const made = { forger, reader, fresh, records: held, units }
  return { ...made, before: await honestly(made) }
}

/** What a reader says of what is none of the forger's: each record with its history, and each figure. */
async function honestly({ reader: { rpc }, records, units }: Omit<World, 'before'>): Promise<unknown> {
  const of: unknown[] = []
  for (const id of records) {
    const { body, number, deleted } = await rpc.records.get({ id })
    const { entries } = await rpc.records.history({ id })
    of.push([id, body, number, deleted, entries.length])
  }
  for (const unit of units)
    for (const { name } of measures) {
      const { value } = await rpc.reports.figure({ measure: name, period: '2026-11', unit })
      of.push([unit, name, value])
    }
  return of
}

/** Takes bundles one after the other, each going on from the last that was taken, and then looks at everything. */
async function meet({ whose, plans }: { whose: 'street' | 'district'; plans: readonly BundlePlan[] }) {
  const at = worlds[whose]
  const { reader, fresh, forger } = at
  await reader.rpc.session.lock({})
  rmSync(reader.profile, { recursive: true })
  cpSync(fresh, reader.profile, { recursive: true })
  await reader.rpc.session.unlock({ user, passphrase })
  const outcomes = await pastTheCalls(reader, { user, passphrase }, async (ctx) => {
    const came: string[] = []
    let from = forger.start
    for (const plan of plans) {
      const { bundle, head } = forger.make(plan, from)
      const code = await importDecoded(ctx, bundle)
      expect(ctx.db.inTransaction).toBe(false)
      came.push(code)
      if (code === 'applied') from = head
    }
    return came
  })
  // A district may erase a unit, that of the laptop itself too, which then has no reports; a street may not.
  const screens = expectEveryScreen(reader)
  if (whose === 'street') await screens
  else await screens.catch(unlessUnitIsGone)
  const units = whose === 'street' ? [undefined, story.units.east, story.units.peach] : [undefined]
  await expectFiguresOfRows(reader, units)
  expect(await honestly(at)).toEqual(at.before)
  expect(leftovers(reader)).toEqual([])
  const { checks } = await reader.rpc.safety.verify({})
  expect(checks.filter(({ ok }) => !ok)).toEqual([])
  return outcomes
}

function unlessUnitIsGone(error: unknown): void {
  if (!(error instanceof RpcError && error.body.code === 'unit.not-found')) throw error
}

fuzz({
  name: 'hostile-contents',
  findings: FINDINGS,
  seeds: seedsFor('hostile contents', []),
  // One in five by a district's own computer: what it writes counts, and must not break a laptop.
  cases: fc.record({
    whose: fc.constantFrom('street', 'street', 'street', 'street', 'district'),
    plans: fc.array(bundlePlan(), { minLength: BATCH, maxLength: BATCH }),
  }),
  count: (isFullSize ? 20_000 : 800) / BATCH,
  play: meet,
})
