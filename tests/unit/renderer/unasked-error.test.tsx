/** @jest-environment jsdom */
import { act, render } from '@testing-library/react'
import { ConfigProvider } from 'antd'
import { EngineProvider } from '../../../renderer/engine/engine-context'
import { useDueNotice } from '../../../renderer/shell/use-machine'
import type { Transport } from '../../../renderer/transport/transport'
import { ErrorDialog, forgetError } from '../../../renderer/ui/errors'
import type { Answer } from '../../../shared/contract'
import type { ErrorCode } from '../../../shared/errors'

globalThis.ResizeObserver ??= class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

// jsdom warns of the second argument, by which antd measures its scroll bars.
const { getComputedStyle } = window
window.getComputedStyle = (element) => getComputedStyle(element)

function Signed() {
  useDueNotice()
  return null
}

/** What the window says after the question that it asks by itself once somebody has signed in was answered so. */
async function saidAfter(code: ErrorCode): Promise<string> {
  const answer: Answer<never> = { error: { code, params: {}, retryable: false } }
  const transport = { call: async () => answer, machine: { noticeDue: async () => true } }
  await act(async () => {
    render(
      <EngineProvider transport={transport as unknown as Transport}>
        <Signed />
        <ConfigProvider theme={{ zeroRuntime: true, token: { motion: false } }}>
          <ErrorDialog />
        </ConfigProvider>
      </EngineProvider>,
    )
  })
  return said()
}

function said(): string {
  const dialog = document.querySelector('.ant-modal-wrap:not([style*="display: none"]) [role=dialog]')
  return dialog?.textContent ?? ''
}

afterEach(() => act(() => forgetError()))

test.each<ErrorCode>(['engine.stopped', 'session.locked'])(
  'a question that nobody asked says nothing of %s: its dialog would lie over the sign-in',
  async (code) => {
    expect(await saidAfter(code)).toBe('')
  },
)

test('what else goes wrong with it is said, and forgotten when somebody leaves', async () => {
  expect(await saidAfter('profile.disk-failed')).not.toBe('')
  act(() => forgetError())
  expect(said()).toBe('')
})
