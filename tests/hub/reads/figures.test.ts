import { idOf, openRegion, type Region } from '../../support/hub/region'
import { eachStore } from '../../support/hub/stores'
import { twoStreets } from '../../support/hub/two-streets'

eachStore((under) => {
  let region: Region
  afterEach(() => region.close())

  test('a month is added up by district, then by street, then by village, each time of the own region alone', async () => {
    region = await openRegion(under, twoStreets)
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
    const placesUnder = async (who: string, unit?: string) => {
      const visitor = await region.as(idOf(who), unit ? 'admin' : 'review')
      const asked = { measures: ['attendance'], period: '2026-11', ...(unit && { unit: idOf(unit) }) }
      const { units } = await visitor.ok('charts.byUnit', asked)
      return units.flatMap(({ name, place }) => (place ? [[name, place.longitude, place.latitude]] : []))
    }
    expect(await placesUnder('city')).toEqual([['东区', 104.2, 30.6]])
    expect(await placesUnder('east')).toEqual([['河口街道', 104.12345, 30.5]])
    // A number that a file brought lies nowhere, however long it is.
    expect(await placesUnder('east', 's1')).toEqual([])
    const [leader] = [await region.as(idOf('west'), 'read')]
    const elsewhere = { measures: ['attendance'], period: '2026-11', unit: idOf('s1') }
    expect(await leader.call('charts.byUnit', elsewhere)).toMatchObject({ error: { code: 'unit.not-found' } })
    // Another district's figures do not come by asking for the unit above both.
    const above = { measures: ['attendance'], period: '2026-11', unit: idOf('city') }
    expect((await leader.ok('charts.byUnit', above)).whole.map(({ text }) => text)).toEqual(['7'])
  })
})
