import { useCallback, useRef, useState } from 'react'
import { RpcError } from '../../../shared/contract/rpc'
import { problemText } from '../../../shared/field-problems'
import { indicatorValue } from '../../../shared/kinds/indicator-value'
import { useRpc } from '../../engine/engine-context'
import { useSavedOnLeaving } from '../../ui/before-lock'
import { problemsOf } from '../../ui/errors'
import { newOperation } from '../../ui/operation'
import { cellsToFill, type Grid, keysToFill, type TypedCells, withoutCells } from './typed-cells'

interface Filling {
  readonly typed: TypedCells
  /** Why a cell was refused, by `cellKey`. */
  readonly problems: ReadonlyMap<string, string>
  /** Whether something was written since the screen was opened, and nothing waits. */
  readonly saved: boolean
  readonly type: (typed: TypedCells) => void
  /** Writes what was typed; a refused cell stays as typed, and stops no other. */
  readonly save: () => Promise<void>
}

/** What is typed into the grid, written when a cell is left, before the screen is locked and when the window closes. */
export function useCellFilling(grid: Grid | undefined): Filling {
  const rpc = useRpc()
  const [typed, setTyped] = useState<TypedCells>(new Map())
  const [problems, setProblems] = useState<ReadonlyMap<string, string>>(new Map())
  const [written, setWritten] = useState(false)
  const latest = useRef({ grid, typed })
  latest.current = { grid: grid ?? latest.current.grid, typed }
  const running = useRef<Promise<void>>(Promise.resolve())

  const fill = useCallback(
    async (cells: TypedCells): Promise<ReadonlyMap<string, string>> => {
      const seen = latest.current.grid
      if (!seen || cells.size === 0) return new Map()
      const keys = keysToFill(seen, cells)
      try {
        await rpc.indicators.fill({ cells: cellsToFill(seen, cells), operation: newOperation() })
        // What was typed into a cell meanwhile is still to be saved.
        latest.current = { ...latest.current, typed: withoutCells(latest.current.typed, cells) }
        setTyped((now) => withoutCells(now, cells))
        setWritten(true)
        return new Map()
      } catch (refused) {
        if (!(refused instanceof RpcError) || refused.body.code !== 'record.invalid') throw refused
        return new Map(
          problemsOf(refused.body).map((problem) => {
            const [at, key = ''] = problem.field.split('/')
            const label = indicatorValue.fields[key as keyof typeof indicatorValue.fields]?.label ?? key
            return [keys[Number(at)] ?? '', problemText(problem, label)]
          }),
        )
      }
    },
    [rpc],
  )

  const save = useCallback((): Promise<void> => {
    const work = async (): Promise<void> => {
      const cells = latest.current.typed
      const refused = await fill(cells)
      setProblems(refused)
      const rest = new Map([...cells].filter(([key]) => !refused.has(key)))
      if (refused.size > 0 && rest.size > 0) await fill(rest)
    }
    // One after the other: two writes of one cell would be two changes.
    running.current = running.current.then(work, work)
    return running.current
  }, [fill])

  useSavedOnLeaving(save)

  return { typed, problems, saved: written && typed.size === 0, type: setTyped, save }
}
