// The command line: the entry of dist/cli.cjs, started by build/yuanba.mjs.
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { isIngester } from './cli/hub-ingester'
import { serveIngester } from './cli/hub-threads'
import { askAtTerminal } from './cli/passphrase'
import { runCli } from './cli/run'
import { mainOrWorker, readBeside, startWorker } from './worker-thread'

function main(): void {
  // `yuanba … | head`: whoever reads has enough.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })

  const isWatched = process.stderr.isTTY

  runCli(process.argv.slice(2), {
    env: process.env,
    answer: (line) => process.stdout.write(`${line}\n`),
    notice: (line) => process.stderr.write(`${line}\n`),
    isWatched,
    startWorker,
    startIngester: (settings) => new Worker(__filename, { workerData: settings }),
    readWorkbook: readBeside,
    ...(isWatched && process.stdin.isTTY ? { ask: askAtTerminal } : {}),
  }).then(
    (code) => {
      process.exitCode = code
    },
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
      process.exitCode = 1
    },
  )
}

if (!isMainThread && parentPort && isIngester(workerData)) void serveIngester(parentPort, workerData)
else mainOrWorker(main)
