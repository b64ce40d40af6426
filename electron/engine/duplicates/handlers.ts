import type { duplicateCalls } from '../../../shared/contract/duplicates'
import type { Handlers } from '../handler'
import { markDistinct, mergeRecords, unmergeRecords } from './merge'
import { findSimilar } from './similar'
import { countSuspects, listSuspects } from './suspects'

export const duplicateHandlers = {
  'records.similar': findSimilar,
  'records.suspects': listSuspects,
  'records.suspectCount': (ctx) => countSuspects(ctx),
  'records.distinct': markDistinct,
  'records.merge': mergeRecords,
  'records.unmerge': unmergeRecords,
} satisfies Handlers<keyof typeof duplicateCalls>
