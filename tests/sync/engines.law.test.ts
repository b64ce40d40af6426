import { copyFileSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { openForReading } from '../../electron/engine/db/open'
import { createPrng } from '../../shared/demo/prng'
import type { Json } from '../../shared/json'
import { auditRows } from '../support/audit-rows'
import { refusal } from '../support/engine'
import { dataKeyOf } from '../support/keys'
import { type Computer, type Pair, pair, session } from '../support/pair'
import { withPowerCut } from '../support/power-cut'
import { seedFor, tell } from '../support/seed'

const STEPS = 400
const YEARS = 5 * 366 * 86_400_000
const kind = 'courtyard-session'

type Name = 'district' | 'a' | 'b' | 'far'
const names: readonly Name[] = ['district', 'a', 'b', 'far']

let story: Pair
beforeAll(async () => {
  story = await pair()
}, 60_000)
afterAll(() => story.close())

interface Typed {
  readonly record: string
  readonly key: string
  readonly value: Json
}

/** Every value that the log of a computer ever set, as `record/key=value`. */
async function everSet(computer: Computer): Promise<ReadonlySet<string>> {
  const db = openForReading(join(computer.profile, 'profile.db'), await dataKeyOf(computer.profile))
  try {
    const rows = db
      .prepare<[], { record: string; fields: string }>('SELECT record, fields FROM changes')
      .all()
    return new Set(
      rows.flatMap(({ record, fields }) => {
        const { set } = JSON.parse(fields) as { readonly set: Readonly<Record<string, Json>> }
        return Object.entries(set).map(([key, value]) => textOf({ record, key, value }))
      }),
    )
  } finally {
    db.close()
  }
}
const textOf = ({ record, key, value }: Typed): string => `${record}/${key}=${JSON.stringify(value)}`

/** Records by id as a computer shows them, the bin's too. */
async function shown(computer: Computer): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {}
  for (const deleted of [false, true]) {
    const { rows } = await computer.rpc.records.list({ kind, limit: 1000, filter: { deleted } })
    for (const { id, body, conflicts } of rows) all[id] = { body, conflicts, deleted }
  }
  return all
}

/** Each laptop's first bundle and the answer: a clock that is years off is too late for a joining file. */
async function everyoneMeets(computers: Record<Name, Computer>, nameOf: Record<Name, string>): Promise<void> {
  for (const name of ['a', 'b', 'far'] as const)
    await computers.district.take((await computers[name].send('district')).file)
  for (const name of ['a', 'b', 'far'] as const)
    await computers[name].take((await computers.district.send(nameOf[name])).file)
}

test('real engines, with files that are lost, late, twice or torn, wrong clocks and power cuts, end up agreeing, with every typed value and a whole audit log', async () => {
  const seed = seedFor('the law over real engines')
  const prng = createPrng(String(seed))
  const { units, stick } = story
  const computers: Record<Name, Computer> = {
    district: story.district,
    a: story.a,
    b: story.b,
    far: story.far,
  }
  const nameOf: Record<Name, string> = {
    district: 'district',
    a: '东街街道A',
    b: '东街街道B',
    far: '西街街道A',
  }
  const villages: Record<Name, readonly string[]> = {
    district: [units.peach, units.plum, units.remote],
    a: [units.peach, units.plum],
    b: [units.peach, units.plum],
    far: [units.remote],
  }
  const start = computers.district.clock.time
  const offsets: Record<Name, number> = { district: 0, a: 0, b: 0, far: 0 }
  const typed: Typed[] = []
  const files: { readonly file: string; readonly to: Name }[] = []
  const audited: Record<Name, number> = { district: 0, a: 0, b: 0, far: 0 }
  const tally: Record<string, number> = {}

  const known = async (at: Name): Promise<string[]> => Object.keys(await shown(computers[at])).sort()
  const savesOf = async (at: Name): Promise<number> =>
    (await auditRows(computers[at])).filter(({ action }) => action === 'records.save').length

  async function save(at: Name, people: number): Promise<void> {
    const computer = computers[at]
    const ids = await known(at)
    const isNew = ids.length === 0 || (ids.length < 25 && prng.chance(40))
    if (isNew) {
      const record = await computer.save(kind, session(prng.pick(villages[at]), { people }))
      typed.push({ record, key: 'people', value: people })
      return
    }
    const record = prng.pick(ids)
    if ((await computer.rpc.records.get({ id: record })).deleted) {
      await computer.rpc.records.restore({ id: record, operation: computer.operation() })
      return
    }
    const patch = prng.chance(50) ? { people } : { agenda: `议题${people}` }
    await computer.save(kind, patch, record)
    for (const [key, value] of Object.entries(patch)) typed.push({ record, key, value })
  }

  async function send(from: Name): Promise<void> {
    const to = from === 'district' ? prng.pick(['a', 'b', 'far'] as const) : prng.pick(peersOf[from])
    // The district knows a laptop from its first bundle on, two laptops each other from the district's.
    const { sites } = await computers[from].rpc.sites.list({})
    if (to !== 'district' && !sites.some(({ name }) => name === nameOf[to])) return
    files.push({ file: (await computers[from].send(nameOf[to])).file, to })
  }

  /** One random thing at one computer. */
  async function step(n: number): Promise<void> {
    const at = prng.pick(names)
    const computer = computers[at]
    computer.clock.time = start + n * 60_000 + offsets[at]
    const what = prng.below(100)
    const did = (name: string): void => {
      tally[name] = (tally[name] ?? 0) + 1
    }
    if (what < 34) {
      await save(at, n)
      did('typed')
    } else if (what < 38) {
      const [id] = await known(at)
      if (id && !(await computer.rpc.records.get({ id })).deleted)
        await computer.rpc.records.delete({ id, operation: computer.operation() })
      did('binned')
    } else if (what < 44) {
      const { conflicts } = await computer.rpc.records.conflicts({})
      const [conflict] = conflicts
      if (conflict) {
        const keep = prng.pick(conflict.heads).change
        const { record, key } = conflict
        await computer.rpc.records.resolve({
          record,
          key,
          keep,
          reason: '核实',
          operation: computer.operation(),
        })
        did('decided')
      }
    } else if (what < 62) {
      await send(at)
      did('sent')
    } else if (what < 82) {
      const mine = files.filter(({ to }) => to === at)
      // Mostly one of the newest; the rest of the drawer now and then, again and out of order.
      const file = prng.chance(60) ? mine.at(-1) : mine[prng.below(Math.max(1, mine.length))]
      if (file) did((await computer.take(file.file))[0]?.result ?? '')
    } else if (what < 86) {
      const file = files.at(-1)
      if (file) {
        copyFileSync(join(stick, file.file), join(stick, 'torn.ybb'))
        truncateSync(join(stick, 'torn.ybb'), 200 + prng.below(1500))
        await refusal(computers[file.to].take('torn.ybb'))
        did('torn')
      }
    } else if (what < 90) {
      offsets[at] = prng.between(0, 2 * YEARS) - YEARS
      did('clock')
    } else {
      const before = await savesOf(at)
      const seqBefore = await ownSeq(computer)
      const work = prng.pick(['type', 'take', 'send'] as const)
      const file = files.filter(({ to }) => to === at).at(-1)
      const isCut = await withPowerCut(computer, prng.between(1, 7), async () => {
        if (work === 'type') await computer.save(kind, session(prng.pick(villages[at]), { people: n }))
        else if (work === 'send') await computer.send(at === 'district' ? undefined : 'district')
        else if (file) await computer.take(file.file)
      })
      // A change and its audit row stand together or not at all.
      expect((await savesOf(at)) - before).toBe((await ownSeq(computer)) - seqBefore)
      expect((await computer.rpc.safety.verify({})).checks.filter(({ ok }) => !ok)).toEqual([])
      did(isCut ? `cut while it would ${work}` : 'not cut')
    }
    audited[at] = (await auditRows(computers[at])).length
  }

  const ownSeq = async (computer: Computer): Promise<number> => {
    const { site, streams } = await computer.rpc.sync.status({})
    return streams.filter((stream) => stream.site === site).reduce((sum, { seq }) => sum + seq, 0)
  }

  await everyoneMeets(computers, nameOf)
  for (let n = 1; n <= STEPS; n += 1) await step(n)

  for (const name of names) computers[name].clock.time = start + STEPS * 60_000
  for (let round = 0; round < 3; round += 1) await everyoneMeets(computers, nameOf)
  const there = await shown(computers.district)
  for (const name of ['a', 'b', 'far'] as const) {
    const here = await shown(computers[name])
    expect(here).toEqual(Object.fromEntries(Object.entries(there).filter(([id]) => Object.hasOwn(here, id))))
  }
  expect(await shown(computers.a)).toEqual(await shown(computers.b))
  const kept = await everSet(computers.district)
  expect(typed.map(textOf).filter((text) => !kept.has(text))).toEqual([])
  expect(typed.length).toBeGreaterThan(STEPS / 8)
  for (const name of names) {
    expect((await computers[name].rpc.safety.verify({})).checks.filter(({ ok }) => !ok)).toEqual([])
    expect((await auditRows(computers[name])).length).toBeGreaterThan(audited[name])
  }
  tell(`the law over real engines: ${STEPS} steps, ${JSON.stringify(tally)}`)
}, 300_000)

const peersOf: Record<'a' | 'b' | 'far', readonly Name[]> = {
  a: ['district', 'district', 'b'],
  b: ['district', 'district', 'a'],
  far: ['district'],
}
