import { activityForms } from '../kinds/activity-options'
import type { Period } from '../period'
import { type Day, daysOf, spread } from './calendar'
import { personName, phoneNumber } from './people'
import { createPrng, type Prng, seededId } from './prng'
import type { DemoRecord, DemoTeam } from './record'
import { demands, type Theme, themesOf, venues } from './themes'

const forms = Object.keys(activityForms) as (keyof typeof activityForms)[]
const morning = 9 * 3_600_000

/**
 * Activities and sessions of a period in order of date, day by day, `size` of them together. Each day's records follow
 * from the seed and the date alone, so a longer period or a larger size only adds records.
 */
export function* demoDays(
  seed: string,
  teams: readonly DemoTeam[],
  period: Period,
  size: number,
): Generator<readonly DemoRecord[], void, void> {
  if (teams.length === 0) return
  const days = daysOf(period)
  const counts = spread(days, size)
  for (const [index, day] of days.entries()) {
    const count = counts[index] ?? 0
    if (count > 0) yield dayRecords(createPrng(`${seed}/${day.date}`), day, teams, count)
  }
}

function dayRecords(prng: Prng, day: Day, teams: readonly DemoTeam[], count: number): readonly DemoRecord[] {
  const records: DemoRecord[] = []
  while (records.length < count) {
    const made: Slot = {
      id: seededId(prng, day.milliseconds + morning + records.length),
      day,
      team: prng.pick(teams),
      theme: prng.pick(themesOf(day.month)),
    }
    if (prng.chance(60)) {
      records.push(session(prng, made))
      continue
    }
    const held = activity(prng, made)
    records.push(held)
    // An院坝会 announced as an activity is logged as both, and linked: reports count the pair once.
    if (held.body.form === 'courtyard' && records.length < count) {
      const id = seededId(prng, day.milliseconds + morning + records.length)
      records.push(session(prng, { ...made, id, activity: held.id }))
    }
  }
  return records
}

interface Slot {
  readonly id: string
  readonly day: Day
  readonly team: DemoTeam
  readonly theme: Theme
  readonly activity?: string
}

function activity(prng: Prng, { id, day, team, theme }: Slot): DemoRecord {
  const { place } = team
  const form = prng.chance(25) ? 'courtyard' : prng.pick(forms)
  const ofStreet = form !== 'courtyard' && prng.chance(10)
  const [least, most] = form === 'rally' || form === 'arts' ? [80, 360] : [18, 90]
  const attendance = prng.between(least, most)
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
      speaker: prng.pick(team.members),
      attendance,
      audience: [prng.pick(['countryside', 'community'])],
      laws: [...theme.laws],
      topics: [...theme.topics],
      // Half of the linked pairs have their leaflets on the session only.
      ...(form === 'courtyard' && prng.chance(50)
        ? {}
        : { leaflets: attendance + prng.between(10, 180), questions: prng.between(0, 12) }),
      ...(form === 'sms' || prng.chance(8) ? { sms: prng.between(20, 60) * 100 } : {}),
      ...(form === 'newMedia' ? { posts: prng.between(1, 4) } : {}),
      ...(form === 'rally' ? { boards: prng.between(2, 8), banners: prng.between(1, 4) } : {}),
      ...(form === 'vehicle' ? { vehicles: prng.between(1, 3) } : {}),
      ...(form === 'questionnaire' ? { questionnaires: prng.between(20, 80) } : {}),
    },
  }
}

function session(prng: Prng, { id, day, team, theme, activity: linked }: Slot): DemoRecord {
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
      leaflets: people + prng.between(0, 40),
      questions: prng.between(0, 9),
      start: `${String(start).padStart(2, '0')}:${half}`,
      end: `${String(start + 1).padStart(2, '0')}:${half}`,
      team: team.id,
      ...(linked === undefined ? {} : { activity: linked }),
      ...(asked === 0 ? {} : { demands: Array.from({ length: asked }, (_, i) => demand(prng, day, i)) }),
      summary: `围绕「${theme.agenda}」向${households}户群众作了讲解,现场气氛热烈,群众听得懂、记得住。`,
    },
  }
}

function demand(prng: Prng, day: Day, index: number): Readonly<Record<string, string>> {
  const [category, what, result] = prng.pick(demands)
  return {
    id: seededId(prng, day.milliseconds + morning + index),
    who: personName(prng),
    ...(prng.chance(60) ? { phone: phoneNumber(prng) } : {}),
    what,
    category,
    assignedTo: prng.pick(['村调解委员会', '街道司法所', '村(社区)法律顾问', '网格员']),
    ...(prng.chance(70) ? { result } : {}),
  }
}
