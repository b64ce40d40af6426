import type { Kind } from '../../../shared/definition/define'
import { derivedTotals } from '../../../shared/editing/derived'
import { measures } from '../../../shared/figures/measures'
import type { Json } from '../../../shared/json'
import { kindOf, kinds } from '../../../shared/kinds'
import { ledgers } from '../../../shared/ledgers/ledger'
import type { Flat } from '../../../shared/shapes'
import { carryForeign, everyWrong, type ForeignRecord } from '../../support/bundles/foreign'
import type { Computer } from '../../support/desks/engine'
import { type Pair, pair, session } from '../../support/desks/pair'
import { filledPatch, type Targets } from '../../support/records/filled'
import { isPlainlyItself, plainlyWrong } from '../../support/records/naive-facts'

// Every field and every cell with every type of JSON and its extremes, carried in by a signed bundle: whoever wrote another
// program, or spoilt one, must not be able to take a screen down or to bend a figure unseen.

let ids = 0
const newId = (): string => {
  ids += 1
  return `01900000-0000-7000-8000-${String(ids).padStart(12, '0')}`
}

interface Brought {
  readonly story: Pair
  /** Where it was taken in. */
  readonly side: Computer
  readonly records: readonly ForeignRecord[]
}

/** Saves one good record of each of the kinds at their owner, and brings a wrong one of every sort to the other side. */
async function bring(owner: 'street' | 'district'): Promise<Brought> {
  const story = await pair()
  const { a, district, units } = story
  // By its first bundle a laptop makes itself known.
  await a.save('courtyard-session', session(units.peach))
  expect(await district.take((await a.send()).file)).toMatchObject([{ result: 'applied' }])
  const [from, to] = owner === 'street' ? [a, district] : [district, a]
  const own = kinds.filter((kind) => kind.owner === owner)
  const theirs = kinds.filter(
    (kind) => kind.owner !== owner && kind.name !== 'unit' && own.flatMap(named).includes(kind.name),
  )
  const known = new Map<string, string>()
  const large = new Set<string>()
  const targets: Targets = (kind, levels) =>
    known.get(kind) ?? (levels?.includes('village') ? units.peach : units.east)
  for (const kind of theirs)
    known.set(kind.name, await save(to, kind.name, filledPatch(kind, targets, 'required')))
  if (theirs.length > 0) await a.take((await district.send('东街街道A')).file)
  for (const kind of afterWhatTheyName(own))
    known.set(kind.name, await save(from, kind.name, filledPatch(kind, targets, 'required')))
  const way = { from, to, stick: story.stick, recoveryKey: story.recoveryKey }
  const records = await carryForeign(way, owner === 'street' ? units.east : '*', (changes) =>
    own.flatMap((kind) => {
      const { $number: _, ...base }: Flat = changes.find((change) => change.kind === kind.name)?.set ?? {}
      return everyWrong(kind, base, newId, large)
    }),
  )
  return { story, side: to, records }
}

/** The kinds that a record must name. */
const named = ({ fields }: Kind): readonly string[] =>
  Object.values(fields).flatMap((field) => (field.type === 'ref' && field.required ? [field.to] : []))

/** Kinds in such an order that each comes after those that its records must name; units are there already. */
function afterWhatTheyName(kindsOfOwner: readonly Kind[]): readonly Kind[] {
  const ordered: Kind[] = []
  let rest = kindsOfOwner.filter(({ name }) => name !== 'unit')
  while (rest.length > 0) {
    const [kind] = rest.filter((one) => !named(one).some((to) => rest.some(({ name }) => name === to)))
    if (!kind) throw new Error('kinds that name each other')
    ordered.push(kind)
    rest = rest.filter((one) => one !== kind)
  }
  return ordered
}

const save = async (
  { rpc, operation }: Computer,
  kind: string,
  patch: Readonly<Record<string, Json>>,
): Promise<string> => (await rpc.records.save({ kind, patch, operation: operation() })).id

/** Every page of a call that answers where the next one begins. */
async function everyPage<P extends { readonly next: string | number | null }>(
  ask: (after: NonNullable<P['next']> | undefined) => Promise<P>,
): Promise<P[]> {
  const pages: P[] = []
  for (let after: P['next'] | undefined; after !== null; after = pages.at(-1)?.next)
    pages.push(await ask((after ?? undefined) as NonNullable<P['next']> | undefined))
  return pages
}

const sides = [
  ['what a street brought to the district', 'street'],
  ['what the district brought to a street', 'district'],
] as const

describe.each(sides)('%s', (_, owner) => {
  let brought: Brought
  beforeAll(async () => {
    brought = await bring(owner)
  }, 600_000)
  afterAll(() => brought.story.close())

  test('each wrong value stands in 异常数据, with whose it is and the file that brought it, and no other', async () => {
    const { rpc } = brought.side
    const pages = await everyPage((after: number | undefined) =>
      rpc.anomalies.list({ limit: 500, ...(after !== undefined && { after }) }),
    )
    const listed = pages.flatMap(({ anomalies }) => anomalies)
    const wanted = brought.records.flatMap(({ id, kind, set }) => {
      const shown = { ...set, ...derivedTotals(kindOf(kind), set) }
      const wrong = plainlyWrong(kindOf(kind), shown)
      const all = isPlainlyItself(kindOf(kind), id, shown) ? wrong : ['$id', ...wrong]
      return all.map((field) => `${id} ${field}`)
    })
    expect(listed.map(({ record, field }) => `${record} ${field}`).sort()).toEqual(wanted.sort())
    expect(new Set(listed.map(({ author, bundle }) => `${author} ${bundle?.fromName}`)).size).toBe(1)
    expect(pages[0]?.records).toBe(new Set(listed.map(({ record }) => record)).size)
    expect((await rpc.home.overview({})).anomalies).toBe(pages[0]?.records)
    for (const { text } of listed) expect([...text].length).toBeLessThanOrEqual(61)
  })

  test('every list of records, each by every filter and order, and every record opens', async () => {
    const { rpc } = brought.side
    for (const kind of kinds) {
      const pages = await everyPage((after: string | undefined) =>
        rpc.records.list({ kind: kind.name, limit: 1000, ...(after !== undefined && { after }) }),
      )
      const found = pages.flatMap(({ rows }) => rows.map(({ id }) => id))
      const wanted = brought.records.filter((one) => one.kind === kind.name).map(({ id }) => id)
      expect(found).toEqual(expect.arrayContaining(wanted))
      expect((await rpc.records.count({ kind: kind.name })).total).toBe(found.length)
      for (const field of kind.sorts ?? [])
        await rpc.records.list({ kind: kind.name, sort: { field, descending: true } })
      for (const field of kind.filters)
        for (const value of ['', 'x', -1]) {
          const filter = { where: { [field]: value } }
          await rpc.records.list({ kind: kind.name, filter })
          await rpc.records.count({ kind: kind.name, filter })
        }
      for (const id of wanted) await rpc.records.get({ id })
      await rpc.records.options({ kind: kind.name, text: '桃' })
    }
    for (const { id } of brought.records.filter((__, nth) => nth % 40 === 0)) {
      await rpc.records.history({ id })
      await rpc.records.chain({ id })
      await rpc.records.page({ ids: [id] })
    }
  })

  test('every screen that counts answers', async () => {
    const { rpc } = brought.side
    const { reports } = await rpc.reports.list({})
    const periods = { month: '2026-11', quarter: '2026-Q4', half: '2026-H2', year: '2026' }
    for (const { name, period } of reports) await rpc.reports.page({ report: name, period: periods[period] })
    const names = measures.map(({ name }) => name)
    for (let from = 0; from < names.length; from += 8)
      await rpc.statistics.page({ period: '2026-11', measures: names.slice(from, from + 8) })
    await rpc.charts.byUnit({ measures: ['attendance', 'villagesAdvised'], period: '2026-11' })
    await rpc.charts.byWord({ measure: 'activities', field: 'topics', period: '2026-11' })
    await rpc.reports.series({ measures: ['attendance', 'members'], from: '2026-01', to: '2026-12' })
    for (const { name, dateField } of ledgers)
      await rpc.ledgers.page({ ledger: name, ...(dateField !== null && { period: '2026-11' }) })
    await rpc.themes.grid({ year: 2026 })
    await rpc.deadlines.list({ until: '2026-12-31', most: 100 })
    await rpc.coverage.short({ kind: 'law-reader' })
    await rpc.records.conflicts({})
    await rpc.sync.status({})
  })

  test('every figure of every unit is the sum of the rows that it opens', async () => {
    const { rpc } = brought.side
    const { units } = brought.story
    for (const { name, ratio } of measures)
      for (const unit of ratio ? [] : [undefined, units.east, units.peach]) {
        const wanted = { measure: name, period: '2026-11', ...(unit !== undefined && { unit }) }
        const pages = await everyPage((after: string | undefined) =>
          rpc.reports.figureRows({ ...wanted, limit: 1000, ...(after !== undefined && { after }) }),
        )
        const sum = pages.flatMap(({ rows }) => rows).reduce((total, { amount }) => total + amount, 0)
        expect([name, unit, sum]).toEqual([name, unit, (await rpc.reports.figure(wanted)).value])
      }
  })

  test('all that can be proved is right, facts among it', async () => {
    const { checks } = await brought.side.rpc.safety.verify({})
    expect(checks.filter(({ ok }) => !ok)).toEqual([])
    expect(checks.map(({ name }) => name)).toContain('统计数据与记录一致')
  })
})
