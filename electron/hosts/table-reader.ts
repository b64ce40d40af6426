// The thread that reads one workbook: the entry of dist/table-reader.cjs.
import { parentPort, workerData } from 'node:worker_threads'
import { readWorkbook } from '../engine/tables/read-workbook'
import { serveReader } from '../engine/tables/reader-thread'

if (parentPort && workerData instanceof Uint8Array) void serveReader(parentPort, workerData, readWorkbook)
