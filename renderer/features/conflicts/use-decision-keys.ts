import { useEffect } from 'react'
import { useLatest } from '../../ui/use-latest'

/** What each key decides, while nothing is typed and no dialog is open. */
export function useDecisionKeys(isOn: boolean, keys: Readonly<Record<string, () => void>>): void {
  const latest = useLatest(keys)
  useEffect(() => {
    if (!isOn) return
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.isComposing) return
      if (event.repeat && !event.key.startsWith('Arrow')) return
      if (event.target instanceof Element && event.target.closest('input, textarea, [role=dialog]')) return
      const decide = Object.hasOwn(latest.current, event.key) ? latest.current[event.key] : undefined
      if (!decide) return
      event.preventDefault()
      decide()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [isOn, latest])
}
