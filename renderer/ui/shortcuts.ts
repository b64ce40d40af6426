import { useEffect } from 'react'
import { create } from 'zustand'
import { useLatest } from './use-latest'

/** What a page may answer to. */
type ShortcutCommand = 'save' | 'saveNext' | 'saveDraft' | 'print' | 'find' | 'create' | 'palette' | 'help'

interface Commands {
  /** The newest page's handler answers; the one before comes back when it leaves. */
  readonly handlers: Readonly<Partial<Record<ShortcutCommand, readonly (() => void)[]>>>
}

const useCommands = create<Commands>(() => ({ handlers: {} }))

function change(
  command: ShortcutCommand,
  next: (list: readonly (() => void)[]) => readonly (() => void)[],
): void {
  useCommands.setState(({ handlers }) => ({
    handlers: { ...handlers, [command]: next(handlers[command] ?? []) },
  }))
}

/** Lets the page answer a command while it is shown; `null` leaves it to whoever is below. */
export function useShortcut(command: ShortcutCommand, run: (() => void) | null): void {
  const latest = useLatest(run)
  const active = run !== null
  useEffect(() => {
    if (!active) return
    const handler = (): void => latest.current?.()
    change(command, (list) => [...list, handler])
    return () => change(command, (list) => list.filter((item) => item !== handler))
  }, [command, active, latest])
}

/** Runs a command at the page that answers it. Answers whether one did. */
export function runCommand(command: ShortcutCommand): boolean {
  const handler = useCommands.getState().handlers[command]?.at(-1)
  handler?.()
  return handler !== undefined
}

/** The command that a key press means, or null. Alt+N stands beside Ctrl+N, which a browser keeps for itself. */
export function commandOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): ShortcutCommand | null {
  if (event.shiftKey) return null
  if (event.key === 'F1') return 'help'
  const key = event.key.toLowerCase()
  if (event.altKey) return !event.ctrlKey && key === 'n' ? 'create' : null
  if (!event.ctrlKey && !event.metaKey) return null
  const byKey: Readonly<Record<string, ShortcutCommand>> = {
    k: 'palette',
    n: 'create',
    s: 'save',
    enter: 'saveNext',
    d: 'saveDraft',
    p: 'print',
    f: 'find',
  }
  return byKey[key] ?? null
}

/** Listens to the keys of the whole window. */
export function useShortcutKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const command = commandOf(event)
      if (command && (runCommand(command) || command === 'save')) event.preventDefault()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
}
