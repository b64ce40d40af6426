/** @jest-environment jsdom */
import { act, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { EngineProvider } from '../../../renderer/engine/engine-context'
import type { FormStart } from '../../../renderer/kinds-ui/record-form/form-start'
import { useSaving } from '../../../renderer/kinds-ui/record-form/use-saving'
import type { Transport } from '../../../renderer/transport/transport'
import { runCommand } from '../../../renderer/ui/shortcuts'
import { team } from '../../../shared/kinds/team'

/** A form whose save waits for the end of an import as soon as the engine is made to say so. */
function saveHeld() {
  const listeners: ((held: { readonly operation: string }) => void)[] = []
  let operation = ''
  const transport = {
    call: (_: string, input: { readonly operation: string }) => {
      operation = input.operation
      return new Promise(() => undefined)
    },
    subscribe: (_: string, listener: (held: { readonly operation: string }) => void) => {
      listeners.push(listener)
      return () => undefined
    },
  } as unknown as Transport
  const wentTo: unknown[] = []
  const start = { record: null, follows: null, initial: {} } as unknown as FormStart
  const { result, unmount } = renderHook(
    () =>
      useSaving({
        kind: team,
        start,
        patch: { name: '桂花小分队' },
        reason: '',
        onWritten: async () => undefined,
        onHeld: async (_, __, then) => void wentTo.push(then()),
        onRefused: () => undefined,
        onChanged: async () => undefined,
      }),
    {
      wrapper: ({ children }: { children: ReactNode }) => (
        <EngineProvider transport={transport}>{children}</EngineProvider>
      ),
    },
  )
  act(() => void result.current.save('show'))
  const hold = (): Promise<void> =>
    act(async () => {
      for (const listener of listeners) listener({ operation })
    })
  return { hold, unmount, wentTo }
}

test('the next form that is asked for while a save comes to wait is the one that follows', async () => {
  const { hold, wentTo } = saveHeld()
  act(() => void runCommand('create'))
  await hold()
  expect(wentTo).toEqual(['another'])
})

test('a save that comes to wait once its form was left leads nowhere', async () => {
  const { hold, unmount, wentTo } = saveHeld()
  unmount()
  await hold()
  expect(wentTo).toEqual([null])
})
