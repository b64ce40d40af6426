import { join } from 'node:path'
import { identityToRecipient } from 'age-encryption'
import type { Json } from '../../../shared/json'
import { changesIn, entriesOf, openBundle, rechained, writeBundle } from '../../support/bundles/bundles'
import { expectEveryScreen, expectFiguresOfRows } from '../../support/desks/every-screen'
import { siteKeyOf } from '../../support/desks/own-keys'
import { type Pair, pair, session } from '../../support/desks/pair'

let story: Pair
beforeEach(async () => {
  story = await pair()
})
afterEach(() => story.close())

/** Whole, and far above 2^53: two of them are more than SQLite's 64 bits hold. */
const HUGE = 9_007_199_254_740_992_000

/** Carries the laptop's records to the district, some of them with values that its program would have refused. */
async function carryIn(wrong: ReadonlyMap<string, Readonly<Record<string, Json>>>): Promise<void> {
  const { a, district, stick, recoveryKey } = story
  const bundle = await openBundle(join(stick, (await a.send()).file), recoveryKey)
  const { signKey } = await siteKeyOf(a)
  const changes = changesIn(bundle.lines).map((change) => ({
    ...change,
    set: { ...change.set, ...wrong.get(change.record) },
  }))
  const recipient = await identityToRecipient((await siteKeyOf(district)).identity)
  await writeBundle(
    join(stick, 'foreign.ybb'),
    entriesOf(rechained(bundle, changes, signKey), signKey),
    recipient,
  )
  expect(await district.take('foreign.ybb')).toMatchObject([{ result: 'applied' }])
}

const figure = async (measure: string, unit?: string): Promise<number> =>
  (
    await story.district.rpc.reports.figure({
      measure,
      period: '2026-11',
      ...(unit !== undefined && { unit }),
    })
  ).value

/** What stands among the wrong values: record, field, what stands there. */
async function anomalies(): Promise<readonly (readonly [record: string, field: string, text: string])[]> {
  const { rpc } = story.district
  const found = (await rpc.anomalies.list({})).anomalies
  expect((await rpc.home.overview({})).anomalies).toBe(new Set(found.map(({ record }) => record)).size)
  for (const { siteName, bundle } of found) expect([siteName, bundle === null]).toEqual(['东街街道 A', false])
  return found.map(({ record, field, text }) => [record, field, text] as const).toSorted()
}

test('two counts that together overflow are in no figure, and every screen answers', async () => {
  const { a, units } = story
  await a.save('courtyard-session', session(units.peach))
  const first = await a.save('courtyard-session', session(units.peach, { courtyard: '罗家院子' }))
  const second = await a.save('courtyard-session', session(units.plum, { courtyard: '蒋家院子' }))
  await carryIn(
    new Map([
      [first, { people: HUGE }],
      [second, { people: HUGE }],
    ]),
  )
  await expectEveryScreen(story.district)
  expect([await figure('attendance'), await figure('sessions')]).toEqual([45, 3])
  await expectFiguresOfRows(story.district, [undefined, story.units.east, story.units.peach])
  expect(await anomalies()).toEqual(
    [first, second].toSorted().map((record) => [record, 'people', String(HUGE)]),
  )
})

test('a village’s name where a list of villages belongs is nobody’s village, and every screen answers', async () => {
  const { a, units } = story
  const adviser = { unit: units.east, profession: 'lawyer', from: '2026-01-01' }
  const id = await a.save('adviser', { ...adviser, name: '周律师', licence: '15101' })
  const other = await a.save('adviser', { ...adviser, name: '吴律师', licence: '15102' })
  await carryIn(
    new Map<string, Readonly<Record<string, Json>>>([
      [id, { villages: '桃花村' }],
      [other, { villages: [units.peach] }],
    ]),
  )
  await expectEveryScreen(story.district)
  expect([await figure('villagesAdvised'), await figure('villageLawyers')]).toEqual([1, 1])
  await expectFiguresOfRows(story.district, [undefined, story.units.east, story.units.peach])
  expect(await anomalies()).toEqual([[id, 'villages', '桃花村']])
})

test('a count below nothing lowers no figure', async () => {
  const { a, units } = story
  await a.save('courtyard-session', session(units.peach))
  const id = await a.save('courtyard-session', session(units.peach, { courtyard: '罗家院子' }))
  await carryIn(new Map([[id, { people: -250 }]]))
  await expectEveryScreen(story.district)
  expect([await figure('attendance'), await figure('attendance', units.peach)]).toEqual([45, 45])
  await expectFiguresOfRows(story.district, [undefined, story.units.east, story.units.peach])
  expect(await anomalies()).toEqual([[id, 'people', '-250']])
})
