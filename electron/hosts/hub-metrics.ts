import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Clock } from '../engine/context'
import { watchedSums } from '../hub/ingest/watch-told'
import { type Metrics, watchedText } from '../hub/metrics'
import type { Sql } from '../hub/store/store'
import { sendText } from './http-reply'

/** What `/metrics` says. */
export interface MetricsSources {
  /** Of this process. */
  readonly metrics: Metrics
  /** The door of the serving database, which tells of the files that wait. */
  readonly door: Sql
  readonly clock: Clock
}

async function textOf({ metrics, door, clock }: MetricsSources): Promise<string> {
  const now = clock.now()
  // Whoever watches over this process wants its counts also where the database is away, and is told that it is.
  const sums = await watchedSums(door, now).catch(() => undefined)
  return metrics.text() + watchedText(sums, now)
}

/**
 * Serves `/metrics` apart from the page, by default to this computer alone. What it says are counts, so that it needs no account.
 * Throws what `listen` throws.
 */
export async function serveMetrics(
  counted: MetricsSources,
  listen: { readonly host: string; readonly port: number },
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics')
      return sendText(response, 404, '没有这个页面。')
    void textOf(counted).then((text) => {
      response.writeHead(200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' })
      response.end(text)
    })
  })
  await new Promise<void>((done, failed) => {
    server.once('error', failed)
    server.listen(listen, done)
  })
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise<void>((done) => server.close(() => done()))
      server.closeAllConnections()
      await closed
    },
  }
}
