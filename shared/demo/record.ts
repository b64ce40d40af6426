import type { Body } from '../shapes'

/** One made-up record, ready to be written: sub-rows as arrays with their ids, workflows in the state they have reached. */
export interface DemoRecord {
  readonly id: string
  readonly kind: string
  /** `*` for what the district owns or lends, else the id of the unit that keeps it: a street, or the district for its own work. */
  readonly scope: string
  readonly body: Body
}

/** The office at whose computer the examples are made. */
export interface DemoSite {
  readonly role: 'district' | 'street'
  /** Its own unit. */
  readonly id: string
  readonly name: string
  /** Where its reference tables live: `*` or the street's unit id. */
  readonly scope: string
}

/** A village or community that logs its work. */
export interface DemoPlace {
  readonly id: string
  readonly name: string
  readonly level: 'village' | 'community'
  /** The unit id and the name of its street. */
  readonly street: string
  readonly streetName: string
}

/** A village's publicity team and the people who speak for it. */
export interface DemoTeam {
  readonly id: string
  readonly place: DemoPlace
  readonly captain: string
  readonly members: readonly string[]
}
