import { z } from 'zod'
import { call, defineCalls } from './define'
import { operation } from './types'

export const taskCalls = defineCalls('tasks', {
  /**
   * Asks the task or long read that was started with this operation to stop: it answers `task.cancelled` and leaves nothing
   * half done. `stopped`: whether there was one; what has ended stays done. It waits for nothing, and the operation is known
   * to nobody but the one who started the task.
   */
  cancel: call({
    input: z.object({ operation }),
    output: z.object({ stopped: z.boolean() }),
    effect: 'read',
    right: 'open',
  }),
})
