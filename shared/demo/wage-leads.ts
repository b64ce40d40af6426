import type { leadConclusions } from '../dictionaries/wage-arrears-options'
import { wageArrearsLead } from '../kinds/wage-arrears-lead'
import type { Body } from '../shapes'
import { later, share } from './calendar'
import { countedStatus, inventedCard, inventedCreditCode, inventedId, uncountedStatus } from './identity'
import { byDate, type Lead, lateIn, type RegisterWork, recordIn, type Slot, slots } from './journey'
import { employers, projects } from './matters'
import { personName, phoneNumber } from './people'
import { createPrng, type Prng, seededId } from './prng'
import type { DemoRecord } from './record'

type Conclusion = keyof typeof leadConclusions

const conclusions: readonly Conclusion[] = [
  ...(['paid', 'paid', 'paid', 'paid', 'paid', 'paid', 'partlyPaid', 'partlyPaid', 'plan', 'plan'] as const),
  ...(['inspection', 'arbitration', 'legalAid'] as const),
]

/** The plan's leads closed with an answer, their workers summing to the plan's; leads nobody has answered yet, and drafts or voids. */
export function wageLeads(work: RegisterWork, from: readonly Lead[]): readonly DemoRecord[] {
  const { seed, plan } = work
  const prng = createPrng(`${seed}/wage-leads`)
  const closed = slots(prng, work, plan.leads, 92, from)
  const more = share(
    Math.max(0, plan.workers - closed.length),
    closed.map(() => prng.between(1, 12) ** 2),
  )
  const open = slots(prng, lateIn(work), plan.openLeads, 100)
  const uncounted = slots(prng, work, Math.round(plan.leads / 65), 80)
  return byDate([
    ...closed.map((slot, at) =>
      made(prng, work, slot, 1 + (more[at] ?? 0), prng.pick(conclusions), countedStatus(prng)),
    ),
    ...open.map((slot) => made(prng, work, slot, prng.between(2, 5), null, 'submitted')),
    ...uncounted.map((slot) => made(prng, work, slot, prng.between(1, 5), null, uncountedStatus(prng))),
  ])
}

function made(
  prng: Prng,
  { days }: RegisterWork,
  slot: Slot,
  size: number,
  conclusion: Conclusion | null,
  status: string,
): DemoRecord {
  const last = days.at(-1)?.date ?? ''
  const isSite = size > 3 || prng.chance(40)
  const workers = Array.from({ length: size }, (_, at) => worker(prng, slot, at, conclusion))
  const amount = workers.reduce((sum, one) => sum + one.amount, 0)
  const recovered = workers.reduce((sum, one) => sum + (one.paid ?? 0), 0)
  return recordIn(wageArrearsLead, slot, {
    source: slot.from
      ? 'courtyard'
      : prng.pick(['platform', 'platform', 'patrol', 'hotline', 'call', 'visit', 'petition']),
    people: size,
    amount,
    employer: prng.pick(isSite ? employers.yes : employers.no),
    ...(prng.chance(50) ? { employerCode: inventedCreditCode(prng) } : {}),
    ...(isSite
      ? site(prng)
      : { engineering: 'no', industry: prng.pick(['catering', 'manufacturing', 'service']) }),
    cause: prng.pick(
      isSite ? ['projectFunds', 'settlement', 'withheld'] : ['difficulty', 'dispute', 'refusal'],
    ),
    payer: isSite ? 'generalContractor' : 'employer',
    reporter: workers[0]?.name ?? null,
    reporterPhone: phoneNumber(prng),
    description: `反映${size}人的工资没有按时发放，多次催要无果。`,
    workers,
    ...handled(prng, slot.date, last, size, conclusion, recovered),
    status,
  })
}

interface Worker {
  readonly [cell: string]: string | number
  readonly name: string
  readonly amount: number
}

function worker(
  prng: Prng,
  slot: Slot,
  at: number,
  conclusion: Conclusion | null,
): Worker & { readonly paid?: number } {
  const amount = prng.between(8, 220) * 10_000
  const paid = conclusion === 'paid' ? amount : conclusion === 'partlyPaid' ? Math.floor(amount / 2) : null
  return {
    id: seededId(prng, Date.parse(slot.date) + at),
    name: personName(prng),
    ...(prng.chance(60) ? { idNumber: inventedId(prng) } : {}),
    ...(prng.chance(70) ? { phone: phoneNumber(prng) } : {}),
    ...(prng.chance(50) ? { bankCard: inventedCard(prng) } : {}),
    amount,
    ...(paid === null ? {} : { paid }),
  }
}

function site(prng: Prng): Body {
  return {
    engineering: 'yes',
    industry: 'construction',
    project: prng.pick(projects),
    builder: '示范城市建设投资有限公司',
    generalContractor: prng.pick(employers.yes),
    teamLeader: personName(prng),
    wageAccount: prng.chance(80),
    deposit: prng.chance(75),
    noticeBoard: prng.chance(85),
  }
}

/** 接收 → 转办 → 核处 → 审核 → 办结答复, or somewhere before its end. */
function handled(
  prng: Prng,
  date: string,
  last: string,
  people: number,
  conclusion: Conclusion | null,
  recovered: number,
): Body {
  const transferred = prng.chance(60)
  const transferredOn = later(prng, date, 0, 2, last)
  const verifyingOn = later(prng, transferredOn, 0, 3, last)
  const handler = prng.pick(['街道劳动保障所', '街道司法所', '区劳动监察大队'])
  const passedOn: Body = transferred ? { handler, transferredOn } : {}
  if (conclusion === null) {
    const state = prng.pick(['received', 'verifying', 'auditing'])
    if (state === 'received') return { state }
    return {
      ...passedOn,
      verifyingOn,
      complainedOn: verifyingOn,
      finding: '已联系用人单位，正在核对工资表。',
      state,
    }
  }
  const closedOn = later(prng, verifyingOn, 2, 20, last)
  const filedOn = later(prng, verifyingOn, 1, 4, closedOn)
  return {
    ...passedOn,
    handler,
    verifyingOn,
    finding: '已核对考勤和工资表，情况属实，督促用人单位支付。',
    ...(conclusion === 'inspection'
      ? { complainedOn: verifyingOn, filedOn, investigatedOn: later(prng, filedOn, 1, 15, closedOn) }
      : {}),
    ...(conclusion === 'arbitration' ? { arbitrationAppliedOn: filedOn } : {}),
    conclusion,
    ...(recovered > 0 ? { recovered } : {}),
    helped: people,
    closedOn,
    state: 'closed',
  }
}
