import { crSqlite } from './cr-sqlite'
import { messageLog } from './message-log'
import type { PeerProgram } from './peer'
import { pouchdb } from './pouchdb'
import { session } from './session'
import { yjs } from './yjs'

/** Every program that ours is measured beside. */
export const peers: readonly PeerProgram[] = [pouchdb, messageLog, crSqlite, yjs, session]
