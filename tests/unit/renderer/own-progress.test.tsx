/** @jest-environment jsdom */
import { act, render } from '@testing-library/react'
import { EngineProvider } from '../../../renderer/engine/engine-context'
import { OwnProgress } from '../../../renderer/engine/progress-line'
import type { Transport } from '../../../renderer/transport/transport'

type Told = { readonly task: string; readonly done: number; readonly total: number }

test('what the engine does by itself is drawn from its first word on, and no other task is taken for it', () => {
  const listeners: ((told: Told) => void)[] = []
  const transport = {
    subscribe: (_: string, listener: (told: Told) => void) => {
      listeners.push(listener)
      return () => undefined
    },
  } as Transport
  const { container } = render(
    <EngineProvider transport={transport}>
      <OwnProgress task="arrange" label="正在整理资料" />
    </EngineProvider>,
  )
  const tell = (task: string, done: number): void =>
    act(() => {
      for (const listener of listeners) listener({ task, done, total: 100 })
    })
  expect(container.textContent).toBe('')
  tell('backup', 10)
  expect(container.textContent).toBe('')
  tell('arrange', 40)
  expect(container.textContent).toBe('正在整理资料：40%')
})
