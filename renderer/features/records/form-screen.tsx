import { useState } from 'react'
import { type Kind, takesFiles } from '../../../shared/definition/define'
import { closedState, isWorkedWith } from '../../../shared/records/states'
import type { Body } from '../../../shared/shapes'
import { useRpc } from '../../engine/engine-context'
import { AttachmentsBox } from '../../kinds-ui/attachments/attachments-box'
import { NewAttachments, type WaitingFile } from '../../kinds-ui/attachments/new-attachments'
import { copiedValues } from '../../kinds-ui/form-values'
import { RecordForm } from '../../kinds-ui/record-form/record-form'
import { useMayWrite } from '../../kinds-ui/use-record-writes'
import { ErrorNotice } from '../../ui/error-notice'
import { useHashQuery } from '../../ui/hash-route'
import { Page } from '../../ui/page'
import { showToast } from '../../ui/toasts'
import { FormNotices } from './form-notices'
import { givenIn, type WantedForm } from './form-start'
import { useFormEnds } from './use-form-ends'
import { useFormStart } from './use-form-start'

/** A new record, or an edited one; saving and going on starts the form afresh. */
export function FormScreen({ kind, id }: { kind: Kind; id?: string }) {
  const [round, setRound] = useState(0)
  const query = useHashQuery()
  const [record, row] = [query.get('follow'), query.get('row')]
  const given = id === undefined ? givenIn(kind, query) : ''
  return (
    <LoadedForm
      key={`${kind.name} ${id} ${record} ${row} ${given} ${round}`}
      wanted={{ kind, id, record, row, given }}
      again={() => setRound((n) => n + 1)}
    />
  )
}

interface LoadedFormProps {
  readonly wanted: WantedForm
  readonly again: () => void
}

function LoadedForm({ wanted, again }: LoadedFormProps) {
  const { kind, id, given } = wanted
  const { start, error } = useFormStart(wanted)
  const [waiting, setWaiting] = useState<readonly WaitingFile[]>([])
  const ends = useFormEnds({ kind, start, waiting, isGiven: given !== '', again })
  const copyLast = useCopyLast(kind)
  const mayWrite = useMayWrite(kind)
  const record = start?.record ?? null
  const isClosed = record !== null && closedState(kind, record.body) !== null
  const mayCopy = id === undefined && !start?.follows
  return (
    <Page title={`${id === undefined ? '新建' : '修改'}${kind.label}`} detail={record?.number}>
      {error !== null && <ErrorNotice error={error} again={again} />}
      {start && <FormNotices kind={kind} start={start} />}
      {start && !isClosed && (
        <RecordForm kind={kind} start={start} copyLast={mayCopy ? copyLast : null} onEnd={ends} />
      )}
      {start && takesFiles(kind) && id === undefined && (
        <NewAttachments kind={kind} files={waiting} onChange={setWaiting} />
      )}
      {record && takesFiles(kind) && (
        <AttachmentsBox
          kind={kind.name}
          record={record.id}
          mayWrite={mayWrite && isWorkedWith(kind, record)}
        />
      )}
    </Page>
  )
}

/** Fills a form with what the newest record of the kind may lend it; `null` where there is none. */
function useCopyLast(kind: Kind): (current: Body) => Promise<Body | null> {
  const rpc = useRpc()
  return async (current) => {
    const { rows } = await rpc.records.list({ kind: kind.name, limit: 1 })
    const last = rows[0]
    if (last) return copiedValues(kind, last.body, last.masked, current)
    showToast(`还没有可以复制的${kind.label}`)
    return null
  }
}
