/**
 * The month that the end-to-end stories log: records in plain numbers, and the sums worked out here, apart from the
 * engine, by the words of the 口径. No randomness: record n of a village is always the same.
 */
export interface MonthRecord {
  readonly kind: 'activity' | 'courtyard-session'
  readonly body: Readonly<Record<string, string | number>>
}

export interface Sums {
  readonly events: number
  readonly activities: number
  readonly sessions: number
  readonly attendance: number
  readonly leaflets: number
  readonly questions: number
  readonly sms: number
  readonly households: number
}

const two = (n: number): string => String(n).padStart(2, '0')

/** Activity `n` of a village in a month `2026-11`; every third leaves its leaflets empty. */
export function activityOf(unit: string, month: string, n: number): MonthRecord {
  return {
    kind: 'activity',
    body: {
      date: `${month}-${two((n % 28) + 1)}`,
      unit,
      theme: `根治欠薪宣传之${n}`,
      form: n % 4 === 0 ? 'sms' : 'lecture',
      place: '村委会会议室',
      organiser: '普法小分队',
      attendance: 20 + ((n * 7) % 31),
      ...(n % 3 === 0 ? {} : { leaflets: 40 + ((n * 13) % 57) }),
      ...(n % 4 === 0 ? { sms: 1000 + n } : {}),
      questions: n % 5,
    },
  }
}

/** Session `n` of a village in a month, part of an activity when that is named. */
export function sessionOf(unit: string, month: string, n: number, activity?: string): MonthRecord {
  return {
    kind: 'courtyard-session',
    body: {
      date: `${month}-${two(((n * 3) % 28) + 1)}`,
      unit,
      courtyard: `${n + 1}组院坝`,
      chair: '周永贵',
      speaker: '吴秀英',
      start: '09:30',
      households: 8 + ((n * 5) % 17),
      people: 25 + ((n * 11) % 29),
      agenda: '务工维权怎么办',
      leaflets: 18 + ((n * 3) % 23),
      questions: n % 4,
      ...(activity === undefined ? {} : { activity }),
    },
  }
}

const number = (value: string | number | undefined): number => (typeof value === 'number' ? value : 0)

/** The figures over records whose ids are known: a linked session adds only what its activity leaves empty. */
export function sumsOf(records: ReadonlyMap<string, MonthRecord>): Sums {
  const sums = {
    events: 0,
    activities: 0,
    sessions: 0,
    attendance: 0,
    leaflets: 0,
    questions: 0,
    sms: 0,
    households: 0,
  }
  for (const { kind, body } of records.values()) {
    if (kind === 'activity') {
      sums.events += 1
      sums.activities += 1
      sums.attendance += number(body.attendance)
      sums.leaflets += number(body.leaflets)
      sums.questions += number(body.questions)
      sums.sms += number(body.sms)
      continue
    }
    const held = body.activity === undefined ? undefined : records.get(String(body.activity))
    sums.sessions += 1
    sums.households += number(body.households)
    if (!held) sums.events += 1
    if (held?.body.attendance === undefined) sums.attendance += number(body.people)
    if (held?.body.leaflets === undefined) sums.leaflets += number(body.leaflets)
    if (held?.body.questions === undefined) sums.questions += number(body.questions)
  }
  return sums
}
