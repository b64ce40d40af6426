import type { Period } from '../period'
import type { Body } from '../shapes'
import { daysOf } from './calendar'
import { personName, phoneNumber } from './people'
import { createPrng, type Prng, seededId } from './prng'
import type { DemoPlace, DemoRecord, DemoSite } from './record'

const founded = 1_609_545_600_000 // 2021-01-02

/** Somebody who advises villages and, the first eight of a district, its departments. */
export interface DemoAdviser {
  readonly id: string
  readonly name: string
}

/** Twelve lawyers at a district, three at a street, who have all the villages between them. */
export function demoAdvisers(
  seed: string,
  site: DemoSite,
  places: readonly DemoPlace[],
): { readonly records: readonly DemoRecord[]; readonly advisers: readonly DemoAdviser[] } {
  if (places.length === 0) return { records: [], advisers: [] }
  const prng = createPrng(`${seed}/advisers/${site.id}`)
  const size = site.role === 'district' ? 12 : 3
  const names = new Set<string>()
  while (names.size < size) names.add(personName(prng))
  const records = [...names].map((name, at): DemoRecord => {
    const villages = places.filter((_, place) => place % size === at).map(({ id }) => id)
    const body: Body = {
      name,
      unit: site.id,
      profession: 'lawyer',
      licence: `19900${String(2010 + at)}1000${String(at + 1).padStart(4, '0')}`,
      firm: prng.pick(['正衡律师事务所', '同泽律师事务所', '明理律师事务所']),
      phone: phoneNumber(prng),
      ...(villages.length > 0 ? { villages } : {}),
      from: '2022-01-01',
      contracts: [
        {
          id: seededId(prng, founded + 500 + at),
          number: `顾聘〔2022〕${at + 1}号`,
          client: site.name,
          from: '2022-01-01',
          ...(villages.length > 0 ? { villages } : {}),
          fee: 600_000,
        },
      ],
    }
    return { id: seededId(prng, founded + at), kind: 'adviser', scope: site.scope, body }
  })
  return { records, advisers: records.map(({ id, body }) => ({ id, name: String(body.name) })) }
}

/**
 * What stands behind the work of each place: 法律明白人, 示范户, its honours, and the street's publicity officer. The same in
 * every order but for the one 省级 honour, which falls into the first period asked for.
 */
export function placeTables(
  seed: string,
  places: readonly DemoPlace[],
  period: Period,
): readonly DemoRecord[] {
  return [
    ...officers(seed, places),
    ...places.flatMap((place) => ofPlace(seed, place)),
    ...honours(seed, places, period),
  ]
}

function officers(seed: string, places: readonly DemoPlace[]): readonly DemoRecord[] {
  return [...new Set(places.map(({ street }) => street))].map((street) => {
    const prng = createPrng(`${seed}/officer/${street}`)
    const body = { name: personName(prng), unit: street, phone: phoneNumber(prng), from: '2021-06-01' }
    return { id: seededId(prng, founded + 1000), kind: 'publicity-officer', scope: street, body }
  })
}

/** Three 法律明白人 in each 行政村, as asked for by 2025, two in a community; a household or two. */
function ofPlace(seed: string, place: DemoPlace): readonly DemoRecord[] {
  const prng = createPrng(`${seed}/place/${place.id}`)
  const own = (kind: string, at: number, body: Body): DemoRecord => ({
    id: seededId(prng, founded + 2000 + at),
    kind,
    scope: place.street,
    body: { unit: place.id, ...body },
  })
  const readers = Array.from({ length: place.level === 'village' ? 3 : 2 }, (_, at) =>
    own('law-reader', at, {
      name: personName(prng),
      phone: phoneNumber(prng),
      certificate: `MB2022${String(prng.below(100_000)).padStart(5, '0')}`,
      from: '2022-05-20',
    }),
  )
  const households = Array.from({ length: prng.between(1, 2) }, (_, at) =>
    own('demonstration-household', 10 + at, {
      name: personName(prng),
      group: `${prng.between(1, 9)}组`,
      batch: '2022年第一批',
      from: '2022-09-15',
    }),
  )
  return [...readers, ...households]
}

function honours(seed: string, places: readonly DemoPlace[], period: Period): readonly DemoRecord[] {
  const best = places.find(({ name }) => name === '三湾社区') ?? places[0]
  if (!best) return []
  const others = places.filter((place) => place !== best && places.indexOf(place) % 9 === 4)
  const days = daysOf(period)
  const named = days[Math.floor(days.length * 0.8)]?.date ?? period.to
  return [
    honour(createPrng(`${seed}/honour/${best.id}`), best, 'province', named, `${named.slice(0, 4)}年第二批`),
    ...others.map((place) =>
      honour(createPrng(`${seed}/honour/${place.id}`), place, 'county', '2021-12-03', '2021年第一批'),
    ),
  ]
}

function honour(prng: Prng, place: DemoPlace, level: string, date: string, batch: string): DemoRecord {
  const body = { unit: place.id, level, date, batch, document: '示范村（社区）命名决定（示例）' }
  return { id: seededId(prng, founded + 3000), kind: 'honour', scope: place.street, body }
}
