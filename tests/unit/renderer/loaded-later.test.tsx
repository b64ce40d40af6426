/** @jest-environment jsdom */
import type { ReactElement } from 'react'

// React takes its timers when it is loaded: these are loaded after the clock was stopped.
beforeEach(() => {
  jest.useFakeTimers()
  jest.resetModules()
})
afterEach(() => jest.useRealTimers())

const loaded = () => import('../../../renderer/ui/loaded-later')

/** What stands in the page once all is done that is done at once: five frames. */
async function shown(part: ReactElement): Promise<string> {
  const { createRoot } = await import('react-dom/client')
  const place = document.createElement('div')
  const root = createRoot(place)
  root.render(part)
  await jest.advanceTimersByTimeAsync(80)
  const text = place.textContent ?? ''
  root.unmount()
  return text
}

test('a part whose code is there is shown at once', async () => {
  const { loadedLater } = await loaded()
  const Part = loadedLater(async () => () => <p>台账</p>)
  expect(await shown(<Part />)).toBe('台账')
})

test('a part that could not be read says so, and is read anew when it is opened again', async () => {
  const { loadedLater } = await loaded()
  let tries = 0
  const Part = loadedLater(async () => {
    tries += 1
    if (tries === 1) throw new TypeError('no such file')
    return () => <p>台账</p>
  })
  expect(await shown(<Part />)).toContain('这一部分未能打开')
  expect(await shown(<Part />)).toBe('台账')
})
