/** What two laptops made of one value, each without knowing of the other. No figure reads these fields. */
export interface Disagreement {
  readonly kind: string
  readonly field: string
  /** Which of the kind's records, the newest first. */
  readonly nth: number
  readonly here: (value: string) => string
  readonly there: (value: string) => string
}

/** Few enough to be looked through, of every sort: a name, an office, a text that may keep both. */
export const disagreements: readonly Disagreement[] = [
  {
    kind: 'courtyard-session',
    field: 'speaker',
    nth: 2,
    here: (value) => `${value}、村法律顾问`,
    there: (value) => `${value}、社区民警`,
  },
  {
    kind: 'courtyard-session',
    field: 'summary',
    nth: 5,
    here: (value) => `${value}会后走访了两户。`,
    there: (value) => `${value}会后补发了联系卡。`,
  },
  {
    kind: 'mediation',
    field: 'mediator',
    nth: 4,
    here: (value) => `${value}、网格员`,
    there: (value) => `${value}、村民小组长`,
  },
  {
    kind: 'wage-arrears-lead',
    field: 'handler',
    nth: 3,
    here: () => '街道司法所',
    there: () => '街道劳动保障所',
  },
]
