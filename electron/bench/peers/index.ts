import { crSqlite } from './cr-sqlite'
import { messageLog } from './message-log'
import type { Peer } from './peer'
import { pouchdb } from './pouchdb'
import { session } from './session'
import { yjs } from './yjs'

/** Every program that ours is measured beside. */
export const peers: readonly Peer[] = [pouchdb, messageLog, crSqlite, yjs, session]
