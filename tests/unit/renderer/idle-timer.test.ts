import { beforeLock, finishBeforeLock } from '../../../renderer/ui/before-lock'
import { idleTimer } from '../../../renderer/ui/idle-timer'

const minute = 60_000

function timerAt(start = 1_000_000) {
  const clock = { time: start }
  return { clock, timer: idleTimer(() => clock.time) }
}

test('a window that nobody touches is idle after the limit and not before', () => {
  const { clock, timer } = timerAt()
  clock.time += 10 * minute - 1
  expect(timer.isIdle(10 * minute)).toBe(false)
  clock.time += 1
  expect(timer.isIdle(10 * minute)).toBe(true)
})

test('a touch begins the wait anew', () => {
  const { clock, timer } = timerAt()
  clock.time += 9 * minute
  timer.touch()
  clock.time += 9 * minute
  expect(timer.isIdle(10 * minute)).toBe(false)
  clock.time += minute
  expect(timer.isIdle(10 * minute)).toBe(true)
})

test('a shorter limit holds at once', () => {
  const { clock, timer } = timerAt()
  clock.time += 6 * minute
  expect([timer.isIdle(10 * minute), timer.isIdle(5 * minute)]).toEqual([false, true])
})

test('a laptop that slept is idle when it wakes', () => {
  const { clock, timer } = timerAt()
  clock.time += 8 * 60 * minute
  expect(timer.isIdle(10 * minute)).toBe(true)
})

test('a clock set back by an hour does not keep the window open for an hour', () => {
  const { clock, timer } = timerAt()
  clock.time -= 60 * minute
  expect(timer.isIdle(10 * minute)).toBe(false)
  clock.time += 10 * minute
  expect(timer.isIdle(10 * minute)).toBe(true)
})

test('every draft is kept before the window locks, also beside one that fails', async () => {
  const kept: string[] = []
  const forget = [
    beforeLock(() => Promise.reject(new Error('full'))),
    beforeLock(async () => {
      kept.push('draft')
    }),
  ]
  await expect(finishBeforeLock()).rejects.toThrow('full')
  expect(kept).toEqual(['draft'])
  for (const each of forget) each()
  await expect(finishBeforeLock()).resolves.toBeUndefined()
})
