import { useEffect } from 'react'

/**
 * Gives the keyboard back to what had it before a dialog opened, once the last one is gone and nothing else has taken it.
 * @param layersId the element into which all dialogs are put
 */
export function useFocusReturn(layersId: string): void {
  useEffect(() => {
    const layers = document.getElementById(layersId)
    if (!layers) return
    let last: HTMLElement | null = null
    const note = ({ target }: FocusEvent): void => {
      if (target instanceof HTMLElement && !layers.contains(target)) last = target
    }
    const observer = new MutationObserver((changes) => {
      const isGone = changes.some(({ removedNodes }) => removedNodes.length > 0)
      const isOpen = layers.querySelector('[role=dialog]') !== null
      if (isGone && !isOpen && document.activeElement === document.body && last?.isConnected) last.focus()
    })
    document.addEventListener('focusin', note)
    observer.observe(layers, { childList: true })
    return () => {
      document.removeEventListener('focusin', note)
      observer.disconnect()
    }
  }, [layersId])
}
