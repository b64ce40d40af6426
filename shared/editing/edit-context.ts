import type { Kind } from '../definition/define'
import type { WordsOf } from '../definition/words'
import type { FieldProblem } from '../errors'
import type { Catalogue } from '../figures/measures/catalogue'
import type { UnitNode, UnitTree } from '../figures/unit-tree'
import type { Role } from '../rights'
import type { Flat } from '../shapes'
import type { SiteRole } from '../sync/manifest'
import type { State } from '../sync/merge'

/** A record as it stands before it is written to, with its kind. */
export interface StandingRecord {
  readonly id: string
  readonly kind: Kind
  readonly state: State
}

/** A living record that another one points at. */
export interface Target {
  readonly kind: string
  readonly flat: Flat
}

/** What an edit must know beside the record itself. It is asked while a check runs; a batch asks each thing once. */
export interface EditContext {
  readonly site: { readonly role: SiteRole; readonly scope: string }
  readonly role: Role
  /** The day from which years are judged, `YYYY-MM-DD`: the laptop's own, or that of the newest record known here. */
  readonly today: string
  readonly units: UnitTree<UnitNode>
  readonly wordsOf: WordsOf
  /** The figures there are, the district's own indicators among them. */
  readonly catalogue: Catalogue
  targetOf(id: string): Target | undefined
  /** What another living record of the kind says already. @param id absent for a new record */
  taken(kind: Kind, id: string | undefined, set: Flat, whole: Flat): readonly FieldProblem[]
  /** Ids for the rows that one save makes, in their order. */
  rowIds(): () => string
}
