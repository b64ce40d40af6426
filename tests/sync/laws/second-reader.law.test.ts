import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DATABASE_FILE, openForReading } from '../../../electron/engine/db/open'
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
    const send = async (from: Computer, to: Computer): Promise<void> => {
      const peer = from === district ? (await to.rpc.profile.state({})).site?.id : undefined
      files.push({ file: (await from.send(peer)).file, to })
    }
    /** A file that comes late may be refused; what it brings comes again. */
    const take = async (to: Computer, file: string): Promise<void> => {
      const path = to.engine.grant(join(stick, file))
      await to.rpc.sync.importBundles({ files: [path] })
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
    // Visits until nobody has anything new; an old copy learns what it is from the first.
    for (let round = 0; round < 3; round += 1)
      for (const laptop of [a, b]) {
        await send(laptop, district)
        await take(district, files.at(-1)?.file ?? '')
        await send(district, laptop)
        await take(laptop, files.at(-1)?.file ?? '')
      }
    const folder = join(stick, '..', 'second')
    mkdirSync(folder)
    const bundles = readdirSync(stick).filter((name) => name.endsWith('.ybb'))
    const official: Read[] = []
    const read = bundles.flatMap((name) => {
      const changes = readBundle(folder, join(stick, name), recoveryKey)
      official.push(...readOfficial(folder))
      return changes
    })
    const found = new Map([...mergeAll(read)].filter(([, record]) => record.kind === kind))
    expect(found.size).toBeGreaterThan(5)
    expect([...found.values()].some(({ conflicts }) => conflicts.length > 0)).toBe(true)
    for (const computer of [district, a, b]) expect(await held(computer)).toEqual(found)
    // Whom the district let in: a word for each laptop under each of its names, and nobody else's.
    const letIn = new Set(official.flatMap(({ set }) => (set.joined ? [set.site] : [])))
    const { sites } = await district.rpc.sites.list({})
    expect(
      sites
        .filter(({ role }) => role === 'street')
        .map(({ site }) => site)
        .sort(),
    ).toEqual([...letIn].sort())
  },
  600_000,
)
