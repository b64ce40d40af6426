import type { activityForms } from '../dictionaries/activity-options'
import type { Body } from '../shapes'
import type { Day } from './calendar'
import { countedStatus } from './identity'
import { personName, phoneNumber } from './people'
import { type Prng, seededId } from './prng'
import type { DemoRecord, DemoSite, DemoTeam } from './record'
import { themeId } from './reference-district'
import { constitution, demands, monthTheme, type Theme, venues } from './themes'

/** What is not drawn but planned (messages, 会前学法) is missing here. */
const forms: readonly (keyof typeof activityForms)[] = [
  ...(['rally', 'rally', 'rally', 'visit', 'visit', 'visit', 'courtyard', 'courtyard', 'courtyard'] as const),
  ...(['lecture', 'broadcast', 'vehicle'] as const),
  ...(['led', 'newMedia', 'arts', 'casework', 'questionnaire'] as const),
]
const noon = 12 * 3_600_000

/** When, where and about what something was held. */
export interface EventSlot {
  readonly id: string
  readonly day: Day
  readonly site: DemoSite
  readonly team: DemoTeam
  readonly theme: Theme
  /** The activity that a session was announced as. */
  readonly activity?: string
}

/** An activity of any form whose number is not planned. */
export function demoActivity(prng: Prng, slot: EventSlot): DemoRecord {
  const drawn = prng.pick(forms)
  // Lectures on the constitution are planned.
  const form = drawn === 'lecture' && slot.theme.laws.includes('constitution') ? 'rally' : drawn
  const [least, most] = form === 'rally' || form === 'arts' ? [120, 480] : [18, 90]
  return held(prng, slot, form, prng.between(least, most), {
    questions: prng.between(0, 12),
    ...(form === 'newMedia' ? { posts: prng.between(1, 4) } : {}),
    ...(form === 'rally' ? { boards: prng.between(2, 8), banners: prng.between(1, 4) } : {}),
    ...(form === 'vehicle' ? { vehicles: prng.between(1, 3) } : {}),
    ...(form === 'questionnaire' ? { questionnaires: prng.between(20, 80) } : {}),
  })
}

/** A lecture on the constitution. */
export function lecture(prng: Prng, slot: EventSlot): DemoRecord {
  return held(prng, { ...slot, theme: constitution }, 'lecture', prng.between(25, 110), {
    questions: prng.between(0, 8),
  })
}

/** Text messages about the theme of the day. */
export function messages(prng: Prng, slot: EventSlot, sms: number): DemoRecord {
  return held(prng, slot, 'sms', 0, { place: '短信平台', sms })
}

/** The office's own study of law before a meeting: the district's, or the street's at a street. */
export function beforeMeeting(prng: Prng, { id, day, site }: EventSlot): DemoRecord {
  const [subject, law] = prng.pick([
    ['行政处罚法', 'other'],
    ['行政复议法', 'other'],
    ['宪法', 'constitution'],
    ['安全生产法', 'safety'],
    ['民法典', 'civilCode'],
    ['保障农民工工资支付条例', 'wages'],
  ] as const)
  const body = {
    date: day.date,
    unit: site.id,
    theme: `主任会议会前学法：${subject}`,
    form: 'beforeMeeting',
    place: '机关第一会议室',
    organiser: site.name,
    speaker: personName(prng),
    attendance: prng.between(12, 28),
    audience: ['office'],
    laws: [law],
    status: countedStatus(prng),
  }
  return { id, kind: 'activity', scope: site.id, body }
}

function held(
  prng: Prng,
  { id, day, site, team, theme }: EventSlot,
  form: keyof typeof activityForms,
  attendance: number,
  counts: Body,
): DemoRecord {
  const { place } = team
  const ofStreet = form !== 'courtyard' && prng.chance(10)
  const ofPlan = site.role === 'district' && theme === monthTheme(day.month)
  return {
    id,
    kind: 'activity',
    scope: place.street,
    body: {
      date: day.date,
      unit: ofStreet ? place.street : place.id,
      theme: theme.theme,
      form,
      place: `${ofStreet ? place.streetName : place.name}${prng.pick(venues)}`,
      organiser: ofStreet ? `${place.streetName}司法所` : `${place.name}普法小分队`,
      ...(ofStreet ? {} : { team: team.id }),
      ...(ofPlan ? { monthlyTheme: themeId(site, Number(day.date.slice(0, 4)), day.month) } : {}),
      speaker: prng.pick(team.members),
      attendance,
      audience: [place.level === 'village' ? 'countryside' : 'community'],
      laws: [...theme.laws],
      topics: [...theme.topics],
      ...counts,
      status: countedStatus(prng),
    },
  }
}

/** An 院坝会 with, in a third of them, something that people ask for. */
export function demoSession(prng: Prng, { id, day, team, theme, activity: linked }: EventSlot): DemoRecord {
  const households = prng.between(9, 42)
  const people = households + prng.between(0, Math.ceil(households * 0.6))
  const start = prng.between(9, 19)
  const half = prng.pick(['00', '30'])
  const asked = prng.chance(35) ? prng.between(1, 3) : 0
  return {
    id,
    kind: 'courtyard-session',
    scope: team.place.street,
    body: {
      date: day.date,
      unit: team.place.id,
      courtyard: `${prng.between(1, 9)}组${personName(prng)}家院坝`,
      chair: team.captain,
      speaker: prng.pick(team.members),
      households,
      people,
      agenda: theme.agenda,
      questions: prng.between(0, 9),
      start: `${String(start).padStart(2, '0')}:${half}`,
      end: `${String(start + 1).padStart(2, '0')}:${half}`,
      team: team.id,
      ...(linked === undefined ? {} : { activity: linked }),
      ...(asked === 0 ? {} : { demands: Array.from({ length: asked }, (_, i) => demand(prng, day, i)) }),
      summary: `围绕“${theme.agenda}”向${households}户群众作了讲解，现场气氛热烈，群众听得懂、记得住。`,
      status: countedStatus(prng),
    },
  }
}

function demand(prng: Prng, day: Day, index: number): Readonly<Record<string, string>> {
  const [category, what, result] = prng.pick(demands)
  return {
    id: seededId(prng, day.milliseconds + noon + index),
    who: personName(prng),
    ...(prng.chance(60) ? { phone: phoneNumber(prng) } : {}),
    what,
    category,
    assignedTo: prng.pick(['村调解委员会', '街道司法所', '驻村法律顾问', '网格员']),
    ...(prng.chance(70) ? { result } : {}),
  }
}
