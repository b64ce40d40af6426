import { createPrng, type Prng, seededId } from './prng'
import type { DemoPlace, DemoRecord, DemoTeam } from './record'

const surnames = [...'王李张刘陈杨黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕解覃']
const given = [
  ...['建国', '秀英', '永贵', '桂兰', '志强', '晓燕', '国华', '玉珍', '明辉', '春梅', '德明', '淑芬', '文斌'],
  ...['丽华', '家富', '素琼', '光荣', '小玲', '天佑', '红霞', '长青', '玉芳', '正东', '雪梅', '安民', '世英'],
  ...['勇', '敏', '静', '磊', '涛', '琴', '超', '霞', '刚', '萍', '平', '莉', '波', '芳'],
] as const

/** A plausible name of nobody in particular. */
export function personName(prng: Prng): string {
  return prng.pick(surnames) + prng.pick(given)
}

/**
 * A number that passes as a mobile and is nobody's: no operator has been given those that begin with 154. Of few such numbers strangers
 * of one year would share some, and the queue of possible duplicates would be full of them.
 */
export function phoneNumber(prng: Prng): string {
  return `154${String(prng.below(100_000_000)).padStart(8, '0')}`
}

const joined = 1_590_969_600_000 // 2020-06-01

/** One team a place with five or six people: 148 for 26 places. The same for the same seed and place. */
export function demoTeams(
  seed: string,
  places: readonly DemoPlace[],
): { readonly records: readonly DemoRecord[]; readonly teams: readonly DemoTeam[] } {
  const records: DemoRecord[] = []
  const teams: DemoTeam[] = []
  for (const [index, place] of places.entries()) {
    const prng = createPrng(`${seed}/team/${place.id}`)
    const team = seededId(prng, joined + index)
    const size = index % 26 < 18 ? 6 : 5
    const names = new Set<string>()
    while (names.size < size) names.add(personName(prng))
    const members = [...names]
    const [captain = ''] = members
    const phones = members.map(() => phoneNumber(prng))
    const own = { scope: place.street }
    records.push({
      ...own,
      id: team,
      kind: 'team',
      body: {
        name: `${place.name}普法小分队`,
        unit: place.id,
        captain,
        captainPhone: phones[0] ?? null,
        foundedOn: `2021-0${prng.between(3, 9)}-${prng.between(10, 28)}`,
      },
    })
    for (const [i, name] of members.entries()) {
      const from = `202${prng.between(1, 2)}-0${prng.between(1, 9)}-${prng.between(10, 28)}`
      const body = { name, unit: place.id, team, phone: phones[i] ?? null, from }
      records.push({ ...own, id: seededId(prng, joined + 1000 + index * 10 + i), kind: 'person', body })
    }
    teams.push({ id: team, place, captain, members })
  }
  return { records, teams }
}
