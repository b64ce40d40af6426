import { reconcileHubFacts } from '../../../electron/hub/facts/reconcile'
import { migrate } from '../../../electron/hub/store/migrate'
import type { Store } from '../../../electron/hub/store/store'
import { addDistrict, addRecords, idOf, type PlainRecord } from './region'

const unit = (
  name: string,
  id: string,
  level: string,
  parent: string | null,
  place: { longitude?: string; latitude?: string } = {},
): PlainRecord => ({
  id: idOf(id),
  kind: 'unit',
  body: { name, level, parent: parent === null ? null : idOf(parent), ...place },
})

const session = (id: string, at: string | null, date: string, people: number): PlainRecord => ({
  id: idOf(id),
  kind: 'courtyard-session',
  body: { date, unit: at === null ? null : idOf(at), courtyard: '院子', people, leaflets: 10 },
})

/**
 * A city of two districts; in the east two streets, one of them with a village. @param more records of the east
 * @returns their numbers
 */
export async function twoStreets(
  store: Store,
  more: readonly PlainRecord[] = [],
): Promise<{ east: number; west: number }> {
  await migrate(store)
  const east = await addDistrict(store, '东区', [idOf('city'), idOf('east')])
  const west = await addDistrict(store, '西区', [idOf('city'), idOf('west')])
  await addRecords(store, east, [
    unit('东区', 'east', 'district', null, { longitude: '104.2', latitude: '30.6' }),
    unit('河口街道', 's1', 'street', 'east', { longitude: '104.12345', latitude: '30.5' }),
    unit('山前街道', 's2', 'street', 'east', { longitude: '北', latitude: '30.6' }),
    unit('李家村', 'v1', 'village', 's1', { longitude: '9'.repeat(400), latitude: '30.5' }),
    session('a', 'v1', '2026-11-03', 40),
    session('b', 'v1', '2026-11-20', 2),
    session('c', 's2', '2026-11-21', 5),
    session('d', 'v1', '2026-10-21', 1000),
    session('e', null, '2026-11-22', 100),
    ...more,
  ])
  await addRecords(store, west, [
    unit('西区', 'west', 'district', null),
    session('f', 'west', '2026-11-09', 7),
  ])
  await reconcileHubFacts(store)
  return { east, west }
}
