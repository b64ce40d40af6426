import { closingWith, LONGEST_CLOSE_MS, type WindowEnd } from '../../../electron/main/closing'
import type { Answer } from '../../../shared/contract'

/** A window that is closed, and what it asked for. `answer`: when the backup ends, if ever. */
function closed(answer: Promise<Answer<unknown>>) {
  const asked: string[] = []
  const time = Promise.withResolvers<void>()
  const left = Promise.withResolvers<void>()
  const closing: WindowEnd = {
    call: async (name) => {
      asked.push(name)
      return name === 'tasks.cancel' ? { ok: { stopped: true } } : answer
    },
    tell: () => asked.push('told'),
    wait: async (ms) => {
      expect(ms).toBe(LONGEST_CLOSE_MS)
      await time.promise
    },
    leave: () => {
      asked.push('left')
      left.resolve()
    },
    log: (code) => asked.push(code),
  }
  return { close: closingWith(closing), asked, time, left: left.promise }
}

test('the window says that a backup is made, waits for its end, and closes once', async () => {
  const { close, asked, left } = closed(Promise.resolve({ ok: {} }))
  close()
  close()
  await left
  expect(asked).toEqual(['told', 'safety.keepCopies', 'left'])
})

test('a backup that does not end is given up when the time is over, and the window closes', async () => {
  const { close, asked, time, left } = closed(new Promise(() => undefined))
  close()
  time.resolve()
  await left
  expect(asked).toEqual(['told', 'safety.keepCopies', 'tasks.cancel', 'left'])
})

test('where nobody is signed in it closes at once, and what went wrong is logged by its code', async () => {
  for (const [code, said] of [
    ['session.locked', []],
    ['file.no-space', ['file.no-space']],
  ] as const) {
    const { close, asked, left } = closed(Promise.resolve({ error: { code, params: {}, retryable: true } }))
    close()
    await left
    expect(asked).toEqual(['told', 'safety.keepCopies', ...said, 'left'])
  }
})
