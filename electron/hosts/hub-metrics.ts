import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Metrics } from '../hub/metrics'
import { sendText } from './http-reply'

/**
 * Serves `/metrics` apart from the page, by default to this computer alone. What it says are counts, so that it needs no account.
 * Throws what `listen` throws.
 */
export async function serveMetrics(
  metrics: Metrics,
  listen: { readonly host: string; readonly port: number },
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics')
      return sendText(response, 404, '没有这个页面。')
    response.writeHead(200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' })
    response.end(metrics.text())
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
