/** One condition of a filter as SQL, its parameters in order. */
export interface Condition {
  readonly sql: string
  readonly params: readonly (string | number)[]
  /** The field that the condition pins to one value, if it does. */
  readonly pins?: string
}

/** A condition whose records may be known before the list is read: `few` of them, by number. */
export interface FoundCondition {
  readonly condition: Condition
  readonly few: boolean
}
