import type { Period } from '../period'
import { type Day, daysOf, share, spread, spreadEarly } from './calendar'
import { beforeMeeting, demoActivity, demoSession, type EventSlot, lecture, messages } from './events'
import { uncountedStatus } from './identity'
import type { DemoPlan } from './plan'
import { createPrng, type Prng, seededId } from './prng'
import type { DemoRecord, DemoSite, DemoTeam } from './record'
import { themesOf } from './themes'

const morning = 9 * 3_600_000

/** What the days of an order are made of. */
export interface DailyWork {
  readonly seed: string
  readonly site: DemoSite
  readonly teams: readonly DemoTeam[]
  readonly period: Period
  readonly plan: DemoPlan
}

/** A record before the day's leaflets are dealt out. */
interface Draft {
  readonly record: DemoRecord
  /** Its part of them; 0: it hands out none, or none that count. */
  readonly weight: number
  /** The activity whose number a session repeats, when the pair is logged twice. */
  readonly repeats?: string
}

/**
 * Activities and sessions of a period in order of date, day by day: `plan.events` together, and exactly the plan's lectures,
 * messages and leaflets among them. Everything follows from the seed, the period and the plan.
 */
export function* demoDays(work: DailyWork): Generator<readonly DemoRecord[], void, void> {
  const { teams, period, plan } = work
  if (teams.length === 0) return
  const days = daysOf(period)
  const counts = spread(days, plan.events)
  const leaflets = spread(days, plan.leaflets)
  const due = specialsDue(days, plan)
  const waiting: Special[] = []
  const sms = messageAmounts(work)
  let toGive = 0
  for (const [index, day] of days.entries()) {
    waiting.push(...(due[index] ?? []))
    toGive += leaflets[index] ?? 0
    const count = counts[index] ?? 0
    if (count === 0) continue
    const prng = createPrng(`${work.seed}/${period.from}/${period.to}/${plan.events}/${day.date}`)
    const drafts = dayDrafts(prng, work, day, count, waiting, sms)
    const records = dealt(drafts, toGive)
    if (drafts.some(({ weight }) => weight > 0)) toGive = 0
    yield records
  }
}

type Special = 'lecture' | 'beforeMeeting' | 'messages'

/** Which of the activities with a planned number fall due on each day; those that find no room wait for the next. */
function specialsDue(days: readonly Day[], plan: DemoPlan): readonly (readonly Special[])[] {
  const lectures = spreadEarly(days, plan.lectures)
  const meetings = spreadEarly(days, plan.beforeMeetings)
  const sent = spreadEarly(days, plan.smsActivities)
  const times = (what: Special, count = 0): Special[] => Array.from({ length: count }, () => what)
  return days.map((_, at) => [
    ...times('lecture', lectures[at]),
    ...times('beforeMeeting', meetings[at]),
    ...times('messages', sent[at]),
  ])
}

/** How many messages each sending reaches: uneven, but what one has more the next has less. */
function* messageAmounts({ seed, plan }: DailyWork): Generator<number, void, void> {
  const prng = createPrng(`${seed}/sms/${plan.sms}`)
  let before = 0
  const even = share(
    plan.sms,
    Array.from({ length: plan.smsActivities }, () => 1),
  )
  for (const amount of even) {
    const more = prng.between(-8, 8) * 100
    yield Math.max(1, amount + more - before)
    before = more
  }
}

function dayDrafts(
  prng: Prng,
  { site, teams, period }: DailyWork,
  day: Day,
  count: number,
  waiting: Special[],
  sms: Iterator<number, void>,
): readonly Draft[] {
  const drafts: Draft[] = []
  const slot = (): EventSlot => ({
    id: seededId(prng, day.milliseconds + morning + drafts.length),
    day,
    site,
    team: prng.pick(teams),
    theme: prng.pick(themesOf(day.month)),
  })
  // The last record hands out the leaflets that are left.
  const kept = day.date === period.to ? 1 : 0
  while (drafts.length < count) {
    const room = count - drafts.length
    const special = room > kept ? waiting.shift() : undefined
    const made = slot()
    if (special === 'messages')
      drafts.push({ record: messages(prng, made, sms.next().value ?? 1), weight: 0 })
    else if (special === 'beforeMeeting') drafts.push({ record: beforeMeeting(prng, made), weight: 0 })
    else if (special === 'lecture') drafts.push(counted(lecture(prng, made)))
    else if (room > kept && prng.chance(2)) drafts.push(uncounted(prng, made))
    else drafts.push(...ordinary(prng, made, room, slot))
  }
  return drafts
}

/** A draft, or a record made void: no figure sees its leaflets. */
function uncounted(prng: Prng, made: EventSlot): Draft {
  const record = prng.chance(50) ? demoSession(prng, made) : demoActivity(prng, made)
  const body = { ...record.body, leaflets: prng.between(10, 60), status: uncountedStatus(prng) }
  return { record: { ...record, body }, weight: 0 }
}

/** A session, an activity, or an 院坝会 announced as an activity and logged as both: reports count such a pair once. */
function ordinary(prng: Prng, made: EventSlot, room: number, slot: () => EventSlot): readonly Draft[] {
  if (prng.chance(60)) return [counted(demoSession(prng, made))]
  const held = demoActivity(prng, made)
  if (held.body.form !== 'courtyard' || room < 2) return [counted(held)]
  const { id } = slot()
  const repeated = demoSession(prng, { ...made, id, activity: held.id })
  // Half of the pairs have their leaflets on the session only.
  return prng.chance(50)
    ? [{ record: held, weight: 0 }, counted(repeated)]
    : [counted(held), { record: repeated, weight: 0, repeats: held.id }]
}

function counted(record: DemoRecord): Draft {
  const { attendance, people, form } = record.body
  const reached = Number(attendance ?? people)
  const inStreets = form === 'rally' || form === 'arts' || form === 'visit' || form === 'vehicle'
  return { record, weight: reached * (inStreets ? 3 : 1) }
}

/** The day's records with its leaflets dealt out by weight. */
function dealt(drafts: readonly Draft[], leaflets: number): readonly DemoRecord[] {
  const parts = share(
    leaflets,
    drafts.map(({ weight }) => weight),
  )
  const given = new Map(drafts.map(({ record }, at) => [record.id, parts[at] ?? 0]))
  return drafts.map(({ record, weight, repeats }) => {
    const amount = repeats === undefined ? weight > 0 && given.get(record.id) : given.get(repeats)
    if (typeof amount !== 'number') return record
    return { ...record, body: { ...record.body, leaflets: amount } }
  })
}
