import { useCallback } from 'react'
import type { Kind } from '../../../shared/definition/define'
import { displayValue } from '../../../shared/records/display'
import { idsIn } from '../../../shared/records/referred'
import type { RecordView } from '../../../shared/records/view'
import { useRpc } from '../../engine/engine-context'
import { useWords } from '../../engine/words'
import { copyCells } from '../../ui/copy-cells'
import { bareNumber, columnUnit, type TableColumn } from '../record-table/columns'
import type { ListSort } from '../record-table/list-order'

/** A list asks for at most so many at once. */
const page = 1000

/** Copies records of a list as its columns show them: shortened values stay shortened. */
export function useCopiedList(kind: Kind, columns: readonly TableColumn[], sort: ListSort) {
  const rpc = useRpc()
  const wordsOf = useWords()
  return useCallback(
    async (ids: readonly string[]): Promise<void> => {
      const rows: RecordView[] = []
      for (let at = 0; at < ids.length; at += page) {
        const filter = { ids: ids.slice(at, at + page) }
        rows.push(...(await rpc.records.list({ kind: kind.name, filter, sort, limit: page })).rows)
      }
      const named = rows.flatMap(({ body }) => columns.flatMap(({ key, field }) => idsIn(field, body[key])))
      const names: Record<string, string> = {}
      for (let at = 0; at < named.length; at += page)
        Object.assign(names, (await rpc.records.names({ ids: named.slice(at, at + page) })).names)
      const cells = rows.map(({ number, body }) => [
        ...(kind.numbered ? [number ?? ''] : []),
        ...columns.map(({ key, field }) => {
          const value = body[key]
          return (
            bareNumber(field, value)?.replaceAll(',', '') ??
            displayValue(field, value, (id) => names[id] ?? id, wordsOf)
          )
        }),
      ])
      const head = [
        ...(kind.numbered ? ['编号'] : []),
        ...columns.map(({ field }) =>
          columnUnit(field) === undefined ? field.label : `${field.label}（${columnUnit(field)}）`,
        ),
      ]
      copyCells([head, ...cells])
    },
    [rpc, kind, columns, sort, wordsOf],
  )
}
