import { fileNeeds } from '../../support/machine/needs'
import { passphrase, signIn } from '../../support/screens/clerk'
import { type Seat, seatAtExample } from '../../support/screens/seat'

fileNeeds('chromium')

/** More than the ten listeners at which Node and Electron begin to warn of a leak. */
const MANY = 15

let screen: Seat
beforeAll(async () => {
  screen = await seatAtExample(60, '2023')
})
afterAll(() => screen?.close())

test('many windows, tasks, cancellations and sign-ins in one session leave no warning of a leak behind', async () => {
  const { page } = screen
  const outcomes = await page.evaluate(
    async ({ many, word }) => {
      const own = { 'x-yuanba-page': sessionStorage.getItem('page-key') ?? '' }
      const call = async (name: string, input: object): Promise<{ ok?: unknown; error?: { code: string } }> =>
        (
          await fetch('/rpc', {
            method: 'POST',
            headers: { 'content-type': 'application/json', ...own },
            body: JSON.stringify({ name, input }),
          })
        ).json()
      const times = Array.from({ length: many }, (_, at) => at)
      const ended = new AbortController()
      const streams = times.map(() => fetch('/events', { headers: own, signal: ended.signal }))
      // In the second thread at once, each with a signal of its own; the odd ones are cancelled.
      const checks = times.map(async (at) => {
        const operation = crypto.randomUUID()
        const running = call('safety.verify', { operation })
        if (at % 2 === 1) await call('tasks.cancel', { operation })
        return (await running).error?.code ?? 'done'
      })
      const counts = times.map(() => call('records.suspectCount', {}))
      const codes = await Promise.all(checks)
      await Promise.all(counts)
      ended.abort()
      await Promise.allSettled(streams)
      for (const _ of times) {
        await call('session.lock', {})
        await call('session.unlock', { user: '管理员', passphrase: word })
      }
      return codes
    },
    { many: MANY, word: passphrase },
  )
  expect(outcomes.filter((code) => code !== 'done' && code !== 'task.cancelled')).toEqual([])
  await page.reload()
  if (await page.getByRole('button', { name: '登录' }).isVisible()) await signIn(page)
  expect(screen.complaints).toEqual([])
})
