import { Alert } from 'antd'
import { useEffect, useState } from 'react'
import type { Rpc } from '../../../shared/contract/rpc'
import { isTyped, type Kind, takesFiles } from '../../../shared/definition/define'
import { knownKind } from '../../../shared/kinds'
import { closedState, isDraft, isWorkedWith } from '../../../shared/records/standing'
import type { RecordView } from '../../../shared/records/view'
import { asRows, type Body } from '../../../shared/shapes'
import { useRpc } from '../../engine/engine-context'
import { addFile } from '../../kinds-ui/attachments/add-file'
import { AttachmentsBox } from '../../kinds-ui/attachments/attachments-box'
import { NewAttachments, type WaitingFile } from '../../kinds-ui/attachments/new-attachments'
import { copiedValues, editableValues, typedRowKey } from '../../kinds-ui/form-values'
import { RecordForm } from '../../kinds-ui/record-form'
import { StandingNotice } from '../../kinds-ui/standing-notice'
import { useMayWrite, useRecordWrites } from '../../kinds-ui/use-record-writes'
import type { FollowedSource, SavedRecord, SaveWay } from '../../kinds-ui/write-record'
import { detailPath, listPath, mergePath, newPath } from '../../paths'
import { ErrorNotice } from '../../ui/error-notice'
import { showError } from '../../ui/errors'
import { navigate, useHashQuery } from '../../ui/hash-route'
import { Page } from '../../ui/page'
import { showToast } from '../../ui/toasts'
import { localMinute } from '../../ui/today'

interface FormStart {
  readonly record: RecordView | null
  /** What the new record follows, and how that is called. */
  readonly follows: { readonly source: FollowedSource; readonly name: string } | null
  /** What a save leaves unsaid: the stored values, or those that the engine takes over from the followed record. */
  readonly stored: Body
  readonly initial: Body
  readonly masked: ReadonlyMap<string, string>
  readonly draft: { readonly body: Body; readonly savedAt: string } | null
  /** False while a kind's one half-typed form is another one: this form must not take its place. */
  readonly keepsDraft: boolean
  readonly recent: Readonly<Record<string, readonly string[]>>
}

async function loadNew(rpc: Rpc, kind: Kind, asked: FollowedSource | null, given: Body): Promise<FormStart> {
  const [suggested, found] = await Promise.all([
    rpc.records.suggest({ kind: kind.name }),
    rpc.drafts.get({ kind: kind.name }),
  ])
  const { defaults, recent } = suggested
  if (asked === null && Object.keys(given).length > 0)
    return {
      ...notFollowing,
      keepsDraft: found.draft === null,
      stored: nothingStored,
      draft: null,
      recent,
      initial: { ...defaults, ...given },
      masked: nothingMasked,
    }
  const begun = found.draft ? sourceIn(found.draft.body) : null
  const source = asked ?? begun
  const isOurs = source?.id === begun?.id && source?.row === begun?.row
  const draft = isOurs ? found.draft : null
  const keepsDraft = isOurs || found.draft === null
  if (source === null)
    return { ...notFollowing, stored: nothingStored, initial: defaults, masked: nothingMasked, draft, recent }
  const taken = await rpc.records.follow({ kind: kind.name, ...source })
  const stored = editableValues(kind, taken.body, taken.masked)
  const from = [knownKind(taken.from.kind)?.label, taken.from.number, taken.from.title]
  return {
    record: null,
    follows: { source, name: from.filter(Boolean).join(' ') },
    stored,
    initial: {
      ...editableValues(kind, { ...defaults, ...taken.body }, taken.masked),
      [FOLLOWS]: { ...source },
    },
    masked: maskedTexts(taken),
    draft,
    keepsDraft,
    recent,
  }
}

async function loadStored(rpc: Rpc, kind: Kind, id: string): Promise<FormStart> {
  const [record, suggested, found] = await Promise.all([
    rpc.records.get({ id }),
    rpc.records.suggest({ kind: kind.name }),
    rpc.drafts.get({ kind: kind.name, id }),
  ])
  const stored = editableValues(kind, record.body, record.masked)
  return {
    record,
    follows: null,
    stored,
    initial: stored,
    masked: maskedTexts(record),
    draft: found.draft,
    keepsDraft: true,
    recent: suggested.recent,
  }
}

/** The key of a half-typed follow-up that says what it follows; no field is called so. */
const FOLLOWS = '$follow'

const nothingStored: Body = {}
const nothingMasked: ReadonlyMap<string, string> = new Map()
const notFollowing = { record: null, follows: null, keepsDraft: true }

/** What a half-typed form was to follow. */
function sourceIn(draft: Body): FollowedSource | null {
  const [said] = asRows([draft[FOLLOWS] ?? null])
  if (typeof said?.id !== 'string') return null
  return { id: said.id, ...(typeof said.row === 'string' && { row: said.row }) }
}

/** The part of an address that fills fields of this kind; an empty one empties what would be suggested. */
function givenIn(kind: Kind, query: URLSearchParams): string {
  const fields = [...query].filter(([key]) => isTyped(kind, key) && key in kind.fields)
  return new URLSearchParams(fields).toString()
}

function valuesGiven(given: string): Body {
  return Object.fromEntries(new URLSearchParams(given))
}

/** Asks for everything a form starts with, once: what is typed must not be overwritten by a later answer. */
function useFormStart({ kind, id, record, row, given }: Omit<LoadedFormProps, 'again'>) {
  const rpc = useRpc()
  const [start, setStart] = useState<FormStart | null>(null)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    let current = true
    const source = record === null ? null : { id: record, ...(row !== null && { row }) }
    const load = id === undefined ? loadNew(rpc, kind, source, valuesGiven(given)) : loadStored(rpc, kind, id)
    load.then(
      (loaded) => current && setStart(loaded),
      (reason: unknown) => current && setError(reason),
    )
    return () => {
      current = false
    }
  }, [rpc, kind, id, record, row, given])
  return { start, error }
}

/** A new record, or an edited one; saving and going on starts the form afresh. */
export function FormScreen({ kind, id }: { kind: Kind; id?: string }) {
  const [round, setRound] = useState(0)
  const query = useHashQuery()
  const [record, row] = [query.get('follow'), query.get('row')]
  const given = id === undefined ? givenIn(kind, query) : ''
  return (
    <LoadedForm
      key={`${kind.name} ${id} ${record} ${row} ${given} ${round}`}
      kind={kind}
      id={id}
      record={record}
      row={row}
      given={given}
      again={() => setRound((n) => n + 1)}
    />
  )
}

interface LoadedFormProps {
  readonly kind: Kind
  readonly id: string | undefined
  /** What a new record follows: a record, and one of its rows. */
  readonly record: string | null
  readonly row: string | null
  /** Fields that the address of a new form fills, as a query; `''` for none. */
  readonly given: string
  readonly again: () => void
}

function LoadedForm({ again, ...wanted }: LoadedFormProps) {
  const { kind, id, given } = wanted
  const rpc = useRpc()
  const { start, error } = useFormStart(wanted)
  const { announce, tell } = useRecordWrites()
  const mayWrite = useMayWrite(kind)
  const wasDraft = start?.record != null && isDraft(kind, start.record.body)
  const isClosed = start?.record != null && closedState(kind, start.record.body) !== null
  const [waiting, setWaiting] = useState<readonly WaitingFile[]>([])

  const saved = async (result: SavedRecord, way: SaveWay): Promise<void> => {
    if (waiting.length > 0) await addWaiting(result)
    else if (way === 'draft') tell(`已存为草稿 ${result.number ?? ''}`.trim(), result)
    else if (wasDraft) tell(`已提交 ${result.number ?? ''}`.trim(), result)
    else announce(result)
    if (way !== 'another') navigate(detailPath(kind, result.id), { replace: true })
    else if (start?.follows || given !== '') navigate(newPath(kind), { replace: true })
    else again()
  }
  /** No way back in this toast: the record's creation is not its newest change any more. */
  const addWaiting = async ({ id: record, number }: SavedRecord): Promise<void> => {
    for (const { key: _, ...file } of waiting) await addFile(rpc, record, file).catch(showError)
    showToast(`已保存 ${number ?? ''}`.trim())
  }
  const copyLast = async (current: Body): Promise<Body | null> => {
    const { rows } = await rpc.records.list({ kind: kind.name, limit: 1 })
    const last = rows[0]
    if (!last) {
      showToast(`还没有可以复制的${kind.label}`)
      return null
    }
    return copiedValues(kind, last.body, last.masked, current)
  }
  return (
    <Page title={`${id === undefined ? '新建' : '修改'}${kind.label}`} detail={start?.record?.number}>
      {error !== null && <ErrorNotice error={error} again={again} />}
      {start?.follows && (
        <Alert
          type="info"
          showIcon
          title={`由 ${start.follows.name} 转来,已带入的内容请核对;隐去的号码保存时会完整带入。`}
        />
      )}
      {start?.draft && (
        <Alert
          type="info"
          showIcon
          title={`已接着 ${localMinute(start.draft.savedAt)} 没有填完的内容继续,核对后保存即可。`}
        />
      )}
      {start?.record && <StandingNotice kind={kind} record={start.record} />}
      {start && !isClosed && (
        <StartedForm
          kind={kind}
          start={start}
          copyLast={id === undefined && !start.follows ? copyLast : null}
          onSaved={saved}
          onDiscard={again}
        />
      )}
      {start && takesFiles(kind) && id === undefined && (
        <NewAttachments kind={kind} files={waiting} onChange={setWaiting} />
      )}
      {start?.record && takesFiles(kind) && (
        <AttachmentsBox
          kind={kind.name}
          record={start.record.id}
          mayWrite={mayWrite && isWorkedWith(kind, start.record)}
        />
      )}
    </Page>
  )
}

interface StartedFormProps {
  readonly kind: Kind
  readonly start: FormStart
  readonly copyLast: ((current: Body) => Promise<Body | null>) | null
  readonly onSaved: (saved: SavedRecord, way: SaveWay) => Promise<void>
  readonly onDiscard: () => void
}

function StartedForm({ kind, start, copyLast, onSaved, onDiscard }: StartedFormProps) {
  const { record, follows } = start
  return (
    <RecordForm
      kind={kind}
      {...(record && { id: record.id })}
      isDraft={record !== null && isDraft(kind, record.body)}
      {...(follows && { follow: follows.source })}
      stored={start.stored}
      initial={start.initial}
      draft={start.draft?.body ?? null}
      keepsDraft={start.keepsDraft}
      recent={start.recent}
      masked={start.masked}
      copyLast={copyLast}
      onSaved={onSaved}
      onDiscard={onDiscard}
      onCancel={() => navigate(record ? detailPath(kind, record.id) : listPath(kind))}
      onOpen={(other) => navigate(detailPath(kind, other))}
      onMerge={(saved, other) => navigate(mergePath(kind, other, saved.id))}
    />
  )
}

/** `field`, or `field/rowId/cell`, → the shortened value that stands there. */
function maskedTexts({ body, masked }: Pick<RecordView, 'body' | 'masked'>): Map<string, string> {
  return new Map(
    masked.map((path): [string, string] => {
      const [field = '', row, cell] = path.split('/')
      const value = body[field]
      if (row === undefined || cell === undefined) return [path, String(value ?? '')]
      const found = asRows(value).find((item) => typedRowKey(item) === row)
      return [path, String(found?.[cell] ?? '')]
    }),
  )
}
