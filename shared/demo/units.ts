import { PLACE_SCALE } from '../kinds/unit'
import { createPrng, seededId } from './prng'
import type { DemoRecord } from './record'

/** Invented streets with their villages (村) and communities (社区): 26 in all, as in the reference report. */
const streets: readonly (readonly [
  street: string,
  villages: readonly string[],
  communities: readonly string[],
])[] = [
  ['云锦街道', ['云顶村', '锦屏村', '望月村', '黄桷村'], ['锦绣社区', '云水社区', '学府社区']],
  ['禾丰街道', ['禾田村', '丰登村', '稻香村', '枣林村', '白鹤村'], ['禾苑社区', '丰泽社区']],
  ['清荷街道', ['荷塘村', '竹溪村', '柳湾村'], ['清荷社区', '莲池社区', '三湾社区']],
  ['松涛街道', ['松林村', '石磨村', '青杠村', '回龙村'], ['松涛社区', '翠屏社区']],
]

/** The invented district lies about here; streets in a ring about it, what stands under them in rings about those. Degrees. */
const middle = { longitude: 104.1, latitude: 30.6 }

function placeAt(ring: number, at: number, of: number, from: { longitude: number; latitude: number }) {
  const angle = (2 * Math.PI * at) / of
  return {
    longitude: from.longitude + ring * Math.cos(angle),
    latitude: from.latitude + ring * Math.sin(angle),
  }
}

/** Founded long before any period, so that unit ids sort first. */
const founded = 1_577_836_800_000 // 2020-01-01

/** The streets, villages and communities under a district that has none yet. */
export function demoUnits(seed: string, district: string): readonly DemoRecord[] {
  const prng = createPrng(`${seed}/units`)
  const records: DemoRecord[] = []
  const add = (name: string, level: string, parent: string, code: string, place: typeof middle): string => {
    const id = seededId(prng, founded + records.length)
    const { longitude, latitude } = place
    const body = {
      name,
      level,
      parent,
      code,
      order: records.length + 1,
      longitude: String(Number(longitude.toFixed(PLACE_SCALE))),
      latitude: String(Number(latitude.toFixed(PLACE_SCALE))),
    }
    records.push({ id, kind: 'unit', scope: '*', body })
    return id
  }
  for (const [index, [name, villages, communities]] of streets.entries()) {
    const code = `00${index + 1}`
    const centre = placeAt(0.12, index, streets.length, middle)
    const street = add(name, 'street', district, code, centre)
    const under = [
      ...communities.map((community, i) => [community, 'community', `${code}00${i + 1}`] as const),
      ...villages.map((village, i) => [village, 'village', `${code}20${i + 1}`] as const),
    ]
    for (const [i, [place, level, placeCode]] of under.entries())
      add(place, level, street, placeCode, placeAt(0.04, i, under.length, centre))
  }
  return records
}
