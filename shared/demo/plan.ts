import type { Prng } from './prng'

/** Activities and sessions of a year: with this size a whole year has the figures of the reference report. */
export const YEAR_SIZE = 600

/** Registers beyond five years' worth would only make a large example slow. */
const MOST_YEARS = 5

/** How much of everything one order of example data holds. Records counted nowhere (drafts, voids) come on top. */
export interface DemoPlan {
  /** Activities and sessions together, drafts and voids included. */
  readonly events: number
  /** Lectures on the constitution. */
  readonly lectures: number
  readonly beforeMeetings: number
  /** Activities that send text messages, and the messages. */
  readonly smsActivities: number
  readonly sms: number
  readonly leaflets: number
  readonly consultations: number
  /** Leads closed with an answer, and the workers in them. */
  readonly leads: number
  readonly workers: number
  readonly openLeads: number
  readonly mediations: number
  readonly failedMediations: number
  readonly openMediations: number
  /** Subsidised cases by the rate they are paid by (see `rates`), cases granted and not paid yet, and applications without a decision. */
  readonly aidPaid: readonly number[]
  readonly aidUnpaid: number
  readonly aidPending: number
  readonly counselServices: number
  readonly legalityReviews: number
}

/**
 * The plan of a size. `YEAR_SIZE` is one year of the reference report (DOMAIN 5) to the record; any other size has everything
 * in proportion, rounded, but at most five years' worth of the registers. The period only says over which days it is spread.
 */
export function demoPlan(prng: Prng, size: number): DemoPlan {
  const years = size / YEAR_SIZE
  const events = (year: number): number => Math.round(year * years)
  const kept = (year: number): number => Math.round(year * Math.min(years, MOST_YEARS))
  return {
    events: size,
    lectures: events(prng.between(52, 58)),
    beforeMeetings: events(18),
    smsActivities: events(40),
    sms: events(prng.between(102_000, 107_000)),
    leaflets: events(prng.between(101_000, 108_500)),
    consultations: kept(232),
    leads: kept(130),
    workers: kept(prng.between(1010, 1060)),
    openLeads: kept(3),
    mediations: kept(1134),
    failedMediations: kept(8),
    openMediations: kept(3),
    // 30 × 150 元 + 26 × 400 元 + 34 × 500 元 = 31 900 元, and 90 + 5 = 95 cases.
    aidPaid: [kept(30), kept(26), kept(34)],
    aidUnpaid: kept(5),
    aidPending: kept(5),
    counselServices: kept(prng.between(172, 178)),
    legalityReviews: kept(9),
  }
}
