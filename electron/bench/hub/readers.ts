import type { Measured } from '../entry'
import { percentile, timed } from '../timing'
import { type Leader, leaderQuestions } from './questions'

const READERS = 50
/** Each asks once in so many milliseconds. */
const EVERY = 5000
/** So often each of them. */
const ROUNDS = 3

/** Fifty readers at once, each with a question once in five seconds, against one alone with the same questions. */
export async function readersLine(leader: Leader, size: number): Promise<Measured> {
  const asked = READERS * ROUNDS
  const ask = (at: number): Promise<number> =>
    timed(() => leaderQuestions[at % leaderQuestions.length]?.ask(leader, at))
  const alone: number[] = []
  for (let at = 0; at < asked; at += 1) alone.push(await ask(at))
  const together = await Promise.all(
    Array.from({ length: asked }, async (_, at) => {
      // One after the other, evenly over the seconds: as many people as there are begin at their own moments.
      await new Promise((resolve) => setTimeout(resolve, (at * EVERY) / READERS))
      return await ask(at)
    }),
  )
  return {
    name: 'hub.readers',
    what: `${size} 条记录：${READERS} 人同时查看（每人 5 秒一次），95% 的等待，参照为一人`,
    unit: 'ms',
    ours: percentile(together, 95),
    yardstick: percentile(alone, 95),
    limit: 3,
  }
}
