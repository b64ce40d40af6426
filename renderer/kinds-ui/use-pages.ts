import { useCallback, useEffect, useRef, useState } from 'react'
import type { RecordFilter } from '../../shared/contract/records'
import type { RecordView } from '../../shared/records/view'
import { useRpc, useTransport } from '../engine/engine-context'

const pageSize = 100
/** A refresh brings back at most this many rows at once. */
const refreshLimit = 1000

interface Pages {
  readonly rows: readonly RecordView[]
  readonly next: string | null
  readonly loading: boolean
  readonly error: unknown
}

const empty: Pages = { rows: [], next: null, loading: true, error: undefined }

/**
 * The rows of a list, page after page by cursor; asked again when records of the kind are written. `rowsAtFirst`: how many
 * to ask for at once when the list opens, where it was left further down.
 */
export function usePages(kind: string, filter: RecordFilter, rowsAtFirst: number) {
  const rpc = useRpc()
  const transport = useTransport()
  const [pages, setPages] = useState<Pages>(empty)
  const round = useRef(0)
  const loaded = useRef(0)
  const first = useRef(rowsAtFirst)
  const key = JSON.stringify(filter)

  const ask = useCallback(
    async (after: string | null, limit: number): Promise<void> => {
      round.current += 1
      const mine = round.current
      setPages((before) => ({ ...before, loading: true, error: undefined }))
      try {
        const page = await rpc.records.list({
          kind,
          filter: JSON.parse(key) as RecordFilter,
          ...(after !== null && { after }),
          limit,
        })
        if (round.current !== mine) return
        setPages((before) => {
          const rows = after === null ? page.rows : [...before.rows, ...page.rows]
          loaded.current = rows.length
          return { rows, next: page.next, loading: false, error: undefined }
        })
      } catch (error) {
        if (round.current === mine) setPages((before) => ({ ...before, loading: false, error }))
      }
    },
    [rpc, kind, key],
  )

  useEffect(() => {
    loaded.current = 0
    setPages(empty)
    void ask(null, Math.min(Math.max(first.current, pageSize), refreshLimit))
    const stop = transport.subscribe('changed', (change) => {
      if (change.kinds.includes(kind))
        void ask(null, Math.min(Math.max(loaded.current, pageSize), refreshLimit))
    })
    return () => {
      round.current += 1
      stop()
    }
  }, [ask, kind, transport])

  const more = useCallback((): void => {
    if (!pages.loading && pages.next !== null && pages.error === undefined) void ask(pages.next, pageSize)
  }, [ask, pages])
  return { ...pages, more, again: () => void ask(null, pageSize) }
}
