import type { Output } from '../../../shared/contract'
import type { Rpc } from '../../../shared/contract/rpc'
import { isTyped, type Kind } from '../../../shared/definition/define'
import { knownKind } from '../../../shared/kinds'
import { asRows, type Body } from '../../../shared/shapes'
import { editableValues } from '../../kinds-ui/form-values'
import type { FormStart } from '../../kinds-ui/record-form/form-start'
import { draftOverStored, maskedTexts, storedStart } from '../../kinds-ui/record-form/stored-start'
import type { FollowedSource } from '../../kinds-ui/write-record'

/** Which form is asked for, as its address says it. */
export interface WantedForm {
  readonly kind: Kind
  /** The record to edit; absent for a new one. */
  readonly id: string | undefined
  /** What a new record follows: a record, and one of its rows. */
  readonly record: string | null
  readonly row: string | null
  /** Fields that the address of a new form fills, as a query; `''` for none. */
  readonly given: string
}

/** The part of an address that fills fields of this kind; an empty one empties what would be suggested. */
export function givenIn(kind: Kind, query: URLSearchParams): string {
  const fields = [...query].filter(([key]) => isTyped(kind, key) && key in kind.fields)
  return new URLSearchParams(fields).toString()
}

/** Asks for everything that a form starts with. */
export function loadForm(rpc: Rpc, { kind, id, record, row, given }: WantedForm): Promise<FormStart> {
  if (id !== undefined) return loadStored(rpc, kind, id)
  const source = record === null ? null : { id: record, ...(row !== null && { row }) }
  return loadNew(rpc, kind, source, Object.fromEntries(new URLSearchParams(given)))
}

async function loadStored(rpc: Rpc, kind: Kind, id: string): Promise<FormStart> {
  const [record, found] = await Promise.all([
    rpc.records.get({ id }),
    rpc.drafts.get({ kind: kind.name, id }),
  ])
  const { recent } = await rpc.records.suggest({ kind: kind.name, ...unitIn(record.body) })
  const begun = storedStart(kind, record)
  const kept = found.draft && draftOverStored(kind, begun, found.draft.body)
  return {
    ...begun,
    follows: null,
    initial: begun.stored,
    draft: found.draft && kept && { ...found.draft, body: kept.values },
    changed: kept?.changed ?? null,
    keepsDraft: true,
    recent,
  }
}

async function loadNew(rpc: Rpc, kind: Kind, asked: FollowedSource | null, given: Body): Promise<FormStart> {
  const found = await rpc.drafts.get({ kind: kind.name })
  if (asked === null && Object.keys(given).length > 0) {
    const { defaults, recent } = await rpc.records.suggest({ kind: kind.name, ...unitIn(given) })
    return {
      ...fresh,
      initial: { ...defaults, ...given },
      draft: null,
      keepsDraft: found.draft === null,
      recent,
    }
  }
  const begun = found.draft ? sourceIn(found.draft.body) : null
  const source = asked ?? begun
  const isOurs = source?.id === begun?.id && source?.row === begun?.row
  const draft = isOurs ? found.draft : null
  const keepsDraft = isOurs || found.draft === null
  const taken = source && (await rpc.records.follow({ kind: kind.name, ...source }))
  const unit = unitIn(draft?.body ?? taken?.body ?? {})
  const { defaults, recent } = await rpc.records.suggest({ kind: kind.name, ...unit })
  if (source === null || taken === null) return { ...fresh, initial: defaults, draft, keepsDraft, recent }
  return { ...followingStart(kind, source, taken, defaults), draft, keepsDraft, recent }
}

/** The unit that a form begins with: what is carried over and offered follows it. */
function unitIn({ unit }: Body): { readonly unit?: string } {
  return typeof unit === 'string' && unit !== '' ? { unit } : {}
}

type Unkept = Omit<FormStart, 'draft' | 'keepsDraft' | 'recent'>

/** A new record that follows none. */
const fresh: Omit<Unkept, 'initial'> = {
  record: null,
  follows: null,
  stored: {},
  masked: new Map(),
  changed: null,
}

/** A new record with what the engine takes over from the one that it follows. */
function followingStart(
  kind: Kind,
  source: FollowedSource,
  { from, body, masked }: Output<'records.follow'>,
  defaults: Body,
): Unkept {
  const name = [knownKind(from.kind)?.label, from.number, from.title].filter(Boolean).join(' ')
  return {
    record: null,
    follows: { source, name },
    stored: editableValues(kind, body, masked),
    initial: { ...editableValues(kind, { ...defaults, ...body }, masked), [FOLLOWS]: { ...source } },
    masked: maskedTexts({ body, masked }),
    changed: null,
  }
}

/** The key of a half-typed follow-up that says what it follows; no field is called so. */
const FOLLOWS = '$follow'

/** What a half-typed form was to follow. */
function sourceIn(draft: Body): FollowedSource | null {
  const [said] = asRows([draft[FOLLOWS] ?? null])
  if (typeof said?.id !== 'string') return null
  return { id: said.id, ...(typeof said.row === 'string' && { row: said.row }) }
}
