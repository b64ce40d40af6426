import { countedStatus, uncountedStatus } from './identity'
import { byDate, type RegisterWork, type Slot, slots } from './journey'
import { counselMatters } from './matters'
import { createPrng, type Prng, seededId } from './prng'
import type { DemoRecord } from './record'
import { departments } from './reference-district'

/** Lawyers who advise the offices; at a street, all it has. */
const COUNSELS = 8

/** A contract of the year between each office and its counsel; only a district retains them. */
export function counselContracts({ seed, site, advisers, days }: RegisterWork): readonly DemoRecord[] {
  const first = days[0]?.date
  if (site.role !== 'district' || first === undefined) return []
  const year = first.slice(0, 4)
  const prng = createPrng(`${seed}/contracts/${site.id}/${year}`)
  const counsels = advisers.slice(0, COUNSELS)
  return departments.map((client, at) => {
    const number = `顾合〔${year}〕${at + 1}号`
    const adviser = counsels[at % counsels.length]?.id ?? null
    const body = { unit: site.id, client, adviser, number, from: `${year}-01-01`, to: `${year}-12-31` }
    return {
      id: seededId(prng, Date.UTC(Number(year), 0, 1) + at),
      kind: 'counsel-contract',
      scope: site.id,
      body,
    }
  })
}

/** The plan's visits of counsel: each office is visited before one is visited again, and so is each lawyer. */
export function counselVisits(work: RegisterWork): readonly DemoRecord[] {
  const { seed, plan } = work
  const prng = createPrng(`${seed}/counsel`)
  const counted = slots(prng, work, plan.counselServices, 100)
  const uncounted = slots(prng, work, Math.round(counted.length / 80), 100)
  // Spread over the whole period instead of its first days.
  const every = Math.max(1, Math.floor(counted.length / Math.max(1, plan.legalityReviews)))
  return byDate([
    ...counted.map((slot, at) => {
      const isReview = at % every === every - 1 && (at + 1) / every <= plan.legalityReviews
      return visit(prng, work, slot, at, isReview, countedStatus(prng))
    }),
    ...uncounted.map((slot, at) => visit(prng, work, slot, at, false, uncountedStatus(prng))),
  ])
}

function visit(
  prng: Prng,
  { site, advisers }: RegisterWork,
  slot: Slot,
  at: number,
  isReview: boolean,
  status: string,
): DemoRecord {
  const counsels = advisers.slice(0, COUNSELS)
  const [service, object, content, result] = prng.pick(counselMatters)
  const body = {
    date: slot.date,
    unit: site.id,
    // 21 and 8 share no divisor: every lawyer comes to every office in time.
    adviser: counsels[at % counsels.length]?.id ?? null,
    client: departments[at % departments.length] ?? null,
    ...(isReview
      ? {
          service: 'legality',
          object: '规范性文件（重大决策）',
          content: '对文件的权限、程序和内容作合法性审查',
          result: '已出具审查意见',
          documents: 1,
        }
      : { service, object, content, result, people: prng.between(1, 9) }),
    status,
  }
  return { id: slot.id, kind: 'counsel-service', scope: site.id, body }
}
