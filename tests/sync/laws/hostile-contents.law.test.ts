import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { RpcError } from '../../../shared/contract/rpc'
import { kinds } from '../../../shared/kinds'
import { type BundlePlan, bundlePlan, type Forger, openForger } from '../../support/bundles/forge-contents'
import type { Computer } from '../../support/desks/engine'
import { passphrase, user } from '../../support/desks/engine'
import { expectEveryScreen, expectFiguresOfRows } from '../../support/desks/every-screen'
import { type Pair, pair } from '../../support/desks/pair'
import { lawSize } from '../../support/laws/law-size'
import fc from '../../support/laws/property'
import { seedsFor, tell } from '../../support/laws/seed'
import { filledPatch } from '../../support/records/filled'

// Bundles that are well signed and packed, and whose contents no program of ours would write: a thief with a laptop and its
// passphrase, or another program. Contents are changed where they are decoded, by type and structure, so that nothing is spent
// on what a signature stops anyway.

/** Bundles in all, and how many meet one copy of the district's profile before all its screens are looked at. */
const [BUNDLES, BATCH] = [lawSize(20_000), 250]
/** Plans that once failed, as they were written below test-output. */
const FINDINGS = join(__dirname, 'findings')
const OUTPUT = join(process.cwd(), 'test-output')

let story: Pair
let forger: Forger
let fresh: string
beforeAll(async () => {
  story = await pair(0, { largestWholeCopy: 0 })
  const { a, district, units, stick } = story
  const targets = (kind: string, levels?: readonly string[]): string =>
    known.get(kind) ?? (levels?.includes('village') ? units.peach : units.east)
  const known = new Map<string, string>()
  for (const kind of kinds.filter(({ owner }) => owner === 'street'))
    try {
      const patch = filledPatch(kind, targets, 'required')
      const saved = await a.rpc.records.save({ kind: kind.name, patch, operation: a.operation() })
      known.set(kind.name, saved.id)
    } catch {
      // It names what a street does not have; others are enough to begin from.
    }
  forger = await openForger(a, district, story)
  await district.take(...readdirSync(stick).filter((name) => name.endsWith('.ybb')))
  fresh = join(stick, '..', 'fresh')
  await district.rpc.session.lock({})
  cpSync(district.profile, fresh, { recursive: true })
  await district.rpc.session.unlock({ user, passphrase })
}, 300_000)
afterAll(() => story.close())

/** The district's files as they were before any forged bundle came. */
async function begin(district: Computer): Promise<void> {
  await district.rpc.session.lock({})
  rmSync(district.profile, { recursive: true })
  cpSync(fresh, district.profile, { recursive: true })
  await district.rpc.session.unlock({ user, passphrase })
}

/** What came of a file: how far it was taken, or by which code it was refused. */
async function outcome({ rpc, engine }: Computer, path: string): Promise<string> {
  try {
    const asked = { files: [engine.grant(path)], allowMassDelete: true }
    const { files, refused } = await rpc.sync.importBundles(asked)
    return files[0]?.result ?? refused[0]?.code ?? 'nothing'
  } catch (error) {
    if (error instanceof RpcError) return error.body.code
    throw error
  }
}

const tally = new Map<string, number>()

/** Takes bundles one after the other, each going on from the last that was taken, and then looks at everything. */
async function meet(plans: readonly BundlePlan[]): Promise<void> {
  const { district, stick } = story
  await begin(district)
  let head = forger.start
  for (const plan of plans) {
    const next = await forger.write(join(stick, 'forged.ybb'), plan, head)
    const code = await outcome(district, join(stick, 'forged.ybb'))
    tally.set(code, (tally.get(code) ?? 0) + 1)
    // An answer with a code, and never one that nobody thought of.
    expect(code).not.toMatch(/^(nothing|unexpected)$/)
    if (code === 'applied') head = next
  }
  await expectEveryScreen(district)
  await expectFiguresOfRows(district, [undefined, story.units.east, story.units.peach])
  const { checks } = await district.rpc.safety.verify({})
  expect(checks.filter(({ ok }) => !ok)).toEqual([])
}

const found = existsSync(FINDINGS) ? readdirSync(FINDINGS) : []
test.each(['none', ...found])('what once was found is found no more: %s', async (name) => {
  const plans = name === 'none' ? [] : JSON.parse(readFileSync(join(FINDINGS, name), 'utf8'))
  await meet(plans as readonly BundlePlan[])
})

/** The same failure with as few bundles as go: halves, quarters and at last single ones are left out while it still fails. */
async function smallest(
  plans: readonly BundlePlan[],
  fails: (fewer: readonly BundlePlan[]) => Promise<boolean>,
): Promise<readonly BundlePlan[]> {
  let left = plans
  for (let size = Math.ceil(plans.length / 2); size > 0; size = Math.floor(size / 2))
    for (let at = 0; at < left.length; ) {
      const fewer = [...left.slice(0, at), ...left.slice(at + size)]
      if (fewer.length > 0 && (await fails(fewer))) left = fewer
      else at += size
    }
  return left
}

test.each(seedsFor('hostile contents', []))(
  'whatever a well-signed bundle holds, it is taken or refused by a code, every screen answers, figures are their rows, and all that can be proved is right: seed %i',
  async (seed) => {
    const began = performance.now()
    const batch = fc.array(bundlePlan(), { minLength: BATCH, maxLength: BATCH })
    for (const plans of fc.sample(batch, { numRuns: BUNDLES / BATCH, seed }))
      try {
        await meet(plans)
      } catch (cause) {
        const fails = (fewer: readonly BundlePlan[]) =>
          meet(fewer).then(
            () => false,
            () => true,
          )
        mkdirSync(OUTPUT, { recursive: true })
        const file = join(OUTPUT, `finding-${seed}.json`)
        writeFileSync(file, JSON.stringify(await smallest(plans, fails), null, 1))
        throw new Error(`kept as ${file}: once it is mended, it belongs into ${FINDINGS}`, { cause })
      }
    const seconds = Math.round((performance.now() - began) / 1000)
    tell(`hostile contents: ${BUNDLES} bundles in ${seconds} s: ${JSON.stringify(Object.fromEntries(tally))}`)
  },
  3_600_000,
)
