import type { conflictCalls } from '../../../shared/contract/conflicts'
import type { Handlers } from '../handler'
import { listConflicts } from './list'
import { resolveConflict, resolveMany } from './resolve'

export const conflictHandlers = {
  'records.conflicts': (ctx, input) => listConflicts(ctx, input),
  'records.resolve': resolveConflict,
  'records.resolveMany': resolveMany,
} satisfies Handlers<keyof typeof conflictCalls>
