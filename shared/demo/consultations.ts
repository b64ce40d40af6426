import { consultation } from '../kinds/consultation'
import { later } from './calendar'
import { countedStatus, inventedId, uncountedStatus } from './identity'
import { byDate, type Lead, type RegisterWork, recordIn, type Slot, slots } from './journey'
import { questions } from './matters'
import { personName, phoneNumber } from './people'
import { createPrng, type Prng } from './prng'
import type { DemoRecord } from './record'

/** The plan's consultations, some of them about what somebody asked for in a courtyard; and drafts or voids on top. */
export function consultations(work: RegisterWork, from: readonly Lead[]): readonly DemoRecord[] {
  const prng = createPrng(`${work.seed}/consultations`)
  const counted = slots(prng, work, work.plan.consultations, 100, from)
  const uncounted = slots(prng, work, Math.round(counted.length / 60), 100)
  return byDate([
    ...counted.map((slot) => asked(prng, work, slot, countedStatus(prng))),
    ...uncounted.map((slot) => asked(prng, work, slot, uncountedStatus(prng))),
  ])
}

function asked(prng: Prng, { days, advisers }: RegisterWork, slot: Slot, status: string): DemoRecord {
  const category = slot.from?.category
  const fitting = questions.filter(([about]) => about === category)
  const [about, question, answer] = prng.pick(fitting.length > 0 ? fitting : questions)
  const refused = prng.chance(12)
  const channel = slot.from
    ? 'courtyard'
    : prng.pick(['visit', 'visit', 'visit', 'call', 'call', 'letter', 'network', 'adviser', 'adviser'])
  const drawn = {
    channel,
    category: about,
    who: personName(prng),
    phone: phoneNumber(prng),
    ...(refused ? { idRefused: true } : prng.chance(40) ? { idNumber: inventedId(prng) } : {}),
    question,
    answer,
    receivedBy: channel === 'adviser' ? prng.pick(advisers).name : prng.pick(slot.team.members),
    answeredOn: channel === 'letter' ? later(prng, slot.date, 1, 6, days.at(-1)?.date ?? '') : slot.date,
    ...(about === 'wages' || about === 'injury' ? { guidedToAid: prng.chance(50) } : {}),
    status,
  }
  return recordIn(consultation, slot, drawn)
}
