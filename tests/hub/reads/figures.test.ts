import { reconcileHubFacts } from '../../../electron/hub/facts/reconcile'
import { migrate } from '../../../electron/hub/store/migrate'
import type { Store } from '../../../electron/hub/store/store'
import { addDistrict, addRecords, idOf, openRegion, type Region } from '../../support/hub/region'
import { eachStore } from '../../support/hub/stores'

/** A city of two districts; in the east two streets with a village each. */
async function filled(store: Store): Promise<{ east: number; west: number }> {
  await migrate(store)
  const east = await addDistrict(store, '东区', [idOf('city'), idOf('east')])
  const west = await addDistrict(store, '西区', [idOf('city'), idOf('west')])
  const unit = (name: string, id: string, level: string, parent: string | null) => ({
    id: idOf(id),
    kind: 'unit',
    body: { name, level, parent: parent === null ? null : idOf(parent) },
  })
  const session = (id: string, at: string | null, date: string, people: number) => ({
    id: idOf(id),
    kind: 'courtyard-session',
    body: { date, unit: at === null ? null : idOf(at), courtyard: '院子', people, leaflets: 10 },
  })
  await addRecords(store, east, [
    unit('东区', 'east', 'district', null),
    unit('河口街道', 's1', 'street', 'east'),
    unit('山前街道', 's2', 'street', 'east'),
    unit('李家村', 'v1', 'village', 's1'),
    session('a', 'v1', '2026-11-03', 40),
    session('b', 'v1', '2026-11-20', 2),
    session('c', 's2', '2026-11-21', 5),
    session('d', 'v1', '2026-10-21', 1000),
    session('e', null, '2026-11-22', 100),
  ])
  await addRecords(store, west, [
    unit('西区', 'west', 'district', null),
    session('f', 'west', '2026-11-09', 7),
  ])
  await reconcileHubFacts(store)
  return { east, west }
}

eachStore((under) => {
  let region: Region
  afterEach(() => region.close())

  test('a month is added up by district, then by street, then by village, each time of the own region alone', async () => {
    region = await openRegion(under, filled)
    const ask = async (who: string, unit?: string) => {
      const visitor = await region.as(idOf(who), 'read')
      const asked = {
        measures: ['attendance', 'leaflets'],
        period: '2026-11',
        ...(unit && { unit: idOf(unit) }),
      }
      const { units, whole } = await visitor.ok('charts.byUnit', asked)
      const texts = (figures: typeof whole) => figures.map(({ text }) => text)
      return { units: units.map(({ name, figures }) => [name, ...texts(figures)]), whole: texts(whole) }
    }
    expect(await ask('city')).toEqual({
      units: [
        ['东区', '147', '40'],
        ['西区', '7', '10'],
      ],
      whole: ['154', '50'],
    })
    expect(await ask('east')).toEqual({
      units: [
        ['河口街道', '42', '20'],
        ['山前街道', '5', '10'],
        ['本级', '100', '10'],
      ],
      whole: ['147', '40'],
    })
    const [leader] = [await region.as(idOf('west'), 'read')]
    const elsewhere = { measures: ['attendance'], period: '2026-11', unit: idOf('s1') }
    expect(await leader.call('charts.byUnit', elsewhere)).toMatchObject({ error: { code: 'unit.not-found' } })
    // Another district's figures do not come by asking for the unit above both.
    const above = { measures: ['attendance'], period: '2026-11', unit: idOf('city') }
    expect((await leader.ok('charts.byUnit', above)).whole.map(({ text }) => text)).toEqual(['7'])
  })
})
