import { useMemo } from 'react'
import type { Rpc } from '../../shared/contract/rpc'
import type { Kind } from '../../shared/definition/define'
import { onlyHolds, type SiteRole } from '../../shared/sync/manifest'
import { useRpc } from '../engine/engine-context'
import { useMay, useSession } from '../engine/session'
import { attempt } from '../ui/errors'
import { newOperation } from '../ui/operation'
import { showToast } from '../ui/toasts'
import type { SavedRecord } from './write-record'

/** Whether the signed-in person may write records of this kind at this site. */
export function useMayWrite(kind: Kind): boolean {
  const { site } = useSession()
  const may = useMay('record.write')
  return may && mayHoldKind(site.role, kind)
}

/** Whether records of a kind are made at such a site, whoever signs in there. */
export function mayHoldKind(site: SiteRole, kind: Pick<Kind, 'owner'>): boolean {
  return !onlyHolds(site) && (kind.owner === 'street' || site === 'district')
}

type Named = Pick<SavedRecord, 'id' | 'number'>

/** What a toast calls a record: 「院坝会 003-YB-2026-0034」, or by its title where its kind has no numbers. */
async function calledBy(rpc: Rpc, kind: Kind, { id, number }: Named): Promise<string> {
  if (number !== null) return `${kind.label} ${number}`
  // A toast that could not learn the name is better than none.
  const { names } = await rpc.records
    .names({ ids: [id] })
    .catch(() => ({ names: {} as Record<string, string> }))
  const name = names[id]
  if (name === undefined || name === '') return kind.label
  return `${kind.label}“${name}”`
}

/** A toast for something written, with a way to take it back. */
function tellSaved(rpc: Rpc, text: string, saved: Pick<SavedRecord, 'id' | 'change'>): void {
  const operation = newOperation()
  const undo = async (): Promise<void> => {
    await rpc.records.undo({ id: saved.id, change: saved.change, operation })
    showToast(`已撤销：${text}`, { about: saved.id })
  }
  showToast(text, { about: saved.id, action: { label: '撤销', run: () => attempt(undo) } })
}

/** Deleting, restoring and announcing writes; every one of them can be taken back. */
export function useRecordWrites() {
  const rpc = useRpc()
  return useMemo(
    () => ({
      /** What a toast calls a record. */
      called: (kind: Kind, record: Named): Promise<string> => calledBy(rpc, kind, record),
      announce: async (kind: Kind, saved: SavedRecord): Promise<void> =>
        tellSaved(rpc, `已保存${await calledBy(rpc, kind, saved)}`, saved),
      /** Says in other words what was written. */
      tell: (text: string, saved: Pick<SavedRecord, 'id' | 'change'>): void => tellSaved(rpc, text, saved),
      remove: async (kind: Kind, record: Named): Promise<void> => {
        const name = await calledBy(rpc, kind, record)
        const written = await rpc.records.delete({ id: record.id, operation: newOperation() })
        tellSaved(rpc, `已移入回收站：${name}`, written)
      },
      restore: async (kind: Kind, record: Named): Promise<void> => {
        const written = await rpc.records.restore({ id: record.id, operation: newOperation() })
        tellSaved(rpc, `已从回收站恢复：${await calledBy(rpc, kind, record)}`, written)
      },
    }),
    [rpc],
  )
}
