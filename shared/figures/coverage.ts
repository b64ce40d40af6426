/** How many of something every unit of a level is to have. */
export interface Coverage {
  /** The kind whose records are counted, and the measure that counts them. */
  readonly kind: string
  readonly measure: string
  readonly least: number
  /** Counted over the month so far; absent: as it stands today. */
  readonly over?: 'month'
  readonly levels: readonly string[]
  /** What is asked for, in words. */
  readonly asked: string
  /** What is said of units that have fewer, and of all when none has. */
  readonly lacking: string
  readonly enough: string
  /** How one is counted: 名. */
  readonly word: string
  /** What such a unit is called: 村. */
  readonly place: string
}

/** What is asked of every unit (DOMAIN 1); a list of who lacks it, no ranking of who has more. */
const coverages: readonly Coverage[] = [
  {
    kind: 'law-reader',
    measure: 'lawReaders',
    least: 3,
    levels: ['village'],
    asked: '每个行政村至少3名法律明白人',
    lacking: '不足',
    enough: '均已达到',
    word: '名',
    place: '村',
  },
  {
    kind: 'counsel-service',
    measure: 'counselVisits',
    least: 1,
    over: 'month',
    levels: ['village', 'community'],
    asked: '法律顾问本月现场服务',
    lacking: '本月未到',
    enough: '均已到访',
    word: '次',
    place: '村（社区）',
  },
]

/** What every unit is to have of a kind, where anything is asked. */
export function coverageOf(kind: string): Coverage | undefined {
  return coverages.find((one) => one.kind === kind)
}
