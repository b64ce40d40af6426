import type { Calls, Handlers } from './handler'

export const taskHandlers = {
  'tasks.cancel': (door, { operation }) => ({ stopped: door.tasks.cancel(operation) }),
} satisfies Handlers<Calls<'tasks'>>
