import type { Kind } from '../../shared/definition/define'
import { inventedId } from '../../shared/demo/identity'
import { createPrng, type Prng, seededId } from '../../shared/demo/prng'
import { kindOf } from '../../shared/kinds'
import { initialStates } from '../../shared/records/states'
import type { Flat } from '../../shared/shapes'
import { type LocalEdit, writeLocal } from '../engine/changes/write'
import { given, surnames } from './sample-rows'
import type { Station, StationPlaces } from './station'

const DAY = 86_400_000
const FIRST_DAY = Date.UTC(2023, 0, 1)
const TWO_YEARS = 730
const BATCH = 2000
/** Every tenth record is a draft, which no figure counts. */
const DRAFTS = 10

/** One record of any kind that the monthly report counts. */
interface MixedRow {
  readonly id: string
  readonly kind: Kind
  readonly set: Flat
}

interface Drawing {
  readonly prng: Prng
  /** The day of the record; a matter is closed or decided some days later. */
  day(later?: number): string
  /** An activity of the last few days. */
  readonly activity: string | null
}

type Draw = (drawing: Drawing) => Flat

const person = (prng: Prng): string => prng.pick(surnames) + prng.pick(given)
const mobile = (prng: Prng): string => `138${String(prng.below(100_000_000)).padStart(8, '0')}`
const wholeMoney = (prng: Prng): number => prng.between(1, 9000) * 10_000

/** What figures read of each kind, and how many of twenty records are of it. */
const kinds: readonly { readonly name: string; readonly share: number; readonly draw: Draw }[] = [
  {
    name: 'activity',
    share: 6,
    draw: ({ prng }) => ({
      theme: '国家宪法日集中宣传',
      place: `王家院子${prng.below(900)}号`,
      organiser: '东街街道司法所',
      form: prng.pick(['rally', 'lecture', 'visit', 'broadcast', 'beforeMeeting']),
      laws: prng.chance(30) ? ['constitution', 'civilCode'] : ['wages'],
      attendance: prng.between(18, 300),
      leaflets: prng.chance(80) ? prng.between(20, 400) : null,
      questions: prng.chance(50) ? prng.between(0, 12) : null,
      sms: prng.chance(5) ? prng.between(100, 900) : null,
    }),
  },
  {
    name: 'courtyard-session',
    share: 4,
    draw: ({ prng, activity }) => ({
      courtyard: `张家院子${prng.below(900)}号`,
      chair: '王建国',
      speaker: '李秀英',
      agenda: '民法典',
      start: '14:00',
      end: '15:30',
      households: prng.between(5, 40),
      people: prng.between(10, 90),
      leaflets: prng.between(5, 90),
      questions: prng.between(0, 9),
      activity: prng.chance(30) ? activity : null,
    }),
  },
  {
    name: 'consultation',
    share: 2,
    draw: ({ prng }) => ({
      channel: prng.pick(['visit', 'call', 'letter']),
      category: 'wages',
      answer: '可以申请法律援助。',
      receivedBy: '王建国',
      who: person(prng),
      phone: mobile(prng),
    }),
  },
  {
    name: 'legal-aid-case',
    share: 2,
    draw: ({ prng, day }) => ({
      applicant: person(prng),
      phone: mobile(prng),
      idNumber: inventedId(prng),
      state: prng.pick(['applied', 'granted', 'handling', 'closed', 'refused']),
      appliedOn: day(),
      decidedOn: day(prng.between(1, 7)),
    }),
  },
  {
    name: 'wage-arrears-lead',
    share: 2,
    draw: ({ prng, day }) => {
      const isClosed = prng.chance(60)
      return {
        source: 'visit',
        employer: `建筑公司${prng.below(300)}`,
        people: prng.between(1, 30),
        amount: wholeMoney(prng),
        state: isClosed ? 'closed' : 'verifying',
        ...(isClosed
          ? {
              closedOn: day(prng.between(3, 40)),
              conclusion: prng.pick(['paid', 'plan', 'duplicate']),
              helped: prng.between(1, 30),
            }
          : {}),
      }
    },
  },
  {
    name: 'mediation',
    share: 2,
    draw: ({ prng, day }) => {
      const hasSucceeded = prng.chance(90)
      return {
        type: 'neighbours',
        applicant: person(prng),
        respondent: person(prng),
        state: hasSucceeded ? prng.pick(['succeeded', 'performed']) : 'failed',
        closedOn: day(prng.between(1, 30)),
      }
    },
  },
  {
    name: 'counsel-service',
    share: 2,
    draw: ({ prng }) => ({
      client: `桃花${prng.below(60)}村委会`,
      service: prng.pick(['opinion', 'legality', 'duty']),
      documents: prng.below(4),
    }),
  },
]

const twenty = kinds.flatMap((kind) => Array.from({ length: kind.share }, () => kind))

/**
 * Records of every kind that the monthly report counts, mixed, evenly over 2023 and 2024: the same for the same size.
 * @param from what is drawn begins there, so that two that follow on each other are not alike
 */
export function* mixedRows(villages: readonly string[], size: number, from = 0): Generator<MixedRow> {
  let activity: string | null = null
  for (let n = 0; n < size; n += 1) {
    const prng = createPrng(`mixed/${from + n}`)
    const moment = FIRST_DAY + Math.floor((n * TWO_YEARS) / size) * DAY
    const day = (later = 0): string => new Date(moment + later * DAY).toISOString().slice(0, 10)
    const { name, draw } = prng.pick(twenty)
    const kind = kindOf(name)
    const id = seededId(prng, moment + n)
    const status = n % DRAFTS === 0 ? 'draft' : 'reviewed'
    const common = { ...initialStates(kind), date: day(), unit: prng.pick(villages), status }
    yield { id, kind, set: { ...common, ...draw({ prng, day, activity }) } }
    if (name === 'activity') activity = id
  }
}

/** Writes them at a street's laptop as if typed there, in transactions of 2000. @param from as `mixedRows` */
export function writeMixed({ ctx }: Station, places: StationPlaces, size: number, from = 0): void {
  let batch: LocalEdit[] = []
  const flush = (): void => {
    ctx.db.transaction(() => writeLocal(ctx, batch)).immediate()
    batch = []
  }
  for (const { id, kind, set } of mixedRows(places.villages, size, from)) {
    batch.push({ record: id, kind: kind.name, kindVersion: kind.version, scope: places.scope, set })
    if (batch.length >= BATCH) flush()
  }
  if (batch.length > 0) flush()
}
