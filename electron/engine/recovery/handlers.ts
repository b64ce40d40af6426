import type { Calls, Handlers } from '../handler'
import { doorState } from '../profile/door'
import { answerRequest, lookAtRequest } from './answer'
import { askForPassphrase, requestState } from './ask'
import { finishRecovery } from './finish'
import { aboutRecoveryKey, replaceRecoveryKey } from './replace'

export const recoveryHandlers = {
  'recovery.state': (ctx) => requestState(ctx),
  'recovery.ask': (ctx, input) => askForPassphrase(ctx, input),
  'recovery.finish': async (ctx, input) => {
    await finishRecovery(ctx, input)
    return doorState(ctx)
  },
  'recovery.look': (ctx, input) => lookAtRequest(ctx, input),
  'recovery.answer': (ctx, input) => answerRequest(ctx, input),
  'recovery.about': (ctx) => aboutRecoveryKey(ctx),
  'recovery.replace': (ctx, input) => replaceRecoveryKey(ctx, input),
} satisfies Handlers<Calls<'recovery'>>
