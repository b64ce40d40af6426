import type { duplicateCalls } from '../../../shared/contract/duplicates'
import type { Handlers } from '../handler'
import { markDistinct, mergeRecords, unmergeRecords } from './merge'
import { findSimilar } from './similar'

export const duplicateHandlers = {
  'records.similar': findSimilar,
  'records.distinct': markDistinct,
  'records.merge': mergeRecords,
  'records.unmerge': unmergeRecords,
} satisfies Handlers<keyof typeof duplicateCalls>
