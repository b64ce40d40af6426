import { useCallback, useEffect, useRef, useState } from 'react'
import type { Input } from '../../../shared/contract'
import type { Candidate } from '../../../shared/contract/duplicates'
import type { Kind } from '../../../shared/definition/define'
import { useRpc, useTransport } from '../../engine/engine-context'
import { showError } from '../../ui/errors'
import { newOperation } from '../../ui/operation'
import { showToast } from '../../ui/toasts'

type Asked = Pick<Input<'records.similar'>, 'id' | 'patch' | 'follow'>

/** Typing is left alone this long before the engine is asked. */
const pauseMs = 500
const none: readonly Candidate[] = []

export interface Similar {
  readonly candidates: readonly Candidate[]
  /** Names and numbers were not compared: this hour's number of them is reached. */
  readonly limited: boolean
  /** 「不是重复」: kept at once for a stored record, for a new one with its first save. */
  readonly dismiss: (candidate: Candidate) => Promise<void>
  /** Keeps what was dismissed while the record was new. */
  readonly keepDismissed: (saved: string) => Promise<void>
}

/** Records that may be the one in the form, asked for quietly while it is filled; `null` asks nothing. */
export function useSimilar(kind: Kind, asked: Asked | null): Similar {
  const rpc = useRpc()
  const transport = useTransport()
  const [candidates, setCandidates] = useState(none)
  const [limited, setLimited] = useState(false)
  const [dismissed, setDismissed] = useState<readonly string[]>([])
  const id = asked?.id
  const round = useRef(0)
  const key =
    asked && kind.duplicates ? JSON.stringify({ ...asked, kind: kind.name, except: dismissed }) : null

  const ask = useCallback((): void => {
    round.current += 1
    const mine = round.current
    if (key === null) return
    transport.call('records.similar', JSON.parse(key) as Input<'records.similar'>).then((answer) => {
      // Refused is for the save to say: a warning is no place for a second one.
      if (round.current !== mine) return
      setCandidates('ok' in answer ? answer.ok.candidates : none)
      setLimited('ok' in answer && answer.ok.limited)
    }, showError)
  }, [transport, key])

  useEffect(() => {
    const timer = setTimeout(ask, pauseMs)
    return () => {
      clearTimeout(timer)
      round.current += 1
    }
  }, [ask])
  useEffect(
    () =>
      transport.subscribe('changed', ({ kinds }) => {
        if (kinds.includes(kind.name)) ask()
      }),
    [transport, kind, ask],
  )

  const remember = useCallback(
    // On the other record: the one in the form keeps its own last change, which its undo takes back.
    (candidate: string, other: string, distinct = true) =>
      rpc.records.distinct({ id: candidate, other, distinct, operation: newOperation() }),
    [rpc],
  )
  const dismiss = useCallback(
    async ({ record }: Candidate): Promise<void> => {
      setCandidates((before) => before.filter((one) => one.record.id !== record.id))
      if (id === undefined) {
        setDismissed((before) => [...before, record.id])
        return
      }
      await remember(record.id, id)
      const forget = (): void => void remember(record.id, id, false).catch(showError)
      showToast(`已记住：${record.number ?? record.title} 不是重复`, {
        about: record.id,
        action: { label: '撤销', run: forget },
      })
    },
    [id, remember],
  )
  const keepDismissed = useCallback(
    async (saved: string): Promise<void> => {
      for (const other of dismissed) await remember(other, saved)
      setDismissed([])
    },
    [dismissed, remember],
  )
  return { candidates, limited, dismiss, keepDismissed }
}
