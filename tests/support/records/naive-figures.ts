import { isDate } from '../../../shared/dates'
import type { Period } from '../../../shared/period'
import { maskText } from '../../../shared/privacy/masks'
import { type Cells, type Flat, isCells } from '../../../shared/shapes'

/** A record as a figure sees it. */
export interface Counted {
  readonly id: string
  readonly kind: string
  readonly body: Flat
  readonly deleted: boolean
}

/** Whoever decided to help and has not taken it back; of a state that no version knows nobody can say so. */
const grantedStates = [
  ...['granted', 'advanced', 'assigned', 'handling', 'reassigning'],
  ...['terminated', 'closed', 'archived', 'subsidised'],
]

/** What a figure is asked of: records, days, and which units count. */
export interface Asked {
  readonly records: readonly Counted[]
  readonly period: Pick<Period, 'from' | 'to'>
  readonly inScope: (unit: unknown) => boolean
  readonly levelOf: (unit: unknown) => string | undefined
}

/**
 * Every figure worked out a second time, by hand and from the words of its 口径: record by record over whole bodies, with no
 * SQL, no index, no sums by unit, and nothing of the measures' declarations.
 */
const figures: Readonly<Record<string, (asked: Asked) => number>> = {
  events: (a) => on(a, 'activity').length + on(a, 'courtyard-session').filter((r) => !heldWith(a, r)).length,
  activities: (a) => on(a, 'activity').length,
  sessions: (a) => on(a, 'courtyard-session').length,
  attendance: (a) => sum(on(a, 'activity'), 'attendance') + sumUnsaid(a, 'people', 'attendance'),
  leaflets: (a) => sum(on(a, 'activity'), 'leaflets') + sumUnsaid(a, 'leaflets', 'leaflets'),
  questions: (a) => sum(on(a, 'activity'), 'questions') + sumUnsaid(a, 'questions', 'questions'),
  sms: (a) => sum(on(a, 'activity'), 'sms'),
  households: (a) => sum(on(a, 'courtyard-session'), 'households'),
  constitutionLectures: (a) =>
    on(a, 'activity').filter(({ body }) => body.form === 'lecture' && has(body.laws, 'constitution')).length,
  meetingStudies: (a) => on(a, 'activity').filter(({ body }) => body.form === 'beforeMeeting').length,
  villagesReached: (a) =>
    different(
      [...on(a, 'activity'), ...on(a, 'courtyard-session')]
        .map(({ body }) => said(body.unit))
        .filter((unit) => ['village', 'community'].includes(a.levelOf(unit) ?? '')),
    ),

  members: (a) =>
    different(
      lasting(a, 'person', 'from', 'to').map(({ body }) => {
        const [name, phone, unit] = [body.name, body.phone, body.unit].map(said)
        const number = phone && maskText('phone', phone)
        return name && (number || unit) ? `${name}/${number || unit}` : undefined
      }),
    ),
  teams: (a) => lasting(a, 'team', 'foundedOn', 'dissolvedOn').length,
  officers: (a) => lasting(a, 'publicity-officer', 'from', 'to').length,
  lawReaders: (a) => lasting(a, 'law-reader', 'from', 'to').length,
  legalSites: (a) => lasting(a, 'legal-site', 'from', 'to').length,
  schoolsWithVicePrincipals: (a) =>
    different(lasting(a, 'vice-principal', 'from', 'to').map(({ body }) => body.school)),
  lecturers: (a) =>
    lasting(a, 'lecturer', 'from', 'to').filter(({ body }) => body.role === 'lecturer').length,
  volunteers: (a) =>
    lasting(a, 'lecturer', 'from', 'to').filter(({ body }) => body.role === 'volunteer').length,
  mediationCommittees: (a) => lasting(a, 'mediation-committee', 'from', 'to').length,
  mediators: (a) => lasting(a, 'mediator', 'from', 'to').length,
  officialStudies: (a) => on(a, 'activity').filter(({ body }) => has(body.audience, 'office')).length,
  youthEvents: (a) => on(a, 'activity').filter(({ body }) => has(body.audience, 'school')).length,
  youthAttendance: (a) =>
    sum(
      on(a, 'activity').filter(({ body }) => has(body.audience, 'school')),
      'attendance',
    ),
  dutiesDone: (a) => on(a, 'responsibility-item', 'doneOn').length,
  examined: (a) => sum(on(a, 'law-exam'), 'taken'),
  caseStories: (a) => on(a, 'case-story').length,
  publicityFunds: (a) => sum(on(a, 'publicity-fund'), 'amount') / 100,
  modelHouseholds: (a) => lasting(a, 'demonstration-household', 'from', 'to').length,
  villageLawyers: (a) =>
    different(
      advised(a)
        .filter(({ adviser }) => adviser.profession === 'lawyer')
        .map(({ adviser }) => said(adviser.licence) || adviser.name),
    ),
  villagesWithLawyers: (a) =>
    different(
      advised(a)
        .filter(({ adviser }) => adviser.profession === 'lawyer')
        .map(({ village }) => village),
    ),
  villagesAdvised: (a) => different(advised(a).map(({ village }) => village)),

  consultations: (a) => on(a, 'consultation').length,
  aidApplications: (a) => on(a, 'legal-aid-case').length,
  aidCases: (a) =>
    [
      ...on(a, 'legal-aid-case', 'decidedOn').filter(({ body }) => body.way !== 'notified'),
      ...on(a, 'legal-aid-case').filter(({ body }) => body.way === 'notified'),
    ].filter(({ body }) => grantedStates.includes(stateOf(body))).length,
  aidClosed: (a) => closedCases(a).length,
  aidRecovered: (a) => sum(closedCases(a), 'lossRecovered') / 100,
  aidFunding: (a) =>
    sum(
      on(a, 'legal-aid-case', 'subsidyPaidOn').filter(({ body }) => body.state === 'subsidised'),
      'subsidyAmount',
    ) / 100,

  counselServices: (a) => on(a, 'counsel-service').length,
  counselVisits: (a) =>
    on(a, 'counsel-service').filter(({ body }) => !['phone', 'online', 'written'].includes(String(body.way)))
      .length,
  mediaReports: (a) => sum(on(a, 'activity'), 'media'),
  onlineReads: (a) => sum(on(a, 'activity'), 'reads'),
  leadersAttending: (a) => sum(on(a, 'activity'), 'leaders'),
  legalityReviews: (a) => sum(reviews(on(a, 'counsel-service')), 'documents'),
  departmentServices: (a) => ofDistrict(a).length,
  departmentReviews: (a) => sum(reviews(ofDistrict(a)), 'documents'),
  villageServices: (a) =>
    on(a, 'counsel-service').filter(({ body }) =>
      ['street', 'village', 'community'].includes(a.levelOf(said(body.unit)) ?? ''),
    ).length,
  counselLawyers: (a) => different(retained(a).map(({ body }) => body.adviser)),
  counselDepartments: (a) => different(retained(a).map(({ body }) => body.client)),

  leadsReceived: (a) => leads(a, 'date').length,
  leadWorkers: (a) => sum(leads(a, 'date'), 'people'),
  leadAmount: (a) => sum(leads(a, 'date'), 'amount') / 100,
  leadsDisposed: (a) => answered(a).length,
  workersServed: (a) => sum(answered(a), 'helped'),
  wagesRecovered: (a) => sum(answered(a), 'recovered') / 100,

  mediationsAccepted: (a) => taken(a).length,
  mediationsSucceeded: (a) => on(a, 'mediation').filter(isSettled).length,
  mediationsSettled: (a) => on(a, 'mediation', 'closedOn').filter(isSettled).length,
  mediationAmount: (a) => sum(on(a, 'mediation', 'closedOn').filter(isSettled), 'amount') / 100,
  crimesPrevented: (a) => sum(taken(a), 'crimesPrevented'),
  crimesPreventedPeople: (a) => sum(taken(a), 'crimesPreventedPeople'),
  petitionsPrevented: (a) => sum(taken(a), 'petitionsPrevented'),
  petitionsPreventedPeople: (a) => sum(taken(a), 'petitionsPreventedPeople'),

  nationalHonours: (a) => on(a, 'honour').filter(({ body }) => body.level === 'nation').length,
  provincialHonours: (a) => on(a, 'honour').filter(({ body }) => body.level === 'province').length,
  cityHonours: (a) => on(a, 'honour').filter(({ body }) => body.level === 'city').length,
  countyHonours: (a) => on(a, 'honour').filter(({ body }) => body.level === 'county').length,
}

/** The shares, numerator first. */
const shares: Readonly<Record<string, readonly [string, string]>> = {
  mediationRate: ['mediationsSucceeded', 'mediationsAccepted'],
}

/** A figure by hand. @throws Error for one that nobody worked out by hand */
export function naiveFigure(name: string, asked: Asked): number {
  const figure = figures[name]
  if (!figure) throw new Error(`${name}: not worked out by hand`)
  return figure(asked)
}

/** What a share is of, by hand: numerator and denominator. */
export function naiveShare(name: string): readonly [string, string] | undefined {
  return shares[name]
}

/** Every figure that is worked out by hand. */
export const byHand: readonly string[] = [...Object.keys(figures), ...Object.keys(shares)]

function standing({ records }: Asked, kind: string): readonly Counted[] {
  return records.filter(
    (record) =>
      record.kind === kind &&
      !record.deleted &&
      record.body.status !== 'draft' &&
      record.body.status !== 'void',
  )
}

/** The records of a kind whose date lies in the period, of the units that count. */
function on(asked: Asked, kind: string, date = 'date'): readonly Counted[] {
  const { from, to } = asked.period
  return standing(asked, kind).filter(({ body }) => {
    const day = dayOf(body[date])
    return day !== undefined && day >= from && day <= to && asked.inScope(said(body.unit))
  })
}

function overlaps({ period }: Asked, first: unknown, last: unknown): boolean {
  const [begins, ends] = [dayOf(first), dayOf(last)]
  return !(begins !== undefined && begins > period.to) && !(ends !== undefined && ends < period.from)
}

function lasting(asked: Asked, kind: string, first: string, last: string): readonly Counted[] {
  return standing(asked, kind).filter(
    ({ body }) => overlaps(asked, body[first], body[last]) && asked.inScope(said(body.unit)),
  )
}

/** Who advises which village in the period: by contract where there are contracts. */
function advised(asked: Asked): readonly { readonly adviser: Flat; readonly village: unknown }[] {
  return standing(asked, 'adviser').flatMap(({ body: adviser }) => {
    const contracts = Object.entries(adviser).flatMap(([key, value]) =>
      key.startsWith('contracts/') && isCells(value) ? [value] : [],
    )
    const times: readonly (Flat | Cells)[] = contracts.length === 0 ? [adviser] : contracts
    return times
      .filter(({ from, to }) => {
        const [left, begins] = [dayOf(adviser.to), dayOf(from)]
        const isOver = left !== undefined && begins !== undefined && left >= begins
        return overlaps(asked, from, dayOf(to) ?? (isOver ? left : undefined))
      })
      .flatMap(({ villages }) => (named(villages).length > 0 ? named(villages) : named(adviser.villages)))
      .filter(asked.inScope)
      .map((village) => ({ adviser, village }))
  })
}

/** Whether a session was logged as an activity too, and that activity stands. */
function heldWith(asked: Asked, { body }: Counted): Counted | undefined {
  return standing(asked, 'activity').find(({ id }) => id === body.activity)
}

/** What sessions add to a number that their activity, if they have one, does not say. */
function sumUnsaid(asked: Asked, field: string, inActivity: string): number {
  const unsaid = on(asked, 'courtyard-session').filter((session) => {
    return amountOf(heldWith(asked, session)?.body[inActivity], inActivity) === undefined
  })
  return sum(unsaid, field)
}

function closedCases(asked: Asked): readonly Counted[] {
  return on(asked, 'legal-aid-case', 'closedOn').filter(({ body }) =>
    ['closed', 'archived', 'subsidised'].includes(stateOf(body)),
  )
}

function reviews(services: readonly Counted[]): readonly Counted[] {
  return services.filter(({ body }) => body.service === 'legality')
}

function ofDistrict(asked: Asked): readonly Counted[] {
  return on(asked, 'counsel-service').filter(({ body }) => asked.levelOf(said(body.unit)) === 'district')
}

/** The contracts of the district itself that are in force in the period. */
function retained(asked: Asked): readonly Counted[] {
  return lasting(asked, 'counsel-contract', 'from', 'to').filter(
    ({ body }) => asked.levelOf(said(body.unit)) === 'district',
  )
}

function leads(asked: Asked, date: string): readonly Counted[] {
  return on(asked, 'wage-arrears-lead', date).filter(({ body }) => body.conclusion !== 'duplicate')
}

function answered(asked: Asked): readonly Counted[] {
  return leads(asked, 'closedOn').filter(({ body }) => body.state === 'closed')
}

/** Disputes that a committee took on. */
const taken = (asked: Parameters<typeof on>[0]): readonly Counted[] =>
  on(asked, 'mediation').filter(({ body }) => stateOf(body) !== 'declined')

function isSettled({ body }: Counted): boolean {
  return ['succeeded', 'performed', 'confirmed'].includes(stateOf(body))
}

/** A case without a state, which a foreign file may bring, was never decided. */
function stateOf({ state }: Flat): string {
  return typeof state === 'string' ? state : 'applied'
}

function sum(records: readonly Counted[], field: string): number {
  return records.reduce((total, { body }) => total + (amountOf(body[field], field) ?? 0), 0)
}

const ofMoney = ['amount', 'recovered', 'lossRecovered', 'subsidyAmount']

/** A whole number from nothing up to what anybody counts; anything else that stands there is no amount. */
function amountOf(value: unknown, field: string): number | undefined {
  const largest = ofMoney.includes(field) ? 999_999_999_999 : 99_999_999
  const isAmount = typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= largest
  return isAmount ? value : undefined
}

/** A real date up to the year 2199; anything else that stands there is no day. */
function dayOf(value: unknown): string | undefined {
  return typeof value === 'string' && isDate(value) && value <= '2199-12-31' ? value : undefined
}

/** A text of whole characters; anything else that stands there says nothing. */
function said(value: unknown): string | undefined {
  const isSaid = typeof value === 'string' && value !== '' && value.isWellFormed() && !value.includes('\0')
  return isSaid ? value : undefined
}

function named(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.flatMap((item) => said(item) ?? []) : []
}

function has(value: unknown, wanted: string): boolean {
  return named(value).includes(wanted)
}

function different(things: readonly unknown[]): number {
  return new Set(things.flatMap((thing) => said(thing) ?? [])).size
}
