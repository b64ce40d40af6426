import { builtInWords } from '../dictionaries'
import type { FieldProblem } from '../errors'
import { isName } from '../privacy/masks'
import { type DuplicateRule, pathsOf, waysOf } from './duplicate-rule'
import type { Body, Field, Fields, ValueOf } from './fields'
import { fillings } from './fills'
import { isEnumerated, type WordsOf } from './words'
import type { Move, Workflow } from './workflow'

/** Gives the display name of a referenced record, or its id when the record is not known here. */
export type NameOf = (id: string) => string

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
  readonly list: readonly string[]
  readonly filters: readonly string[]
  readonly sort: { readonly field: string; readonly descending: boolean }
  /** The records are the unit tree itself: narrowing a list to a unit means these records, not those that name it. */
  readonly tree?: true
  /** Groups of indexed fields that no two living records of the kind may agree in; the last of a group is told of it. */
  readonly unique?: readonly (readonly string[])[]
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
  /** Fields whose value derives from rows when there are any: field → rows field and the cell to sum, or `$rows` to count. */
  readonly totals?: Readonly<Record<string, { readonly of: string; readonly sum: string }>>
  /** The money field that printed pages also give in capitals. */
  readonly mainAmount?: string
  /** Measured fields that records which link to one of this kind may repeat: figures ask it whether it says them itself. */
  readonly repeated?: readonly string[]
  /** When two records of the kind may be one logged twice; only such kinds can be merged. */
  readonly duplicates?: readonly DuplicateRule[]
  /** Checks that need more than one field. */
  readonly check?: (record: Body) => readonly FieldProblem[]
  /** The name of a check that needs what stands above the kinds; the engine has one for each name. */
  readonly checkedBy?: 'wording'
  /** Checks that need a record this one points at; `changes` says whether a write sets any of some fields. */
  readonly checkWith?: (
    record: Body,
    bodyOf: (id: string) => Body | undefined,
    changes: (keys: readonly string[]) => boolean,
  ) => readonly FieldProblem[]
  /** What tells two records of one name apart where one is chosen; absent: where they stand among the units. */
  readonly toldApartBy?: readonly string[]
}

/** What `defineKind` takes: a kind whose layouts may only name fields that it has. */
type KindInput<F extends Fields> = Kind<F> & {
  readonly form: readonly (readonly (keyof F & string)[])[]
  readonly list: readonly (keyof F & string)[]
  readonly filters: readonly (keyof F & string)[]
  readonly sort: { readonly field: keyof F & string }
}

/** The record type that a kind declares. */
export type RecordOf<K> =
  K extends Kind<infer F>
    ? {
        readonly [N in keyof F as F[N] extends { required: true } ? N : never]: ValueOf<F[N]>
      } & {
        readonly [N in keyof F as F[N] extends { required: true } ? never : N]?: ValueOf<F[N]> | null
      }
    : never

/** Declares a kind and checks that it is whole. @throws Error at start-up when the declaration contradicts itself. */
export function defineKind<const F extends Fields>(kind: KindInput<F>): Kind<F> {
  const inForm = kind.form.flat()
  const keys = Object.keys(kind.fields)
  for (const key of keys) {
    if (!/^[a-z][A-Za-z0-9]*$/.test(key)) throw new Error(`${kind.name}.${key}: not a field name`)
    if (inForm.filter((k) => k === key).length !== (isTyped(kind, key) ? 1 : 0))
      throw new Error(`${kind.name}.${key}: wants one place in the form`)
  }
  for (const key of [...inForm, ...kind.list, ...kind.filters, kind.sort.field])
    if (!(key in kind.fields)) throw new Error(`${kind.name}: no field ${key}`)
  for (const key of [...kind.filters, kind.sort.field])
    if (!kind.fields[key]?.index) throw new Error(`${kind.name}.${key}: filtered or sorted, but not indexed`)
  for (const key of (kind.unique ?? []).flat())
    if (!kind.fields[key]?.index) throw new Error(`${kind.name}.${key}: unique, but not indexed`)
  for (const [key, field] of Object.entries(kind.fields))
    if (isEnumerated(field) && field.dictionary && field.options !== builtInWords(field.dictionary))
      throw new Error(`${kind.name}.${key}: not the words of its dictionary`)
  for (const key of [
    ...(kind.toldApartBy ?? []),
    ...fillings(kind.fields).flatMap(({ fills }) => Object.keys(fills)),
  ])
    if (!(key in kind.fields)) throw new Error(`${kind.name}: no field ${key}`)
  for (const [key, { dayOf }] of Object.entries<Field>(kind.fields))
    if (dayOf !== undefined && !(dayOf in kind.fields))
      throw new Error(`${kind.name}.${key}: no field ${dayOf}`)
  checkFlows(kind)
  checkPrivacy(kind)
  for (const [key, { of, sum }] of Object.entries(kind.totals ?? {})) {
    const rows = kind.fields[of]
    if (!(key in kind.fields) || rows?.type !== 'rows' || (sum !== '$rows' && !(sum in rows.of)))
      throw new Error(`${kind.name}.${key}: no such total`)
  }
  if (kind.mainAmount !== undefined && kind.fields[kind.mainAmount]?.type !== 'money')
    throw new Error(`${kind.name}.${kind.mainAmount}: no amount of money`)
  for (const key of kind.repeated ?? [])
    if (!kind.fields[key]?.measured) throw new Error(`${kind.name}.${key}: repeated, but not measured`)
  for (const rule of kind.duplicates ?? []) checkDuplicates(kind, rule)
  if (kind.lent && kind.owner !== 'street') throw new Error(`${kind.name}: flows down anyway`)
  if (kind.owner === 'street' && kind.fields.unit?.type !== 'ref')
    throw new Error(`${kind.name}: a street's record names its unit`)
  return kind
}

/** A workflow moves one choice field between that field's own options, and names only fields of its kind. */
function checkFlows(kind: Kind): void {
  for (const flow of kind.flows ?? []) {
    const field = kind.fields[flow.field]
    const wrong = (what: string): Error => new Error(`${kind.name}.${flow.field}: ${what}`)
    if (field?.type !== 'choice' || field.options !== flow.states) throw wrong('no field for the workflow')
    const moved = flow.moves.flatMap(({ from, to }) => [...from, to])
    const kept = [flow.draft, flow.closed, flow.approved?.state, flow.approved?.to].filter(
      (state) => state !== undefined,
    )
    for (const state of [flow.initial, ...flow.final, ...(flow.decided ?? []), ...kept, ...moved])
      if (!Object.hasOwn(flow.states, state)) throw wrong(`no state ${state}`)
    for (const move of flow.moves) checkMove(kind, move, wrong)
  }
}

function checkMove(kind: Kind, move: Move, wrong: (what: string) => Error): void {
  const { needs = [], only = {}, stamps = {}, clears = [], renews = [] } = move
  const filled = [...needs, ...Object.keys(stamps)]
  for (const key of [...filled, ...clears])
    if (!(key in kind.fields)) throw wrong(`${move.name} names no field ${key}`)
  for (const [key, words] of Object.entries(only)) {
    const field = kind.fields[key]
    const options = field?.type === 'choice' ? field.options : {}
    if (!needs.includes(key) || words.some((word) => !Object.hasOwn(options, word)))
      throw wrong(`${move.name} wants no such word of ${key}`)
  }
  for (const key of renews)
    if (!filled.includes(key)) throw wrong(`${move.name} neither asks for ${key} nor stamps it`)
  for (const key of clears)
    if (filled.includes(key) || kind.fields[key]?.required || kind.fields[key]?.type === 'rows')
      throw wrong(`${move.name} can not empty ${key}`)
}

/** A rule names fields that are there, and its ways compare as much as each other, or they could never meet. */
function checkDuplicates(kind: Kind, rule: DuplicateRule): void {
  const ways = waysOf(rule)
  for (const path of [...ways.flatMap(pathsOf), ...(rule.within ? [rule.within.field] : [])])
    if (!fieldAt(kind.fields, path)) throw new Error(`${kind.name}: no field ${path} to compare by`)
  const isAlike = ways.every(
    ({ same = [], sounds = [] }) =>
      same.length === (rule.same ?? []).length && sounds.length === (rule.sounds ?? []).length,
  )
  if (!isAlike || (rule.or === undefined) !== (rule.crossed === undefined))
    throw new Error(`${kind.name}: 「${rule.label}」 compares unlike things`)
}

/**
 * What is masked is not told by another way: no list is filtered or sorted by it, no form offers it again. Names can be
 * looked for, because people ask for their own matter by name; numbers cannot, and nothing leads to what is hidden.
 */
function checkPrivacy(kind: Kind): void {
  for (const [key, field] of Object.entries(kind.fields))
    if (field.mask && (field.index || field.suggest || (field.search && !isName(field.mask))))
      throw new Error(`${kind.name}.${key}: masked, but found, sorted or offered by`)
  for (const path of (kind.duplicates ?? []).flatMap(waysOf).flatMap(pathsOf))
    if (fieldAt(kind.fields, path)?.mask === 'hidden')
      throw new Error(`${kind.name}.${path}: hidden, but compared by`)
}

/** The field, or with `field/cell` the cell inside rows, that a path names. */
function fieldAt(fields: Fields, path: string): Field | undefined {
  const [key = '', cell] = path.split('/')
  const field = fields[key]
  if (cell === undefined) return field
  return field?.type === 'rows' ? field.of[cell] : undefined
}

/** A field of a kind by key, or `undefined` for keys a newer version may have written. */
export function fieldOf(kind: Kind, key: string): Field | undefined {
  return Object.hasOwn(kind.fields, key) ? kind.fields[key] : undefined
}

/** Whether people type a field: not the state of a workflow, which moves change, nor where the record came from. */
export function isTyped(kind: Pick<Kind, 'fields' | 'flows'>, key: string): boolean {
  return kind.fields[key]?.type !== 'origin' && !kind.flows?.some((flow) => flow.field === key)
}

/**
 * Whether records of a kind carry photos and scans. Kinds of the district do not by default: a laptop that joins gets them in
 * its joining file, which carries no attachments.
 */
export function takesFiles(kind: Pick<Kind, 'attachments' | 'place' | 'owner'>): boolean {
  return kind.attachments ?? (kind.place === 'daily' && kind.owner === 'street')
}
