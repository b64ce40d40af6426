import type { IncomingMessage, ServerResponse } from 'node:http'
import { AppError } from '../../shared/errors'
import type { Random } from '../engine/context'

/** Answers with JSON. */
export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(value))
}

/** Answers with a sentence. */
export function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' })
  response.end(text)
}

/** Answers with a page under its own policy. */
export function sendPage(response: ServerResponse, html: string, policy: string): void {
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy })
  response.end(html)
}

/**
 * The body as text.
 * @param limit bytes; a larger body is refused before it is held
 * @throws AppError `call.invalid`
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<string> {
  // Said before anything is read, so that the refusal still reaches the sender.
  if (Number(request.headers['content-length'] ?? 0) > limit) throw new AppError('call.invalid', { limit })
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength
    if (bytes > limit) throw new AppError('call.invalid', { limit })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** 128 unpredictable bits, for one page load. */
export function newNonce(random: Random): string {
  return Buffer.from(random.bytes(16)).toString('base64')
}
