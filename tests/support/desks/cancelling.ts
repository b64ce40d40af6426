import { type Computer, refusal } from './engine'

/** Starts long work and cancels it when it tells for the `at`th time how far it is; answers what it was refused with. */
export async function cancelled(
  computer: Computer,
  start: (operation: string) => Promise<unknown>,
  at = 1,
): Promise<unknown> {
  const operation = computer.operation()
  let told = 0
  let asked: Promise<unknown> | undefined
  const stop = computer.engine.on('progress', () => {
    told += 1
    if (told === at) asked = computer.rpc.tasks.cancel({ operation })
  })
  const answer = await refusal(start(operation))
  stop()
  expect(await asked).toEqual({ stopped: true })
  return answer
}

/** What whoever cancelled is answered. */
export const refused = { code: 'task.cancelled', params: {}, retryable: true }
