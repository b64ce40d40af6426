import { builtInWords } from '../dictionaries'
import { sameJson } from '../json'
import { isName } from '../privacy/masks'
import type { Flat } from '../shapes'
import { fillings, indexCount, isTyped, type Kind, MOST_INDEXES } from './define'
import { type DuplicateRule, pathsOf, waysOf } from './duplicate-rule'
import type { Field, Fields } from './fields'
import { isEnumerated } from './words'
import type { Move, Workflow } from './workflow'

/** Refuses one way in which a declaration can contradict itself. @throws Error that names the kind and the field */
type Check = (kind: Kind) => void

/** Every field is called as a key of the log can be. */
const checkFieldNames: Check = (kind) => {
  for (const key of Object.keys(kind.fields))
    if (!/^[a-z][A-Za-z0-9]*$/.test(key)) throw new Error(`${kind.name}.${key}: not a field name`)
}

/** The form has one place for each field that people type, and none for another. */
const checkForm: Check = (kind) => {
  const inForm = kind.form.flat()
  for (const key of Object.keys(kind.fields))
    if (inForm.filter((k) => k === key).length !== (isTyped(kind, key) ? 1 : 0))
      throw new Error(`${kind.name}.${key}: wants one place in the form`)
}

/** Groups divide the lines of the form in their order, the first line and every other one among them. */
const checkGroups: Check = (kind) => {
  const starts = kind.groups?.map(({ from }) => kind.form.findIndex(([first]) => first === from))
  const isWhole = starts?.every((start, at) => (at === 0 ? start === 0 : start > (starts[at - 1] ?? 0)))
  if (isWhole === false) throw new Error(`${kind.name}: groups do not divide its form`)
}

/** What the kind lays out, orders, tells apart by or fills is a field of it. */
const checkNamedFields: Check = (kind) => {
  const filled = fillings(kind.fields).flatMap(({ fills }) => Object.keys(fills))
  const closedBy = kind.closedBy === undefined ? [] : [kind.closedBy]
  const named = [...kind.form.flat(), ...kind.list, ...kind.filters, kind.sort.field, ...closedBy]
  for (const key of [...named, ...(kind.toldApartBy ?? []), ...filled])
    if (!(key in kind.fields)) throw new Error(`${kind.name}: no field ${key}`)
}

/** A list is filtered and sorted by an index, of which there are not too many. */
const checkListIndexes: Check = (kind) => {
  for (const key of [...kind.filters, ...(kind.sorts ?? []), kind.sort.field])
    if (!kind.fields[key]?.index) throw new Error(`${kind.name}.${key}: filtered or sorted, but not indexed`)
  if (indexCount(kind) > MOST_INDEXES) throw new Error(`${kind.name}: more than ${MOST_INDEXES} indexes`)
}

/** Facts of rows are their single values, and one list of several. */
const checkRowFacts: Check = (kind) => {
  for (const [key, field] of Object.entries<Field>(kind.fields)) {
    if (field.type !== 'rows') continue
    const kept = Object.values<Field>(field.of).filter(({ fact }) => fact)
    const several = kept.filter(({ type }) => type === 'refs' || type === 'choices')
    if (kept.length > 0 !== (field.fact === true) || several.length > 1)
      throw new Error(`${kind.name}.${key}: rows that make no facts`)
  }
}

/** What no two records may agree in is looked up by an index. */
const checkUnique: Check = (kind) => {
  for (const key of (kind.unique ?? []).flat())
    if (!kind.fields[key]?.index) throw new Error(`${kind.name}.${key}: unique, but not indexed`)
}

/** What makes an id is always there, is one value, and no number would tell two of them apart. */
const checkIdentity: Check = (kind) => {
  for (const key of kind.identity ?? []) {
    const field = kind.fields[key]
    if (!field?.required || !['ref', 'date', 'choice'].includes(field.type) || kind.numbered)
      throw new Error(`${kind.name}.${key}: makes no id`)
  }
}

/** A field with a dictionary offers that dictionary's words. */
const checkDictionaries: Check = (kind) => {
  for (const [key, field] of Object.entries(kind.fields))
    if (isEnumerated(field) && field.dictionary && field.options !== builtInWords(field.dictionary))
      throw new Error(`${kind.name}.${key}: not the words of its dictionary`)
}

/** A suggested day is the day of a field that is there. */
const checkDays: Check = (kind) => {
  for (const [key, { dayOf }] of Object.entries<Field>(kind.fields))
    if (dayOf !== undefined && !(dayOf in kind.fields))
      throw new Error(`${kind.name}.${key}: no field ${dayOf}`)
}

/** What follows the unit of its record needs one. */
const checkNear: Check = (kind) => {
  for (const [key, field] of Object.entries<Field>(kind.fields)) {
    const follows = field.suggest === 'lastHere' || (field.type === 'ref' && field.near === true)
    if (follows && !kind.fields.unit) throw new Error(`${kind.name}.${key}: follows no unit`)
  }
}

/** A workflow moves one choice field between that field's own options. */
const checkFlows: Check = (kind) => {
  for (const flow of kind.flows ?? []) {
    const field = kind.fields[flow.field]
    if (field?.type !== 'choice' || field.options !== flow.states)
      throw wrongFlow(kind, flow, 'no field for the workflow')
    const moved = flow.moves.flatMap(({ from, to }) => [...from, to])
    const kept = [flow.draft, flow.closed, flow.approved?.state, flow.approved?.to].filter(
      (state) => state !== undefined,
    )
    for (const state of [flow.initial, ...flow.final, ...(flow.decided ?? []), ...kept, ...moved])
      if (!Object.hasOwn(flow.states, state)) throw wrongFlow(kind, flow, `no state ${state}`)
  }
}

/** A move asks for, stamps and empties only fields of its kind, and no field two ways that exclude each other. */
const checkMoves: Check = (kind) => {
  for (const flow of kind.flows ?? [])
    for (const move of flow.moves) {
      checkMovedFields(kind, flow, move)
      checkWantedWords(kind, flow, move)
      checkRenewed(kind, flow, move)
      checkCleared(kind, flow, move)
    }
}

const filledBy = ({ needs = [], stamps = {} }: Move): readonly string[] => [...needs, ...Object.keys(stamps)]

function checkMovedFields(kind: Kind, flow: Workflow, move: Move): void {
  for (const key of [...filledBy(move), ...(move.clears ?? [])])
    if (!(key in kind.fields)) throw wrongFlow(kind, flow, `${move.name} names no field ${key}`)
}

function checkWantedWords(kind: Kind, flow: Workflow, { name, needs = [], only = {} }: Move): void {
  for (const [key, words] of Object.entries(only)) {
    const field = kind.fields[key]
    const options = field?.type === 'choice' ? field.options : {}
    if (!needs.includes(key) || words.some((word) => !Object.hasOwn(options, word)))
      throw wrongFlow(kind, flow, `${name} wants no such word of ${key}`)
  }
}

function checkRenewed(kind: Kind, flow: Workflow, move: Move): void {
  for (const key of move.renews ?? [])
    if (!filledBy(move).includes(key))
      throw wrongFlow(kind, flow, `${move.name} neither asks for ${key} nor stamps it`)
}

function checkCleared(kind: Kind, flow: Workflow, move: Move): void {
  for (const key of move.clears ?? [])
    if (filledBy(move).includes(key) || kind.fields[key]?.required || kind.fields[key]?.type === 'rows')
      throw wrongFlow(kind, flow, `${move.name} can not empty ${key}`)
}

const wrongFlow = (kind: Kind, flow: Workflow, what: string): Error =>
  new Error(`${kind.name}.${flow.field}: ${what}`)

/**
 * What is masked is not told by another way: no list is filtered or sorted by it, no form offers it again. Names can be
 * looked for, because people ask for their own matter by name; numbers cannot.
 */
const checkMasked: Check = (kind) => {
  for (const [key, field] of Object.entries(kind.fields))
    if (field.mask && (field.index || field.suggest || (field.search && !isName(field.mask))))
      throw new Error(`${kind.name}.${key}: masked, but found, sorted or offered by`)
}

/** Nothing leads to what is hidden. */
const checkHidden: Check = (kind) => {
  for (const path of (kind.duplicates ?? []).flatMap(waysOf).flatMap(pathsOf))
    if (fieldAt(kind.fields, path)?.mask === 'hidden')
      throw new Error(`${kind.name}.${path}: hidden, but compared by`)
}

/** A total counts rows, sums one of their cells, or tells the earliest date of one. */
const checkTotals: Check = (kind) => {
  for (const [key, total] of Object.entries(kind.totals ?? {})) {
    const rows = kind.fields[total.of]
    const cells = rows?.type === 'rows' ? rows.of : {}
    const isThere =
      'sum' in total
        ? total.sum === '$rows' || ['count', 'money'].includes(cells[total.sum]?.type ?? '')
        : cells[total.earliest]?.type === 'date' && total.unless in cells
    if (!(key in kind.fields) || rows?.type !== 'rows' || !isThere)
      throw new Error(`${kind.name}.${key}: no such total`)
  }
}

/** A ledger has columns of fields that fit into a cell. */
const checkLedger: Check = (kind) => {
  for (const key of kind.ledger ?? [])
    if (!kind.fields[key] || kind.fields[key].type === 'rows')
      throw new Error(`${kind.name}.${key}: no column of a ledger`)
}

/** What is printed in capitals is money. */
const checkMainAmount: Check = (kind) => {
  if (kind.mainAmount !== undefined && kind.fields[kind.mainAmount]?.type !== 'money')
    throw new Error(`${kind.name}.${kind.mainAmount}: no amount of money`)
}

/** A rule for duplicates names fields that are there. */
const checkComparedFields: Check = (kind) => {
  for (const rule of kind.duplicates ?? []) {
    const within = rule.within ? [rule.within.field] : []
    for (const path of [...waysOf(rule).flatMap(pathsOf), ...within])
      if (!fieldAt(kind.fields, path)) throw new Error(`${kind.name}: no field ${path} to compare by`)
  }
}

/** The ways of one rule compare as much as each other, or they could never meet. */
const checkComparedAlike: Check = (kind) => {
  const isAlike = (rule: DuplicateRule): boolean =>
    waysOf(rule).every(
      ({ same = [], sounds = [] }) =>
        same.length === (rule.same ?? []).length && sounds.length === (rule.sounds ?? []).length,
    )
  for (const rule of kind.duplicates ?? [])
    if (!isAlike(rule) || (rule.or === undefined) !== (rule.crossed === undefined))
      throw new Error(`${kind.name}：“${rule.label}” compares unlike things`)
}

/** Only a street's kind can be lent: the district's flows down to streets anyway. */
const checkLent: Check = (kind) => {
  if (kind.lent && kind.owner !== 'street') throw new Error(`${kind.name}: flows down anyway`)
}

/** A street's record says by its unit which street it belongs to. */
const checkUnit: Check = (kind) => {
  if (kind.owner === 'street' && kind.fields.unit?.type !== 'ref')
    throw new Error(`${kind.name}: a street's record names its unit`)
}

/** Upgrades lead from the first version to the kind's own without a gap, or there are none. */
const checkUpgradesWhole: Check = (kind) => {
  if (!kind.upgrades) return
  const from = Object.keys(kind.upgrades).map(Number)
  const isWhole = from.length === kind.version - 1 && from.every((version, at) => version === at + 1)
  if (from.length === 0 || !isWhole)
    throw new Error(`${kind.name}: upgrades do not lead from 1 to ${kind.version}`)
}

/** A key that no version has: what a newer program wrote looks like it. */
const unknownKey: Flat = { unknownToday: true }

/** An upgrade keeps what it does not know and makes nothing out of nothing, for a change holds only what it set. */
const checkUpgradesKeep: Check = (kind) => {
  for (const [version, upgrade] of Object.entries(kind.upgrades ?? {}))
    if (!sameJson(upgrade(unknownKey), unknownKey) || !sameJson(upgrade({}), {}))
      throw new Error(`${kind.name}: the upgrade from ${version} adds or loses what it does not know`)
}

const checks: readonly Check[] = [
  checkFieldNames,
  checkForm,
  checkGroups,
  checkNamedFields,
  checkListIndexes,
  checkRowFacts,
  checkUnique,
  checkIdentity,
  checkDictionaries,
  checkDays,
  checkNear,
  checkFlows,
  checkMoves,
  checkMasked,
  checkHidden,
  checkTotals,
  checkLedger,
  checkMainAmount,
  checkComparedFields,
  checkComparedAlike,
  checkLent,
  checkUnit,
  checkUpgradesWhole,
  checkUpgradesKeep,
]

/** Refuses a kind that contradicts itself. @throws Error at start-up, for the first check that fails */
export function checkKind(kind: Kind): void {
  for (const check of checks) check(kind)
}

/** The field, or with `field/cell` the cell inside rows, that a path names. */
function fieldAt(fields: Fields, path: string): Field | undefined {
  const [key = '', cell] = path.split('/')
  const field = fields[key]
  if (cell === undefined) return field
  return field?.type === 'rows' ? field.of[cell] : undefined
}
