import type { FieldProblem } from '../errors'
import type { Body } from '../shapes'
import type { DuplicateRule } from './duplicate-rule'
import type { Field, Fields, RefField, ValueOf } from './fields'
import type { Upgrades } from './upgrades'
import type { WordsOf } from './words'
import type { Workflow } from './workflow'

/** Gives the display name of a referenced record, or its id when the record is not known here. */
export type NameOf = (id: string) => string

/** A named part of a form: the lines from the one that begins with a field up to where the next group begins. */
export interface FormGroup {
  readonly label: string
  /** The first field of its first line. */
  readonly from: string
  /** A later stage, or what is seldom said: closed while nothing stands in it and nobody is asked for it. */
  readonly folded?: true
}

/**
 * A record kind, declared once: schema, form, table, filters, columns, masks, search, numbers and merge all read this.
 */
export interface Kind<F extends Fields = Fields> {
  readonly name: string
  readonly label: string
  /** Two letters inside the human number 单位–类–年–序号. */
  readonly code: string
  /** Raised when a field is added or its meaning changes; stamped on every change. */
  readonly version: number
  /** How what older versions wrote is read today; applied when it is projected, never to the log. Absent: as it was written. */
  readonly upgrades?: Upgrades
  /**
   * Where the kind's records live. `district`: in scope `*`, and only the district writes them.
   * `street`: in the street of their `unit`; the district's own work in a scope of its own, which no street is sent.
   */
  readonly owner: 'district' | 'street'
  /** For a street's kind: what a district keeps of it for itself lives in `*` instead, because streets refer to it. */
  readonly lent?: true
  /** Whether each record gets a human number (ledger kinds do, reference tables do not). */
  readonly numbered: boolean
  /** Where the kind stands in the window: daily logging, or the reference tables behind it. */
  readonly place: 'daily' | 'reference'
  readonly title: (record: Body, nameOf: NameOf, wordsOf: WordsOf) => string
  readonly fields: F
  /** Rows of the form: each a list of field keys side by side; every field stands in it once, but for those that no person types: states of workflows and `origin`. */
  readonly form: readonly (readonly string[])[]
  /** Names over parts of the form, and which of them wait folded; absent: as `formGroups` tells from the fields. */
  readonly groups?: readonly FormGroup[]
  readonly list: readonly string[]
  /** The columns of its ledger until somebody chooses others; absent: the list's, and what every record must have. */
  readonly ledger?: readonly string[]
  readonly filters: readonly string[]
  readonly sort: { readonly field: string; readonly descending: boolean }
  /** What a list can be sorted by beside its own order, each through an index of its own. */
  readonly sorts?: readonly string[]
  /** The records are the unit tree itself: narrowing a list to a unit means these records, not those that name it. */
  readonly tree?: true
  /** Groups of indexed fields that no two living records of the kind may agree in; the last of a group is told of it. */
  readonly unique?: readonly (readonly string[])[]
  /**
   * Fields that make a record's id, each required and never changed afterwards: whoever says the same of them, on whichever
   * laptop, speaks of one record. A date counts with its day.
   */
  readonly identity?: readonly string[]
  /** The official forms that its records fill, by name (`shared/forms`), in the order of their file. */
  readonly forms?: readonly string[]
  /** Those of them that are bound into one file (`shared/forms/dossier`), by its name. */
  readonly dossier?: string
  /** Its records are such forms themselves, a district's own: the fields that hold the kind they are for, the title and the text. */
  readonly formFields?: { readonly kind: string; readonly title: string; readonly text: string }
  /** Whether records carry photos and scans; absent: what a street logs daily does. */
  readonly attachments?: boolean
  /** Paths of states; each has its own choice field. */
  readonly flows?: readonly Workflow[]
  /**
   * What may be made out of a record of this kind: target kinds by rows field, or by `$record` for the record itself.
   * The follow-up keeps a link (`origin`), so that both ends show one chain and no figure counts twice.
   */
  readonly follow?: Readonly<Record<string, readonly string[]>>
  /** For a kind with `origin`: by `kind` or `kind/rowsField`, which of its own fields are filled from which of the other's. */
  readonly takes?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Fields whose value derives from rows when there are any, by field. */
  readonly totals?: Readonly<Record<string, Total>>
  /** The date on which a record is closed: from then on it is kept for some years; absent: its `date`, if it has one. */
  readonly closedBy?: string
  /** The money field that printed pages also give in capitals. */
  readonly mainAmount?: string
  /** When two records of the kind may be one logged twice; only such kinds can be merged. */
  readonly duplicates?: readonly DuplicateRule[]
  /** Checks that need more than one field. */
  readonly check?: (record: Body) => readonly FieldProblem[]
  /** What is worth a second look without being wrong; the form asks before it saves. */
  readonly doubts?: (record: Body) => readonly FieldProblem[]
  /** The name of a check that needs what stands above the kinds; the engine has one for each name. */
  readonly checkedBy?: 'wording' | 'form' | 'indicator'
  /** Checks that need a record this one points at; `changes` says whether a write sets any of some fields. */
  readonly checkWith?: (
    record: Body,
    bodyOf: (id: string) => Body | undefined,
    changes: (keys: readonly string[]) => boolean,
  ) => readonly FieldProblem[]
  /** What tells two records of one name apart where one is chosen; absent: where they stand among the units. */
  readonly toldApartBy?: readonly string[]
}

/** What a field derives from its record's rows. */
export type Total =
  /** The sum of a cell, or how many rows there are (`$rows`). */
  | { readonly of: string; readonly sum: string }
  /** The earliest date in a cell among the rows whose cell `unless` is still empty; nobody types it. */
  | { readonly of: string; readonly earliest: string; readonly unless: string }

/** The record type that a kind declares. */
export type RecordOf<K> =
  K extends Kind<infer F>
    ? {
        readonly [N in keyof F as F[N] extends { required: true } ? N : never]: ValueOf<F[N]>
      } & {
        readonly [N in keyof F as F[N] extends { required: true } ? never : N]?: ValueOf<F[N]> | null
      }
    : never

/** A field of a kind by key, or `undefined` for keys a newer version may have written. */
export function fieldOf(kind: Kind, key: string): Field | undefined {
  return Object.hasOwn(kind.fields, key) ? kind.fields[key] : undefined
}

/**
 * Whether people type a field: not the state of a workflow, which moves change, nor where the record came from, nor a date that
 * only its rows tell.
 */
export function isTyped(kind: Pick<Kind, 'fields' | 'flows' | 'totals'>, key: string): boolean {
  const total = kind.totals?.[key]
  const isTold = total !== undefined && 'earliest' in total
  return kind.fields[key]?.type !== 'origin' && !isTold && !kind.flows?.some((flow) => flow.field === key)
}

/**
 * Whether records of a kind carry photos and scans. Kinds of the district do not by default: a laptop that joins gets them in
 * its joining file, which carries no attachments.
 */
export function takesFiles(kind: Pick<Kind, 'attachments' | 'place' | 'owner'>): boolean {
  return kind.attachments ?? (kind.place === 'daily' && kind.owner === 'street')
}

/** Each index makes every insert of the kind dearer; what a list needs fits into so many. */
export const MOST_INDEXES = 12

/** Fields that records are found by, each through an index of its own: filters, orders, references, what is unique. */
export function ownIndexes(kind: Kind): readonly string[] {
  const references = Object.entries<Field>(kind.fields)
    .filter(([, { type, index }]) => index && (type === 'ref' || type === 'origin'))
    .map(([key]) => key)
  const unique = (kind.unique ?? []).map((group) => group.at(-1) ?? kind.sort.field)
  const all = new Set([...kind.filters, ...(kind.sorts ?? []), ...unique, ...references])
  return [...all].filter((key) => key !== kind.sort.field)
}

/** The dates that figures count a kind's records by, each through an index of its own. */
export function countedDates(kind: Kind): readonly string[] {
  const fields = Object.entries<Field>(kind.fields)
  if (!fields.some(([, { measured }]) => measured)) return []
  return ['date', ...fields.filter(([, { countedBy }]) => countedBy).map(([key]) => key)]
}

/** How many indexes a kind has: its order and its recycle bin have one each. */
export function indexCount(kind: Kind): number {
  return 2 + ownIndexes(kind).length + countedDates(kind).length
}

/** A reference that fills fields of its kind once it is chosen. */
interface Filling {
  readonly key: string
  readonly field: RefField
  /** Own field → the field of the record pointed at. */
  readonly fills: Readonly<Record<string, string>>
}

/** The references of a kind that fill others of its fields. */
export function fillings(fields: Fields): readonly Filling[] {
  return Object.entries(fields).flatMap(([key, field]) =>
    field.type === 'ref' && field.fills ? [{ key, field, fills: field.fills }] : [],
  )
}
