import { useCallback, useEffect, useRef, useState } from 'react'
import type { AuditEntry } from '../../../shared/contract/audit'
import { useRpc } from '../../engine/engine-context'
import { showError } from '../../ui/errors'
import type { AuditFilter } from './audit-search'

interface Found {
  readonly entries: readonly AuditEntry[]
  /** Where the next page begins; `null` after the last one. */
  readonly next: number | null
}

/** The newest rows of the audit log at first, then those that are looked for, page after page. */
export function useAuditEntries() {
  const rpc = useRpc()
  const [found, setFound] = useState<Found | null>(null)
  const [busy, setBusy] = useState(false)
  const filter = useRef<AuditFilter>({})
  /** Only the answer to the newest question counts. */
  const round = useRef(0)

  const ask = useCallback(
    async (after: number | null): Promise<void> => {
      round.current += 1
      const mine = round.current
      setBusy(true)
      try {
        const page = await rpc.safety.audit({ ...filter.current, ...(after !== null && { after }) })
        if (round.current !== mine) return
        setFound((before) => ({
          entries: after === null ? page.entries : [...(before?.entries ?? []), ...page.entries],
          next: page.next,
        }))
      } catch (error) {
        if (round.current === mine) showError(error)
      } finally {
        if (round.current === mine) setBusy(false)
      }
    },
    [rpc],
  )
  useEffect(() => {
    void ask(null)
    return () => {
      round.current += 1
    }
  }, [ask])

  const look = (wanted: AuditFilter): void => {
    filter.current = wanted
    void ask(null)
  }
  const next = found?.next ?? null
  /** `null` where all that was found is shown. */
  const more = next === null ? null : (): void => void ask(next)
  return { entries: found?.entries, busy, look, more }
}
