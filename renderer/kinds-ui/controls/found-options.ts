import { useEffect, useState } from 'react'
import { useCall } from '../../engine/use-call'
import { useMatchesPinyin } from '../../ui/pinyin'

interface Search {
  /** The kind looked through. */
  readonly to: string
  readonly levels?: readonly string[] | undefined
  /** The unit whose records come first. */
  readonly near?: string | undefined
  readonly typed: string
  /** Nothing is asked before the list is opened. */
  readonly opened: boolean
}

const typingPauseMs = 120

/** Records whose name fits what is typed, best first, as the engine finds them. */
export function useFoundOptions({ to, levels, near, typed, opened }: Search) {
  const matchesPinyin = useMatchesPinyin()
  const text = usePaused(typed)
  const found = useCall(
    'records.options',
    opened
      ? {
          kind: to,
          ...(text && { text }),
          ...(levels && { levels: [...levels] }),
          ...(near !== undefined && { near }),
          limit: 100,
        }
      : null,
    [to],
  )
  const pending = found.loading || text !== typed
  // Until the answer for what is typed is there, Enter must not take an entry that does not fit it.
  const options = (found.data?.options ?? []).filter(
    (option) => !pending || matchesPinyin(option.label, typed),
  )
  return { options, pending }
}

/** The text once typing has paused; at once when it is emptied. */
function usePaused(typed: string): string {
  const [paused, setPaused] = useState(typed)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(typed), typed === '' ? 0 : typingPauseMs)
    return () => clearTimeout(timer)
  }, [typed])
  return paused
}
