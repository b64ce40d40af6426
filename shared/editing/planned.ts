import type { Kind } from '../definition/define'
import { AppError } from '../errors'
import { kindOf } from '../kinds'
import { draftFlow, initialStates, type States, statesAfterEdit } from '../records/states'
import type { Role } from '../rights'
import type { Body, Flat } from '../shapes'
import { requireMayShow, requireOpen, requireOwner, requireStays, scopeOf } from './allowed'
import { type CheckedPatch, checkPatch } from './check-patch'
import { openConflicts } from './derived'
import type { EditContext, StandingRecord } from './edit-context'

/** A new record as it is to be written, without its id and number. */
export interface PlannedRecord {
  readonly kind: Kind
  readonly scope: string
  readonly set: Flat
  readonly whole: Flat
}

/** Where a new record's workflows start. @throws AppError `call.invalid` for a draft of a kind that has none */
export function beginning(kind: Kind, draft: boolean | undefined): States {
  if (!draft) return initialStates(kind)
  const flow = draftFlow(kind)
  if (!flow) throw new AppError('call.invalid', { problems: [{ field: 'draft', reason: 'draft.not-here' }] })
  return { ...initialStates(kind), [flow.field]: flow.draft }
}

/**
 * What a new record sets. @param kindName of its kind @param origin what says where it came from, set beside what is typed
 * @throws AppError `kind.unknown`, `record.invalid` with every problem, `record.wrong-owner`, `record.out-of-scope`
 */
export function plannedRecord(
  known: EditContext,
  kindName: string,
  patch: Body,
  { draft, origin = {} }: { readonly draft?: boolean | undefined; readonly origin?: Flat },
): PlannedRecord {
  const kind = kindOf(kindName)
  requireOwner(known, kind)
  const states = beginning(kind, draft)
  const { set, whole } = sound(kind, checkPatch(known, kind, {}, patch, { states }))
  return { kind, scope: scopeOf(known, kind, whole), set: { ...states, ...set, ...origin }, whole }
}

/**
 * What an edit of an existing record sets.
 * @throws AppError `record.closed`, `record.invalid` with every problem, `record.out-of-scope`, `right.missing`
 */
export function plannedEdit(known: EditContext, standing: StandingRecord, patch: Body): Flat {
  const { id, kind, state } = standing
  requireOpen(kind, state.body)
  const { set, whole } = sound(kind, checkPatch(known, kind, state.body, patch, { id }))
  requireStays(known, standing, whole)
  return edited(known.role, standing, set)
}

/**
 * What an edit by somebody with this role sets: with it, an approved record goes back to be looked at again. A state that was
 * moved two ways stays as it is, for an edit must not decide it. @throws AppError `right.missing` for an attachment that
 * it would show to those who may not see such
 */
export function edited(role: Role, standing: StandingRecord, set: Flat): Flat {
  if (Object.keys(set).length === 0) return set
  requireMayShow(role, standing, set)
  const { kind, state } = standing
  const after = { ...state.body, ...set }
  const back = Object.entries(statesAfterEdit(kind, after, role))
  const doubted = openConflicts(state)
  return { ...set, ...Object.fromEntries(back.filter(([field]) => !doubted.includes(field))) }
}

function sound(kind: Kind, checked: CheckedPatch): CheckedPatch {
  const { problems } = checked
  if (problems.length > 0) throw new AppError('record.invalid', { kind: kind.name, problems })
  return checked
}
