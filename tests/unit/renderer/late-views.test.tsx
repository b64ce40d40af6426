/** @jest-environment jsdom */
import { act, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { EngineProvider } from '../../../renderer/engine/engine-context'
import { useViews } from '../../../renderer/features/records/use-views'
import type { Transport } from '../../../renderer/transport/transport'
import { courtyardSession } from '../../../shared/kinds/courtyard-session'

/** The list of a kind at an address, at an engine that is made to answer with its views. */
function openList(query: string) {
  location.hash = `/k/courtyard-session${query}`
  const answered = Promise.withResolvers<unknown>()
  const transport = { call: () => answered.promise, subscribe: () => () => undefined } as unknown as Transport
  const { result } = renderHook(() => useViews(courtyardSession), {
    wrapper: ({ children }: { children: ReactNode }) => (
      <EngineProvider transport={transport}>{children}</EngineProvider>
    ),
  })
  const answer = (answer: unknown): Promise<void> => act(async () => answered.resolve(answer))
  return { isOpened: () => result.current.isOpened, answer }
}

const usual = { id: 'v', name: '大场次', query: 'people.from=30', isDefault: true }

test('no list stands before it is known whether a view of it takes its place', async () => {
  const { isOpened, answer } = openList('')
  expect(isOpened()).toBe(false)
  await answer({ ok: { views: [usual] } })
  expect(isOpened()).toBe(true)
  expect(location.hash).toContain('people.from=30')
})

test('a list that says itself what it shows stands at once, and keeps what it says', async () => {
  const { isOpened, answer } = openList('?view=none')
  expect(isOpened()).toBe(true)
  await answer({ ok: { views: [usual] } })
  expect(location.hash).toContain('?view=none')
})

test('a list whose views are not to be had opens without them', async () => {
  const { isOpened, answer } = openList('')
  await answer({ error: { code: 'unexpected', params: {}, retryable: false } })
  expect(isOpened()).toBe(true)
})
