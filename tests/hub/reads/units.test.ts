import { belongingTo } from '../../../electron/hub/reads/units'
import type { Sql } from '../../../electron/hub/store/store'
import { idOf, openRegion, type PlainRecord, type Region } from '../../support/hub/region'
import { eachStore } from '../../support/hub/stores'
import { twoStreets } from '../../support/hub/two-streets'

const nameless: PlainRecord = { id: idOf('n'), kind: 'courtyard-session', body: { date: '2026-11-23' } }

eachStore((under) => {
  let region: Region
  beforeEach(async () => {
    region = await openRegion(under, (store) => twoStreets(store, [nameless]))
  })
  afterEach(() => region.close())

  test('a unit’s page tells what stands above it, right under it and what it holds, from the city down to a village', async () => {
    const leader = await region.as(idOf('city'), 'read')
    const told = async (unit: string) => {
      const { above, below, kinds } = await leader.ok('overviews.unit', { unit: idOf(unit) })
      const sessions = kinds.find(({ kind }) => kind === 'courtyard-session')?.count ?? 0
      return [above.map(({ id }) => id), below.map(({ name }) => name), sessions]
    }
    const [city, east, street] = [idOf('city'), idOf('east'), idOf('s1')]
    expect(await told('city')).toEqual([[], ['东区', '西区'], 7])
    expect(await told('east')).toEqual([[city], ['河口街道', '山前街道'], 6])
    expect(await told('s1')).toEqual([[city, east], ['李家村'], 3])
    expect(await told('v1')).toEqual([[city, east, street], [], 3])
    expect(await told('nobody')).toEqual([[], [], 0])
  })

  test('what belongs to a unit is found without the units of other districts', async () => {
    const { owner, east, west } = region
    const asked: unknown[] = []
    const sql: Sql = {
      ...owner,
      query: (text, values) => {
        if (text.includes(`kind = 'unit' AND ($1::int[]`)) asked.push(values?.[0])
        return owner.query(text, values)
      },
    }
    expect(await belongingTo(sql, idOf('city'))).toEqual({ districts: [east, west] })
    expect(asked).toEqual([])
    expect(await belongingTo(sql, idOf('s1'))).toEqual({ units: [idOf('s1'), idOf('v1')] })
    expect(await belongingTo(sql, idOf('west'), true)).toEqual({ units: [idOf('west')] })
    expect(asked).toEqual([[east], [west]])
  })
})
