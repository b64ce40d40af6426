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

/** Puts the cursor into the first control of a form. */
export function focusFirst(form: HTMLElement): void {
  const first = form.querySelector<HTMLElement>(stops)
  first?.focus()
  if (first instanceof HTMLInputElement) first.select()
}

const isOpen = (input: HTMLElement): boolean => input.getAttribute('aria-expanded') === 'true'

/** An open list with a marked entry takes Enter for itself. */
function listTakesEnter(input: HTMLElement): boolean {
  const active = input.getAttribute('aria-activedescendant')
  return isOpen(input) && active !== null && active !== '' && !active.endsWith('_-1')
}

/** Something typed into a list that must be chosen from, and nothing marked (yet): Enter waits. */
function listWaits(input: HTMLInputElement): boolean {
  const chooser = input.closest('.ant-select')
  return chooser !== null && !chooser.classList.contains('ant-select-auto-complete') && input.value !== ''
}

/** An open list in which nothing is left to choose, and nothing more is coming: it must not hold anybody. */
function listIsEmpty(input: HTMLInputElement): boolean {
  const list = document.getElementById(input.getAttribute('aria-controls') ?? '')
  const isPending = input.closest('.is-pending') !== null
  return isOpen(input) && list !== null && !isPending && list.querySelector('[role=option]') === null
}

/** Does something once the list of an input stands so, unless another key or place was wanted first. */
function whenList(input: HTMLInputElement, standsSo: () => boolean, then: () => void): void {
  const watch = new MutationObserver(() => {
    if (!standsSo()) return
    stop()
    then()
  })
  const stop = (): void => {
    watch.disconnect()
    input.removeEventListener('blur', stop)
    input.removeEventListener('keydown', stop)
  }
  watch.observe(input, { attributes: true, attributeFilter: ['aria-expanded', 'aria-activedescendant'] })
  const chooser = input.closest('.ant-select')
  if (chooser) watch.observe(chooser, { attributes: true, attributeFilter: ['class'] })
  input.addEventListener('blur', stop)
  // Not this very key press, which still has to reach the list.
  setTimeout(() => input.addEventListener('keydown', stop))
}

/** Presses Enter once more, now that the list can take it. */
function pressEnter(input: HTMLInputElement): void {
  const press = { key: 'Enter', keyCode: 13, bubbles: true, cancelable: true }
  for (const type of ['keydown', 'keyup']) input.dispatchEvent(new KeyboardEvent(type, press))
}

/** What is asked of a key press inside a form. */
type FormKey = Pick<
  KeyboardEvent<HTMLElement>,
  | 'key'
  | 'keyCode'
  | 'ctrlKey'
  | 'metaKey'
  | 'altKey'
  | 'shiftKey'
  | 'currentTarget'
  | 'target'
  | 'preventDefault'
  | 'stopPropagation'
> & { readonly nativeEvent: Pick<KeyboardEvent['nativeEvent'], 'isComposing'> }

/**
 * Enter moves on to the next field, also out of a list that has nothing to choose. In an open list it first takes the marked entry, and moves on when the list has
 * closed; pressed before there is one, it waits for it. While an input method composes, Enter is its own. In long texts Enter stays a new line.
 */
export function moveOnEnter(event: FormKey): void {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.keyCode === 229) return
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
  const form = event.currentTarget
  const input = event.target
  if (!(input instanceof HTMLInputElement)) return
  const isEmpty = listIsEmpty(input)
  if (!isEmpty && listTakesEnter(input)) {
    whenList(
      input,
      () => !isOpen(input),
      () => focusNext(form, input),
    )
    return
  }
  event.preventDefault()
  event.stopPropagation()
  if (isEmpty || !listWaits(input)) focusNext(form, input)
  // Whoever types fast presses Enter before there is an entry: it is not lost, the list takes it when it can.
  else
    whenList(
      input,
      () => listTakesEnter(input) || listIsEmpty(input),
      () => pressEnter(input),
    )
}
