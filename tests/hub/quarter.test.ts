import { hubFigures } from '../../electron/hub/figures/figures'
import { regionTree } from '../../electron/hub/figures/region-tree'
import { settleFigures } from '../../electron/hub/figures/settle'
import type { Hub } from '../../electron/hub/hub'
import { verifyHub } from '../../electron/hub/upkeep/verify-hub'
import { parsePeriod } from '../../shared/period'
import { type Pair, pair } from '../support/desks/pair'
import { countingHub } from '../support/hub/hubs'
import { beginQuarter, handIn, handOver, liveMonth, receiptsDown, typedSums } from '../support/hub/quarter'
import { longStory } from '../support/hub/stores'

/** What a hub counts of meetings and who came. */
async function sumsAt({ store }: Hub, period: string): Promise<Record<string, unknown>> {
  const measures = ['sessions', 'attendance']
  const asked = { measures, period: parsePeriod(period), unit: null }
  const figures = await hubFigures(store, await regionTree(store), asked)
  return Object.fromEntries(figures.map(({ measure, value }) => [measure, value]))
}

longStory(({ open }) => {
  let stories: Pair[] = []
  afterEach(async () => {
    for (const story of stories) await story.close()
  })

  test('laptops, districts, a city and a province live through a quarter by files alone, and the province’s sums are what was typed', async () => {
    stories = [await pair(), await pair(100)]
    const city = await countingHub(await open())
    const province = await countingHub(await open(), 'province', '示范省', 78)
    const quarter = await beginQuarter(stories, city, province)

    const january = await liveMonth(quarter, 2027, 1)
    await handIn(quarter, january)
    for (const hub of [city, province])
      expect(await sumsAt(hub, '2027-01')).toEqual(typedSums(quarter, '2027-01'))
    expect(await receiptsDown(quarter)).toEqual([0, 0])

    // The first district's file is left in a drawer.
    const [late = '', february = ''] = await liveMonth(quarter, 2027, 2)
    const twice = await handIn(quarter, [february, ...january])
    expect(twice.taken.map(({ result }) => result)).toEqual(['applied', 'nothing-new', 'nothing-new'])
    const withoutFirst = [...quarter.typed.values()].filter(
      ({ district, month }) => district === 1 && month === '2027-02',
    )
    expect(await sumsAt(province, '2027-02')).toMatchObject({ sessions: withoutFirst.length })

    await handOver(quarter)
    const march = await liveMonth(quarter, 2027, 3)
    await settleFigures(province.store)
    await handIn(quarter, [...march, late])
    for (const month of ['2027-01', '2027-02', '2027-03'])
      expect([month, await sumsAt(province, month)]).toEqual([month, typedSums(quarter, month)])
    expect(await sumsAt(province, '2027-Q1')).toEqual(typedSums(quarter))
    await settleFigures(province.store)
    expect(await sumsAt(province, '2027-Q1')).toEqual(typedSums(quarter))
    expect(await receiptsDown(quarter)).toEqual([0, 0])
    for (const hub of [city, province]) expect((await verifyHub(hub)).ok).toBe(true)
  }, 120_000)
})
