import type { KeyboardEvent } from 'react'

const stops = 'input:not([type=hidden]):not([disabled]), textarea:not([disabled])'

/** Moves to the control after `from` inside `form`; after the last one to its save button. */
export function focusNext(form: HTMLElement, from: HTMLElement): void {
  const controls = [...form.querySelectorAll<HTMLElement>(stops)].filter((el) => el.offsetParent !== null)
  const next = controls[controls.indexOf(from) + 1]
  const target = next ?? form.querySelector<HTMLElement>('button[data-save]')
  target?.focus()
  if (target instanceof HTMLInputElement) target.select()
}

/** An open list with a marked entry takes Enter for itself. */
function listTakesEnter(input: HTMLElement): boolean {
  if (input.getAttribute('aria-expanded') !== 'true') return false
  const active = input.getAttribute('aria-activedescendant')
  return active !== null && active !== '' && !active.endsWith('_-1')
}

/**
 * Enter moves on to the next field. In an open list it first takes the marked entry, and moves on when the list has
 * closed; while an input method composes, Enter is its own. In long texts Enter stays a new line.
 */
export function moveOnEnter(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.keyCode === 229) return
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
  const form = event.currentTarget
  const input = event.target
  if (!(input instanceof HTMLInputElement)) return
  if (listTakesEnter(input)) {
    setTimeout(() => {
      if (input.getAttribute('aria-expanded') !== 'true' && document.activeElement === input)
        focusNext(form, input)
    })
    return
  }
  event.preventDefault()
  event.stopPropagation()
  focusNext(form, input)
}
