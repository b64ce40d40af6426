import { legalAidCase } from '../kinds/legal-aid-case'
import type { aidStates } from '../kinds/parts/legal-aid-flow'
import type { Body } from '../shapes'
import { later } from './calendar'
import { countedStatus, inventedId, uncountedStatus } from './identity'
import { byDate, type Lead, lateIn, type RegisterWork, recordIn, type Slot, slots } from './journey'
import { aidPleas } from './matters'
import { personName, phoneNumber } from './people'
import { createPrng, type Prng } from './prng'
import type { DemoRecord } from './record'
import { rateId, rates } from './reference-district'

type State = keyof typeof aidStates

/** The place of labour disputes among the rates. */
const LABOUR = rates.findIndex(({ serviceForm }) => serviceForm === 'labour')

/** What becomes of cases granted and not paid, of applications, and of drafts, in turn. */
const unpaid: readonly State[] = ['handling', 'assigned', 'closed', 'handling', 'archived']
const pending: readonly State[] = ['applied', 'reviewing', 'supplementing', 'applied', 'refused']

/** The plan's cases, paid and on their way, and applications without a grant; and drafts or voids on top. */
export function legalAidCases(work: RegisterWork, from: readonly Lead[]): readonly DemoRecord[] {
  const { seed, plan } = work
  const prng = createPrng(`${seed}/legal-aid`)
  const paid = slots(
    prng,
    work,
    plan.aidPaid.reduce((sum, cases) => sum + cases, 0),
    72,
    from,
  )
  const rateOf = dealtRates(paid, plan.aidPaid)
  const others = slots(prng, work, plan.aidUnpaid, 90)
  const waiting = slots(prng, lateIn(work), plan.aidPending, 100)
  const uncounted = slots(prng, work, Math.round(paid.length / 45), 90)
  const of = (list: readonly State[], at: number): State => list[at % list.length] ?? 'applied'
  return byDate([
    ...paid.map((slot) =>
      made(prng, work, slot, rateOf.get(slot.id) ?? 0, 'subsidised', countedStatus(prng)),
    ),
    ...others.map((slot, at) => made(prng, work, slot, at % 3, of(unpaid, at), countedStatus(prng))),
    ...waiting.map((slot, at) => made(prng, work, slot, at % 3, of(pending, at), 'submitted')),
    ...uncounted.map((slot, at) => made(prng, work, slot, at % 3, 'applied', uncountedStatus(prng))),
  ])
}

/** `[2, 1]` as `[0, 1, 0]`: each index as often as its number says, mixed. */
function inTurn(counts: readonly number[]): readonly number[] {
  const left = [...counts]
  const turns: number[] = []
  while (left.some((count) => count > 0))
    left.forEach((count, at) => {
      if (count === 0) return
      left[at] = count - 1
      turns.push(at)
    })
  return turns
}

/** Which rate each case is paid by: what follows a lead or a consultation is about work, as long as the plan has such cases. */
function dealtRates(cases: readonly Slot[], plan: readonly number[]): ReadonlyMap<string, number> {
  const left = [...inTurn(plan)]
  const following = cases.filter(({ from }) => from !== undefined)
  const others = cases.filter(({ from }) => from === undefined)
  return new Map(
    [...following, ...others].map(({ id, from }) => {
      const fitting = from ? Math.max(0, left.indexOf(LABOUR)) : 0
      return [id, left.splice(fitting, 1)[0] ?? 0] as const
    }),
  )
}

/** Cause, facts and kind of matter. */
type Plea = readonly [cause: string, facts: string, matter: string]

/** What a case is about: what it follows says so, otherwise any matter of its form. */
function matterOf(prng: Prng, { from }: Slot, form: keyof typeof aidPleas): Plea {
  const matters: readonly Plea[] = aidPleas[form]
  const causes: Readonly<Record<string, string>> = { injury: '工伤保险待遇', labour: '解除劳动合同经济补偿' }
  const named = from && form === 'labour' ? (causes[from.category] ?? '追索劳动报酬') : undefined
  return matters.find(([cause]) => cause === named) ?? prng.pick(matters)
}

function made(
  prng: Prng,
  work: RegisterWork,
  slot: Slot,
  rateAt: number,
  state: State,
  status: string,
): DemoRecord {
  const rate = rates[rateAt] ?? rates[0]
  const [cause, facts, matter] = matterOf(prng, slot, rate.serviceForm)
  const ofWages = rate.serviceForm === 'labour'
  return recordIn(legalAidCase, slot, {
    applicant: personName(prng),
    idNumber: inventedId(prng),
    phone: phoneNumber(prng),
    address: `${slot.team.place.name}${prng.between(1, 9)}组`,
    groups: ofWages ? ['migrantWorker'] : [prng.pick(['elderly', 'woman', 'disabled', 'poor', 'veteran'])],
    meansTest: ofWages ? 'exempt' : prng.pick(['checked', 'pledge']),
    way: 'own',
    caseType: rate.caseType,
    serviceForm: rate.serviceForm,
    matter,
    cause,
    opponent: prng.chance(50) ? personName(prng) : '云岭建筑劳务有限公司',
    ...(prng.chance(70) ? { claim: prng.between(5, 600) * 10_000 } : {}),
    facts,
    station: `${slot.team.place.streetName}法律援助工作站`,
    agency: '区法律援助中心',
    appliedOn: slot.date,
    ...steps(prng, work, slot, rateAt, state),
    state,
    status,
  })
}

/** What each step up to the state has filled in, in the order of the path. */
function steps(
  prng: Prng,
  { days, site, advisers }: RegisterWork,
  slot: Slot,
  rateAt: number,
  state: State,
): Body {
  const last = days.at(-1)?.date ?? ''
  const serial = `${slot.date.slice(0, 4)}〕${prng.between(1, 999)}号`
  if (state === 'applied') return {}
  if (state === 'supplementing')
    return {
      supplementNote: '请补交身份证复印件和工资欠条',
      supplementAskedOn: later(prng, slot.date, 1, 2, last),
    }
  const reviewedFrom = later(prng, slot.date, 0, 2, last)
  if (state === 'reviewing') return { reviewedFrom }
  const decidedOn = later(prng, reviewedFrom, 1, 4, last)
  if (state === 'refused')
    return { reviewedFrom, decidedOn, refusalReason: '不属于法律援助的事项范围，已告知其他途径' }
  const assignedOn = later(prng, decidedOn, 0, 2, last)
  const body: Record<string, string | number> = {
    reviewedFrom,
    decidedOn,
    decisionNo: `法援决字〔${serial}`,
    assignedOn,
    lawFirm: prng.pick(['正衡律师事务所', '同泽律师事务所', '明理律师事务所']),
  }
  if (state === 'assigned') return body
  body.lawyer = prng.pick(advisers).name
  body.lawyerPhone = phoneNumber(prng)
  body.undertakenOn = later(prng, assignedOn, 0, 2, last)
  if (state === 'handling') return body
  body.closedOn = later(prng, assignedOn, 8, 45, last)
  body.closingManner =
    rateAt === LABOUR ? 'arbitrationMediation' : prng.pick(['judgment', 'courtMediation', 'nonLitigation'])
  body.outcome = prng.pick(['won', 'partlyWon', 'settled', 'settled'])
  body.lossRecovered = prng.between(2, 300) * 10_000
  if (state === 'closed') return body
  body.archivedOn = later(prng, body.closedOn, 3, 15, last)
  body.archiveNo = `援档〔${serial}`
  if (state === 'archived') return body
  if (site.role === 'district') body.subsidyRate = rateId(site, rateAt)
  body.subsidyAmount = (rates[rateAt] ?? rates[0]).amount
  body.subsidyPaidOn = later(prng, body.archivedOn, 3, 25, last)
  return body
}
