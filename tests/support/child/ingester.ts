/** A thread that takes in a hub's files, as the command line's is. */
import { parentPort, workerData } from 'node:worker_threads'
import { isIngester } from '../../../electron/hosts/cli/hub-ingester'
import { serveIngester } from '../../../electron/hosts/cli/hub-threads'

if (parentPort && isIngester(workerData)) void serveIngester(parentPort, workerData)
