import { Button } from 'antd'
import type { FocusEvent } from 'react'
import { create } from 'zustand'

interface Toast {
  readonly id: number
  readonly text: string
  /** What it is about: a newer toast about the same thing takes its place. */
  readonly about: string | undefined
  readonly action: { readonly label: string; readonly run: () => void } | undefined
}

interface Toasts {
  readonly toasts: readonly Toast[]
  readonly show: (
    text: string,
    options?: { readonly about?: string; readonly action?: Toast['action'] },
  ) => void
  readonly dismiss: (id: number) => void
  /** Keeps it while somebody is about to press something on it; `false`: it goes after its time from now on. */
  readonly hold: (id: number, holds: boolean) => void
}

const visibleMs = 10_000
const mostToasts = 3
let nextId = 1
const timers = new Map<number, ReturnType<typeof setTimeout>>()

const useToasts = create<Toasts>((set, get) => ({
  toasts: [],
  show: (text, { about, action } = {}) => {
    const id = nextId
    nextId += 1
    const others = get().toasts.filter((toast) => about === undefined || toast.about !== about)
    set({ toasts: [...others.slice(1 - mostToasts), { id, text, about, action }] })
    get().hold(id, false)
  },
  dismiss: (id) => {
    get().hold(id, true)
    timers.delete(id)
    set({ toasts: get().toasts.filter((toast) => toast.id !== id) })
  },
  hold: (id, holds) => {
    clearTimeout(timers.get(id))
    if (!holds)
      timers.set(
        id,
        setTimeout(() => get().dismiss(id), visibleMs),
      )
  },
}))

/** Says in one line what was done, with a way to take it back; gone after ten seconds in which nobody pointed at it. */
export const showToast: Toasts['show'] = (text, action) => useToasts.getState().show(text, action)

/** The corner where toasts appear; announced politely by screen readers. */
export function ToastRegion() {
  const { toasts, dismiss, hold } = useToasts()
  const leave = ({ currentTarget, relatedTarget }: FocusEvent, id: number): void => {
    if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) hold(id, false)
  }
  return (
    <output className="toasts">
      {toasts.map((toast) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: nothing is done by it; what somebody is about to press does not go away
        <div
          key={toast.id}
          className="toast"
          onMouseEnter={() => hold(toast.id, true)}
          onMouseLeave={() => hold(toast.id, false)}
          onFocus={() => hold(toast.id, true)}
          onBlur={(event) => leave(event, toast.id)}
        >
          <span className="toast-text">{toast.text}</span>
          {toast.action && (
            <Button
              size="small"
              onClick={() => {
                dismiss(toast.id)
                toast.action?.run()
              }}
            >
              {toast.action.label}
            </Button>
          )}
          <Button size="small" type="text" aria-label="关闭提示" onClick={() => dismiss(toast.id)}>
            ×
          </Button>
        </div>
      ))}
    </output>
  )
}
