/** @jest-environment jsdom */
import { act, render } from '@testing-library/react'
import { EngineProvider } from '../../../renderer/engine/engine-context'
import { SessionContext, type SignedIn } from '../../../renderer/engine/session'
import { ReviewScreen } from '../../../renderer/features/review/review-screen'
import type { Transport } from '../../../renderer/transport/transport'
import type { RecordView } from '../../../shared/records/view'

globalThis.ResizeObserver ??= class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
Element.prototype.scrollIntoView ??= () => undefined

const record: Partial<RecordView> = {
  id: '01900000-0000-7000-8000-000000000001',
  kind: 'courtyard-session',
  title: '桂花村 院坝会',
  number: null,
  body: { status: 'pending' },
  masked: [],
  conflicts: 0,
  receipt: null,
  lastChange: 'c1',
}

test('of a pile that is not there yet nothing is decided, and nothing of the former one is called its own', async () => {
  location.hash = '/review'
  const returned = Promise.withResolvers<unknown>()
  const waiting = { rows: [record], totals: [{ kind: 'courtyard-session', count: 1 }], reasons: [] }
  const call = (name: string, input: { readonly pile?: string }): Promise<unknown> => {
    if (name !== 'waiting.review') return new Promise(() => undefined)
    return input.pile === 'returned' ? returned.promise : Promise.resolve({ ok: waiting })
  }
  const transport = { call, subscribe: () => () => undefined } as unknown as Transport
  const signedIn = { user: { name: '周永贵', role: 'admin' }, site: { role: 'district' } } as SignedIn
  const screen = render(
    <EngineProvider transport={transport}>
      <SessionContext value={signedIn}>
        <ReviewScreen />
      </SessionContext>
    </EngineProvider>,
  )
  await act(async () => undefined)
  const decisions = () => screen.getByRole('region', { name: '审核' }).querySelectorAll('button').length
  expect(decisions()).toBeGreaterThan(0)
  expect(screen.getByText(/待审核 1 条/)).toBeTruthy()
  await act(async () => screen.getByRole('button', { name: '被退回' }).click())
  expect(decisions()).toBe(0)
  expect(screen.queryByText(/被退回 1 条/)).toBeNull()
  await act(async () => returned.resolve({ ok: { rows: [], totals: [], reasons: [] } }))
  expect(screen.getByText('没有被退回的记录。')).toBeTruthy()
})
