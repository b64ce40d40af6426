import type { Kind } from '../../../shared/definition/define'
import { isDraft } from '../../../shared/records/states'
import { useRpc } from '../../engine/engine-context'
import { addFile } from '../../kinds-ui/attachments/add-file'
import type { WaitingFile } from '../../kinds-ui/attachments/new-attachments'
import { leftSearch } from '../../kinds-ui/list/left-list'
import type { FormStart } from '../../kinds-ui/record-form/form-start'
import type { FormEnds } from '../../kinds-ui/record-form/use-record-form'
import { useRecordWrites } from '../../kinds-ui/use-record-writes'
import type { SavedRecord, SaveWay } from '../../kinds-ui/write-record'
import { detailPath, listPath, mergePath, newPath } from '../../paths'
import { showError } from '../../ui/errors'
import { navigate } from '../../ui/hash-route'
import { showToast } from '../../ui/toasts'
import { goBack } from '../../ui/trail'

interface Ending {
  readonly kind: Kind
  readonly start: FormStart | null
  /** Files that were chosen for a record that is not yet saved. */
  readonly waiting: readonly WaitingFile[]
  /** The address of the form fills some of its fields. */
  readonly isGiven: boolean
  /** Starts the form afresh. */
  readonly again: () => void
}

/** What is said and where it goes on once a form is saved, left or started over. */
export function useFormEnds({ kind, start, waiting, isGiven, again }: Ending): FormEnds {
  const rpc = useRpc()
  const { announce, called, tell } = useRecordWrites()
  const record = start?.record ?? null
  /** No way back in this toast: the record's creation is not its newest change any more. */
  const addWaiting = async (saved: SavedRecord): Promise<void> => {
    for (const { key: _, ...file } of waiting) await addFile(rpc, saved.id, file).catch(showError)
    showToast(`已保存${await called(kind, saved)}`)
  }
  const say = async (saved: SavedRecord, way: SaveWay): Promise<void> => {
    if (waiting.length > 0) await addWaiting(saved)
    else if (way === 'draft') tell(`已存为草稿：${await called(kind, saved)}`, saved)
    else if (record && isDraft(kind, record.body)) tell(`已提交：${await called(kind, saved)}`, saved)
    else await announce(kind, saved)
  }
  const another = (): void => {
    if (start?.follows || isGiven) navigate(newPath(kind), { replace: true })
    else again()
  }
  return {
    say,
    goOn: (saved, way) => {
      if (way === 'another') another()
      else navigate(detailPath(kind, saved.id), { replace: true })
    },
    held: async (saved, way, next) => {
      if (next === 'another') another()
      else if (next !== null)
        navigate(record ? detailPath(kind, record.id) : listPath(kind), { replace: true })
      await say(await saved, way)
    },
    merge: (saved, other) => navigate(mergePath(kind, other, saved.id)),
    open: (other) => navigate(detailPath(kind, other)),
    cancel: () => goBack(record ? detailPath(kind, record.id) : listPath(kind, leftSearch(kind.name))),
    discard: again,
  }
}
