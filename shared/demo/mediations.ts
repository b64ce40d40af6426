import { addDays } from '../dates'
import { mediation } from '../kinds/mediation'
import type { Body } from '../shapes'
import { later } from './calendar'
import { countedStatus, inventedId, uncountedStatus } from './identity'
import { byDate, type Lead, type RegisterWork, recordIn, type Slot, slots } from './journey'
import { disputeMatters } from './matters'
import { mediationPapers } from './mediation-papers'
import { personName, phoneNumber } from './people'
import { createPrng, type Prng } from './prng'
import type { DemoRecord } from './record'

type End = 'succeeded' | 'failed' | 'open'

/** The plan's disputes: nearly all settled, a few not, the newest still open; and drafts or voids on top. */
export function mediations(work: RegisterWork, from: readonly Lead[]): readonly DemoRecord[] {
  const { seed, plan } = work
  const prng = createPrng(`${seed}/mediations`)
  const counted = slots(prng, work, plan.mediations, 99, from)
  const uncounted = slots(prng, work, Math.round(counted.length / 200), 90)
  const firstOpen = counted.length - plan.openMediations
  const between = Math.max(1, Math.floor(firstOpen / Math.max(1, plan.failedMediations)))
  const endOf = (at: number): End => {
    if (at >= firstOpen) return 'open'
    const isFailed = at % between === between - 1 && Math.ceil((at + 1) / between) <= plan.failedMediations
    return isFailed ? 'failed' : 'succeeded'
  }
  return byDate([
    ...counted.map((slot, at) => dispute(prng, work, slot, endOf(at), countedStatus(prng))),
    ...uncounted.map((slot) => dispute(prng, work, slot, 'open', uncountedStatus(prng))),
  ])
}

function dispute(prng: Prng, { seed, days }: RegisterWork, slot: Slot, end: End, status: string): DemoRecord {
  const last = days.at(-1)?.date ?? ''
  const fitting = disputeMatters.filter(([type]) => type === slot.from?.category)
  const [type, about, agreement] = prng.pick(fitting.length > 0 ? fitting : disputeMatters)
  const way = slot.from ? 'applied' : prng.pick(['own', 'own', 'applied', 'applied', 'referred'])
  const mediatedOn = later(prng, slot.date, 0, 3, last)
  const closedOn = later(prng, mediatedOn, 0, 15, last)
  const drawn = {
    type,
    way,
    ...(way === 'applied' ? { appliedOn: slot.date } : {}),
    acceptedOn: slot.date,
    committee: `${slot.team.place.name}人民调解委员会`,
    mediator: prng.pick(slot.team.members),
    applicant: personName(prng),
    phone: phoneNumber(prng),
    ...(prng.chance(20) ? { idNumber: inventedId(prng) } : {}),
    respondent: personName(prng),
    ...(prng.chance(60) ? { respondentPhone: phoneNumber(prng) } : {}),
    people: prng.between(2, 6),
    dispute: about,
    ...ended(prng, end, { mediatedOn, closedOn, last, agreement }),
    status,
  }
  const { name } = slot.team.place
  return recordIn(mediation, slot, {
    ...drawn,
    ...mediationPapers(`${seed}/${slot.id}`, drawn, name, slot.team.captain, last),
  })
}

/** How far it came, with what each step asks for. */
function ended(
  prng: Prng,
  end: End,
  on: {
    readonly mediatedOn: string
    readonly closedOn: string
    readonly last: string
    readonly agreement: string
  },
): Body {
  const { mediatedOn, closedOn, last, agreement } = on
  if (end === 'open') return prng.chance(50) ? { state: 'accepted' } : { mediatedOn, state: 'mediating' }
  if (end === 'failed')
    return { mediatedOn, closedOn, failureReason: '双方差距较大，已告知可以起诉或申请仲裁', state: 'failed' }
  const written = prng.chance(35)
  const settled = {
    mediatedOn,
    closedOn,
    agreementOn: closedOn,
    agreementForm: written ? 'written' : 'oral',
    agreement,
    ...(written && prng.chance(40) ? { amount: prng.between(3, 300) * 10_000 } : {}),
    ...(prng.chance(2) ? { crimesPrevented: 1, crimesPreventedPeople: prng.between(1, 4) } : {}),
    ...(prng.chance(1) ? { petitionsPrevented: 1, petitionsPreventedPeople: prng.between(5, 20) } : {}),
  }
  if (written && prng.chance(12)) {
    const confirmationAppliedOn = later(prng, closedOn, 1, 20, last)
    const confirmedOn = later(prng, confirmationAppliedOn, 1, 10, last)
    return { ...settled, confirmationAppliedOn, confirmedOn, state: 'confirmed' }
  }
  // What was settled last is still to be performed, and now and then somebody does not keep a promise.
  const performedOn = addDays(closedOn, prng.between(0, 7))
  if (performedOn <= last && !prng.chance(1)) return { ...settled, performedOn, state: 'performed' }
  return { ...settled, state: 'succeeded' }
}
