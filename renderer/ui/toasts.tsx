import { Button } from 'antd'
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
}

const visibleMs = 10_000
const mostToasts = 3
let nextId = 1

const useToasts = create<Toasts>((set, get) => ({
  toasts: [],
  show: (text, { about, action } = {}) => {
    const id = nextId
    nextId += 1
    const others = get().toasts.filter((toast) => about === undefined || toast.about !== about)
    set({ toasts: [...others.slice(1 - mostToasts), { id, text, about, action }] })
    setTimeout(() => get().dismiss(id), visibleMs)
  },
  dismiss: (id) => set({ toasts: get().toasts.filter((toast) => toast.id !== id) }),
}))

/** Says in one line what was done, with a way to take it back; gone after ten seconds. */
export const showToast: Toasts['show'] = (text, action) => useToasts.getState().show(text, action)

/** The corner where toasts appear; announced politely by screen readers. */
export function ToastRegion() {
  const { toasts, dismiss } = useToasts()
  return (
    <output className="toasts">
      {toasts.map((toast) => (
        <div key={toast.id} className="toast">
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
