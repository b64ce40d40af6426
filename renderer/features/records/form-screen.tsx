import { Alert } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import type { Rpc } from '../../../shared/contract/rpc'
import type { Kind } from '../../../shared/kinds/define'
import type { RecordView } from '../../../shared/kinds/view'
import { useRpc } from '../../engine/engine-context'
import { copiedValues, editableValues, type FormValues, rowKey, rowsOf } from '../../kinds-ui/form-values'
import { RecordForm, type SavedRecord } from '../../kinds-ui/record-form'
import { useRecordWrites } from '../../kinds-ui/use-record-writes'
import { ErrorNotice } from '../../ui/error-notice'
import { navigate } from '../../ui/hash-route'
import { Page } from '../../ui/page'
import { showToast } from '../../ui/toasts'
import { localMinute } from '../../ui/today'
import { detailPath, listPath } from '../shell/paths'

interface FormStart {
  readonly record: RecordView | null
  readonly initial: FormValues
  readonly draft: { readonly body: FormValues; readonly savedAt: string } | null
  readonly recent: Readonly<Record<string, readonly string[]>>
}

async function loadNew(rpc: Rpc, kind: Kind): Promise<FormStart> {
  const [suggested, found] = await Promise.all([
    rpc.records.suggest({ kind: kind.name }),
    rpc.drafts.get({ kind: kind.name }),
  ])
  return { record: null, initial: suggested.defaults, draft: found.draft, recent: suggested.recent }
}

async function loadStored(rpc: Rpc, kind: Kind, id: string): Promise<FormStart> {
  const [record, suggested, found] = await Promise.all([
    rpc.records.get({ id }),
    rpc.records.suggest({ kind: kind.name }),
    rpc.drafts.get({ kind: kind.name, id }),
  ])
  return {
    record,
    initial: editableValues(kind, record.body, record.masked),
    draft: found.draft,
    recent: suggested.recent,
  }
}

/** Asks for everything a form starts with, once: what is typed must not be overwritten by a later answer. */
function useFormStart(kind: Kind, id: string | undefined) {
  const rpc = useRpc()
  const [start, setStart] = useState<FormStart | null>(null)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    let current = true
    const load = id === undefined ? loadNew(rpc, kind) : loadStored(rpc, kind, id)
    load.then(
      (loaded) => current && setStart(loaded),
      (reason: unknown) => current && setError(reason),
    )
    return () => {
      current = false
    }
  }, [rpc, kind, id])
  return { start, error }
}

/** A new record, or an edited one; saving and going on starts the form afresh. */
export function FormScreen({ kind, id }: { kind: Kind; id?: string }) {
  const [round, setRound] = useState(0)
  return (
    <LoadedForm
      key={`${kind.name} ${id} ${round}`}
      kind={kind}
      id={id}
      again={() => setRound((n) => n + 1)}
    />
  )
}

function LoadedForm({ kind, id, again }: { kind: Kind; id: string | undefined; again: () => void }) {
  const rpc = useRpc()
  const { start, error } = useFormStart(kind, id)
  const { announce } = useRecordWrites()

  const saved = (result: SavedRecord, next: 'show' | 'another'): void => {
    announce(result)
    if (next === 'another') again()
    else navigate(detailPath(kind, result.id), { replace: true })
  }
  const copyLast = async (current: FormValues): Promise<FormValues | null> => {
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
      {start?.draft && (
        <Alert
          type="info"
          showIcon
          title={`已接着 ${localMinute(start.draft.savedAt)} 没有填完的内容继续,核对后保存即可。`}
        />
      )}
      {start && (
        <StartedForm
          kind={kind}
          start={start}
          copyLast={id === undefined ? copyLast : null}
          onSaved={saved}
          onDiscard={again}
        />
      )}
    </Page>
  )
}

interface StartedFormProps {
  readonly kind: Kind
  readonly start: FormStart
  readonly copyLast: ((current: FormValues) => Promise<FormValues | null>) | null
  readonly onSaved: (saved: SavedRecord, next: 'show' | 'another') => void
  readonly onDiscard: () => void
}

const nothingStored: FormValues = {}

function StartedForm({ kind, start, copyLast, onSaved, onDiscard }: StartedFormProps) {
  const { record } = start
  const masked = useMemo(() => (record ? maskedTexts(record) : new Map<string, string>()), [record])
  return (
    <RecordForm
      kind={kind}
      {...(record && { id: record.id })}
      stored={record ? start.initial : nothingStored}
      initial={start.initial}
      draft={start.draft?.body ?? null}
      recent={start.recent}
      masked={masked}
      copyLast={copyLast}
      onSaved={onSaved}
      onDiscard={onDiscard}
      onCancel={() => navigate(record ? detailPath(kind, record.id) : listPath(kind))}
    />
  )
}

/** `field`, or `field/rowId/cell`, → the shortened value that stands there. */
function maskedTexts(record: RecordView): Map<string, string> {
  return new Map(
    record.masked.map((path): [string, string] => {
      const [field = '', row, cell] = path.split('/')
      const value = record.body[field]
      if (row === undefined || cell === undefined) return [path, String(value ?? '')]
      const found = rowsOf(value).find((item) => rowKey(item) === row)
      return [path, String(found?.[cell] ?? '')]
    }),
  )
}
