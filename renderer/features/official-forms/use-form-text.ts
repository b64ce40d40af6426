import { useCallback, useEffect, useRef, useState } from 'react'
import type { Variant } from '../../../shared/privacy/variant'
import { useRpc } from '../../engine/engine-context'
import { showError } from '../../ui/errors'

interface Which {
  readonly record: string
  readonly form: string
  readonly variant: Variant
  readonly whole: boolean
}

/** A form's text while somebody changes it. */
interface FormText {
  /** As it stands in the box; absent: as the record fills it, or as it was kept. */
  readonly typed: string | undefined
  /** As the preview shows it: what was typed before the last pause. */
  readonly shown: string | undefined
  readonly isChanged: boolean
  type(text: string): void
  /** Shows and keeps what was typed, without waiting for a pause. */
  settle(): void
  /** Puts a filled form into the box. @param changed somebody had changed it before */
  take(text: string | undefined, changed?: boolean): void
  /** Forgets what was changed, here and in the profile. */
  forget(): Promise<void>
}

/** How long somebody stops typing before the preview follows, in ms. */
const pause = 600

/** What is typed into a form is kept at each pause, when the box is left and when the screen is. */
export function useFormText({ record, form, variant, whole }: Which): FormText {
  const rpc = useRpc()
  const [typed, setTyped] = useState<string | undefined>()
  const [shown, setShown] = useState<string | undefined>()
  const [isChanged, setChanged] = useState(false)
  const waiting = useRef<{ readonly timer: ReturnType<typeof setTimeout>; readonly keep: () => void } | null>(
    null,
  )

  const settle = useCallback((): void => {
    const { timer, keep } = waiting.current ?? {}
    if (timer === undefined || keep === undefined) return
    clearTimeout(timer)
    waiting.current = null
    keep()
  }, [])
  useEffect(() => settle, [settle])

  const type = (text: string): void => {
    setTyped(text)
    setChanged(true)
    if (waiting.current) clearTimeout(waiting.current.timer)
    const keep = (): void => {
      setShown(text)
      rpc.forms.keep({ record, form, variant, whole, text }).catch(showError)
    }
    waiting.current = { timer: setTimeout(settle, pause), keep }
  }
  const take = (text: string | undefined, changed = false): void => {
    settle()
    setTyped(text)
    setShown(text)
    setChanged(changed)
  }
  const forget = async (): Promise<void> => {
    take(undefined)
    await rpc.forms.keep({ record, form, variant, whole, text: null })
  }
  return { typed, shown, isChanged, type, settle, take, forget }
}
