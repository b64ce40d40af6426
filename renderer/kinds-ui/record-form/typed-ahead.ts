/** What is typed while a form is being saved and the next one is not there yet. */
interface Ahead {
  /** Has the cursor meanwhile, so that an input method finds a field too. */
  readonly field: HTMLInputElement
  /** What was typed before each Enter. */
  readonly parts: string[]
  /** Had the cursor before. */
  readonly before: Element | null
  composes: boolean
}

let ahead: Ahead | null = null

/** From now on what is typed waits for `takeTyping`. */
export function holdTyping(): void {
  if (ahead) {
    ahead.field.focus()
    return
  }
  const field = document.createElement('input')
  const held: Ahead = { field, parts: [], before: document.activeElement, composes: false }
  field.className = 'visually-hidden'
  field.setAttribute('aria-label', '下一张表的第一项')
  field.addEventListener('compositionstart', () => {
    held.composes = true
  })
  field.addEventListener('compositionend', () => {
    held.composes = false
  })
  field.addEventListener('keydown', ({ key, isComposing }) => {
    if (key !== 'Enter' || isComposing) return
    held.parts.push(field.value)
    field.value = ''
  })
  document.body.append(field)
  ahead = held
  field.focus()
}

/** Moves the cursor to where it belongs now, and types there what waited; at once where nothing was held. */
export function takeTyping(moveCursor: () => void): void {
  const held = ahead
  if (!held) {
    moveCursor()
    return
  }
  // React takes what is typed into a field only once it has drawn the field: not within its own effects.
  setTimeout(() => {
    if (held.composes)
      held.field.addEventListener('compositionend', () => takeTyping(moveCursor), { once: true })
    else if (ahead === held) typeInto(held, moveCursor)
  })
}

/** Nothing was saved: what was typed meanwhile goes to where the cursor was. */
export function giveTypingBack(): void {
  const before = ahead?.before
  if (before instanceof HTMLElement) takeTyping(() => before.focus())
}

function typeInto({ field, parts }: Ahead, moveCursor: () => void): void {
  ahead = null
  const last = field.value
  field.remove()
  moveCursor()
  for (const part of parts) {
    insert(part)
    const enter = { key: 'Enter', bubbles: true, cancelable: true }
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', enter))
  }
  insert(last)
}

/** As if it were typed: the field hears of it, and takes it back by Ctrl+Z. */
function insert(text: string): void {
  if (text !== '') document.execCommand('insertText', false, text)
}
