import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { RecordFilter } from '../../../shared/contract/record-lists'
import type { RecordView } from '../../../shared/records/view'
import { useRpc, useTransport } from '../../engine/engine-context'
import type { ListSort } from '../record-table/list-order'
import type { Loaded, Pages } from '../record-table/pages'

const pageSize = 100
/** The engine answers at most this many rows at once. */
const mostAtOnce = 1000

const empty: Loaded = { rows: [], fresh: [], next: null, loading: true, error: undefined }

/**
 * The rows of a list, page after page by cursor; asked again when records of the kind are written. `rowsAtFirst`: how many
 * to ask for at once when the list opens, where it was left further down.
 */
export function usePages(kind: string, filter: RecordFilter, sort: ListSort, rowsAtFirst: number): Pages {
  const rpc = useRpc()
  const transport = useTransport()
  const [pages, setPages] = useState<Loaded>(empty)
  const round = useRef(0)
  const loaded = useRef(0)
  const first = useRef(rowsAtFirst)
  const key = JSON.stringify({ filter, sort })

  const ask = useCallback(
    async (after: string | null, wanted: number): Promise<void> => {
      round.current += 1
      const mine = round.current
      setPages((before) => ({ ...before, loading: true, error: undefined }))
      try {
        const asked = JSON.parse(key) as { readonly filter: RecordFilter; readonly sort: ListSort }
        const found: RecordView[] = []
        let next = after
        do {
          const limit = Math.min(wanted - found.length, mostAtOnce)
          const page = await rpc.records.list({
            kind,
            ...asked,
            ...(next !== null && { after: next }),
            limit,
          })
          if (round.current !== mine) return
          found.push(...page.rows)
          next = page.next
        } while (next !== null && found.length < wanted)
        setPages((before) => {
          const rows = after === null ? found : [...before.rows, ...found]
          loaded.current = rows.length
          return { rows, fresh: found, next, loading: false, error: undefined }
        })
      } catch (error) {
        if (round.current === mine) setPages((before) => ({ ...before, loading: false, error }))
      }
    },
    [rpc, kind, key],
  )

  // Before all that the list's other parts ask: the rows are what is waited for.
  useLayoutEffect(() => {
    loaded.current = 0
    setPages(empty)
    void ask(null, Math.max(first.current, pageSize))
    const stop = transport.subscribe('changed', (change) => {
      if (change.kinds.includes(kind)) void ask(null, Math.max(loaded.current, pageSize))
    })
    return () => {
      round.current += 1
      stop()
    }
  }, [ask, kind, transport])

  const more = useCallback((): void => {
    if (!pages.loading && pages.next !== null && pages.error === undefined) void ask(pages.next, pageSize)
  }, [ask, pages])
  const again = useCallback((): void => void ask(null, pageSize), [ask])
  return useMemo(() => ({ ...pages, more, again }), [pages, more, again])
}
