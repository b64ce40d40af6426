import { createPrng, type Prng, seededId } from '../../shared/demo/prng'
import { kindOf } from '../../shared/kinds'
import { initialStates } from '../../shared/records/states'
import type { Flat } from '../../shared/shapes'
import { NUMBER } from '../../shared/sync/change'
import { type LocalEdit, writeLocal } from '../engine/changes/write'
import type { Station, StationPlaces } from './station'

const kind = kindOf('activity')
const DAY = 86_400_000
const FIRST_DAY = Date.UTC(2023, 0, 1)
const TWO_YEARS = 730
const BATCH = 2000

/** One activity as the bench writes it: an id and about twenty fields, 600 bytes of JSON. */
export interface SampleRow {
  readonly id: string
  readonly set: Flat
}

const themes = ['国家宪法日集中宣传', '民法典进院坝', '根治欠薪普法行动', '反诈骗防养老诈骗', '未成年人保护']
/** What people are called in the rows of the bench. */
export const surnames = ['王', '李', '张', '刘', '陈', '杨', '赵', '黄', '周', '吴', '徐', '孙', '解', '曾']
export const given = ['建国', '秀英', '志强', '丽华', '海波', '小燕', '文斌', '玉兰', '成林', '晓峰']
const characters = [
  ...'的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部',
]
const forms = ['rally', 'lecture', 'visit', 'courtyard', 'broadcast', 'vehicle', 'led', 'arts']

/** Words that repeat as little as what people type. */
function sentence(prng: Prng): string {
  return Array.from({ length: 14 }, () => prng.pick(characters)).join('')
}

/** Which rows: `from`…`to` (excluded) of a store that spreads `overTwoYears` of them evenly over its first two years. */
export interface SampleRange {
  readonly from: number
  readonly to: number
  readonly overTwoYears: number
}

/**
 * Activities of the bench, one at a time, in the order they were held: the same for the same numbers. Texts repeat as they
 * do at an office: few themes and speakers, many places.
 */
export function* sampleRows(
  villages: readonly string[],
  { from, to, overTwoYears }: SampleRange,
): Generator<SampleRow> {
  for (let n = from; n < to; n += 1) {
    const prng = createPrng(`row/${n}`)
    const day = Math.floor((n * TWO_YEARS) / overTwoYears)
    const moment = FIRST_DAY + day * DAY
    const person = (): string => prng.pick(surnames) + prng.pick(given)
    yield {
      id: seededId(prng, moment + n),
      set: {
        ...initialStates(kind),
        date: new Date(moment).toISOString().slice(0, 10),
        unit: prng.pick(villages),
        theme: prng.pick(themes),
        form: prng.pick(forms),
        place: `${prng.pick(surnames)}家院子${prng.below(900)}号`,
        organiser: '东街街道司法所',
        coOrganisers: prng.chance(30) ? '村民委员会、派出所' : null,
        speaker: person(),
        attendance: prng.between(18, 300),
        audience: ['countryside', 'community'],
        laws: prng.chance(30) ? ['constitution', 'civilCode'] : ['wages'],
        topics: ['wages'],
        leaflets: prng.between(20, 400),
        booklets: prng.between(0, 80),
        boards: prng.between(0, 8),
        banners: prng.between(0, 4),
        questions: prng.between(0, 12),
        questionnaires: prng.between(0, 60),
        sms: prng.chance(5) ? prng.between(100, 900) : 0,
        remarks: `现场秩序良好，群众反映${person()}家${sentence(prng)},${person()}家${sentence(prng)}，已登记第${n}号。`,
        [NUMBER]: `510999-HD-${2023 + Math.floor(day / 365)}-${String(n).padStart(7, '0')}`,
      },
    }
  }
}

/** Writes sample rows at a street's laptop as if typed there, in transactions of 2000. */
export function writeRows(station: Station, places: StationPlaces, range: SampleRange): void {
  const { ctx } = station
  let batch: LocalEdit[] = []
  const flush = (): void => {
    ctx.db.transaction(() => writeLocal(ctx, batch)).immediate()
    batch = []
  }
  for (const { id, set } of sampleRows(places.villages, range)) {
    batch.push({ record: id, kind: kind.name, kindVersion: kind.version, scope: places.scope, set })
    if (batch.length >= BATCH) flush()
  }
  if (batch.length > 0) flush()
}
