import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DATABASE_FILE, openForReading } from '../../../electron/engine/db/open'
import { RpcError } from '../../../shared/contract/rpc'
import { createPrng } from '../../../shared/demo/prng'
import type { Flat } from '../../../shared/shapes'
import type { Heads } from '../../../shared/sync/merge'
import { conflictsOf } from '../../../shared/sync/merge'
import {
  type Merged,
  mergeAll,
  type Read,
  readBundle,
  readOfficial,
} from '../../support/bundles/second-reader'
import { copyAside } from '../../support/desks/copies'
import type { Computer } from '../../support/desks/engine'
import { dataKeyOf } from '../../support/desks/own-keys'
import { type Pair, pair, session } from '../../support/desks/pair'
import { lawSize } from '../../support/laws/law-size'
import { seedsFor } from '../../support/laws/seed'
import { fileNeeds } from '../../support/machine/needs'

fileNeeds('age', 'zstd')

const kind = 'courtyard-session'
const STEPS = lawSize(1200)

/** What a walk of old copies and late files may be answered with: of a former self that has ended, or of one not yet known. */
const refusals = new Set([
  'profile.rewound',
  'bundle.revoked-sender',
  'bundle.unknown-sender',
  'bundle.wrong-recipient',
  'peer.unknown',
])

/** The code that a call is refused with, or null. */
async function outcome(work: Promise<unknown>): Promise<string | null> {
  try {
    await work
    return null
  } catch (error) {
    if (error instanceof RpcError && refusals.has(error.body.code)) return error.body.code
    throw error
  }
}

let story: Pair
beforeEach(async () => {
  story = await pair()
})
afterEach(() => story.close())

/** What the engine holds of records of a kind, said as the second reader says it. */
async function held(computer: Computer): Promise<ReadonlyMap<string, Merged>> {
  const db = openForReading(join(computer.profile, DATABASE_FILE), await dataKeyOf(computer))
  try {
    const rows = db
      .prepare<[string], Record<'id' | 'kind' | 'scope' | 'body' | 'heads', string> & { deleted: number }>(
        'SELECT id, kind, scope, body, heads, deleted FROM records WHERE kind = ?',
      )
      .all(kind)
    return new Map(
      rows.map(({ id, body, heads, deleted, ...row }) => [
        id,
        {
          kind: row.kind,
          scope: row.scope,
          deleted: deleted === 1,
          values: JSON.parse(body) as Flat as Merged['values'],
          conflicts: conflictsOf(JSON.parse(heads) as Heads),
        },
      ]),
    )
  } finally {
    db.close()
  }
}

test.each(seedsFor('a second reader of format 4', []))(
  'stock tools and the merge written a second time find in every bundle what the engine found, branches too: seed %i',
  async (seed) => {
    const { a, b, district, units, stick, recoveryKey } = story
    const prng = createPrng(String(seed))
    const desks = { a, b, district }
    const ids: string[] = []
    let files: { readonly file: string; readonly to: Computer }[] = []
    let copy: (() => Promise<void>) | undefined
    /** @returns the file's name, or null where the receiver is not known yet */
    const send = async (from: Computer, to: Computer): Promise<string | null> => {
      const peer = from === district ? (await to.rpc.profile.state({})).site?.id : undefined
      const sent = files.length
      await outcome(from.send(peer).then(({ file }) => files.push({ file, to })))
      return files[sent]?.file ?? null
    }
    /** The files that somebody took; what stands only in others is lost with the copy that was put back. */
    const taken = new Set<string>()
    /** An old copy that learns what it is begins a stream of its own, and takes the file at the second try. */
    const take = async (to: Computer, file: string): Promise<boolean> => {
      const attempt = () =>
        outcome(to.rpc.sync.importBundles({ files: [to.engine.grant(join(stick, file))] }))
      const first = await attempt()
      const code = first === 'profile.rewound' ? await attempt() : first
      if (code === null) taken.add(file)
      return code === null
    }
    for (const laptop of [a, b]) {
      await laptop.save(kind, session(units.peach))
      await send(laptop, district)
    }
    for (const { file, to } of files) await take(to, file)
    files = []
    for (let step = 0; step < STEPS; step += 1) {
      const at = prng.pick(Object.values(desks))
      at.clock.time += prng.between(1, 90) * 60_000
      const what = prng.below(100)
      if (what < 15)
        ids.push(await at.save(kind, session(prng.pick([units.peach, units.plum]), { people: step + 20 })))
      else if (what < 60 && ids.length > 0) {
        const id = prng.pick(ids)
        const work = prng.chance(85)
          ? at.save(kind, prng.chance(50) ? { people: step + 20 } : { summary: `小结${step}` }, id)
          : prng.chance(50)
            ? at.rpc.records.delete({ id, operation: at.operation() })
            : at.rpc.records.restore({ id, operation: at.operation() })
        // Not here yet, in the bin already, or of the other side: whatever the reason, the law is about what stands.
        await work.catch(() => undefined)
      } else if (what < 78) await send(at, at === district ? prng.pick([a, b]) : district)
      else if (what < 96 && files.length > 0) {
        const { file, to } = prng.pick(files)
        await take(to, file)
      } else if (what < 98) copy = await copyAside(a)
      else if (copy) {
        await copy()
        copy = undefined
      }
    }
    // Visits until nobody has anything new. A copy of a self that has ended is refused until a person lets it in again.
    const welcome = new Set([district])
    for (let round = 0; round < 3; round += 1)
      for (const laptop of [a, b]) {
        welcome.delete(laptop)
        const brought = await send(laptop, district)
        if (!brought || !(await take(district, brought))) continue
        const receipt = await send(district, laptop)
        if (receipt && (await take(laptop, receipt))) welcome.add(laptop)
      }
    expect(welcome.has(b)).toBe(true)
    const folder = join(stick, '..', 'second')
    mkdirSync(folder)
    const official: Read[] = []
    const read = [...taken].flatMap((name) => {
      const changes = readBundle(folder, join(stick, name), recoveryKey)
      official.push(...readOfficial(folder))
      return changes
    })
    const found = new Map(
      [...mergeAll(read)]
        .filter(([, record]) => record.kind === kind)
        .map(([key, record]) => [key.slice(key.indexOf('/') + 1), record]),
    )
    expect(found.size).toBeGreaterThan(5)
    expect([...found.values()].some(({ conflicts }) => conflicts.length > 0)).toBe(true)
    for (const computer of welcome) expect(await held(computer)).toEqual(found)
    // Whom the words of its bundles let in, the district lists.
    const letIn = new Set(official.flatMap(({ set }) => (set.joined ? [set.site] : [])))
    const { sites } = await district.rpc.sites.list({})
    expect(letIn.size).toBeGreaterThan(1)
    expect(sites.map(({ site }) => site)).toEqual(expect.arrayContaining([...letIn]))
  },
  600_000,
)
