import type { PileRules } from '../../hub/ingest/pile'
import type { HubPlace } from './hub-place'

/** Which of the program's threads it is. */
export const INGESTER = 'hub-ingester'

/** What a thread that takes in a hub's files is told when it begins. */
export interface IngesterSettings {
  readonly thread: typeof INGESTER
  readonly place: HubPlace
  readonly rules: Pick<PileRules, 'allowMassDelete'>
}

export const isIngester = (told: unknown): told is IngesterSettings =>
  typeof told === 'object' && told !== null && 'thread' in told && told.thread === INGESTER
