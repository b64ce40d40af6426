import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { commonHeaders } from '../../shared/content-security'
import { contract } from '../../shared/contract'
import { AppError } from '../../shared/errors'
import type { HostInfo } from '../../shared/wire'
import type { Log } from '../engine/context'
import type { AccountMeans } from '../hub/accounts/accounts'
import { sessionOf } from '../hub/accounts/sessions'
import type { Metrics } from '../hub/metrics'
import type { Serving } from '../hub/reach/serving'
import { cookieOf, judgeOrigin, type Verdict } from './http-guard'
import { readCall, sendAsset } from './http-page'
import { sendJson, sendText } from './http-reply'
import { type HubReply, replyOfHub } from './hub-calls'
import { answerFiles, isFileRoute, openHubFiles } from './hub-files'

export interface HubHostOptions extends AccountMeans {
  readonly serving: Serving
  readonly metrics: Metrics
  readonly log: Log
  /** The folder of the built page, dist/renderer. */
  readonly assets: string
  /** Key and certificate in PEM; null: a proxy before this process speaks TLS. */
  readonly tls: { readonly key: string; readonly cert: string } | null
  /** Where to listen; port 0: a free one. */
  readonly listen: { readonly host: string; readonly port: number }
  /** The address that people type, `https://…` without a path; absent: `localhost` and the port, for this computer alone. */
  readonly origin?: string
  /** A sentence that stays on the screen. */
  readonly notice: string | null
}

export interface HubHost {
  /** `https://…`, as people open it. */
  readonly origin: string
  readonly port: number
  /** Ends all connections; the database stays with its owner. */
  close(): Promise<void>
}

/** `__Host-`: browsers take it over TLS alone, for this host alone and for all of its paths. */
const COOKIE = '__Host-yuanba-hub'
const cookieEnds = 'HttpOnly; Secure; SameSite=Strict; Path=/'

/** No question of a page is larger. */
const QUESTION_LIMIT = 256 * 1024

const refusals: Readonly<Record<Exclude<Verdict, 'pass'>, readonly [number, string]>> = {
  'wrong-host': [421, '这个地址不是本平台的地址，请使用管理员告知的地址。'],
  'wrong-origin': [403, '这个请求不是本平台的页面发出的，已拒绝。'],
  'no-session': [401, '请先登录。'],
  'no-key': [403, '请先登录。'],
}

/**
 * Serves the same page over HTTPS, to whoever has an account, for reading. Plain HTTP is spoken only behind a proxy that
 * says so. Throws what `listen` throws, such as a port in use.
 */
export async function serveHub(options: HubHostOptions): Promise<HubHost> {
  const { tls, log, metrics } = options
  const files = openHubFiles(options)
  let origin = options.origin ?? ''

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(commonHeaders)) response.setHeader(name, value)
    response.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'")
    response.setHeader('Strict-Transport-Security', 'max-age=31536000')
    const url = URL.parse(request.url ?? '/', origin)
    if (url?.origin !== origin) return sendText(response, 404, '没有这个页面。')
    const asked = `${request.method} ${url.pathname}`
    const verdict = judgeOrigin(request, origin)
    // A link in another program's page leads here: what it opens is the page, which shows nothing before the sign-in.
    const isPage = asked === 'GET /' && verdict === 'wrong-origin'
    if (verdict !== 'pass' && !isPage) return sendText(response, ...refusals[verdict])
    if (asked === 'GET /host') {
      const host: HostInfo = { kind: 'hub', notice: options.notice, practice: false, window: null }
      return sendJson(response, 200, host)
    }
    if (asked === 'POST /rpc') return answer(request, response)
    if (isFileRoute(asked)) {
      const session = cookieOf(request.headers.cookie, COOKIE)
      const account = session === null ? undefined : await sessionOf(options.serving.door, session)
      if (session === null || !account) return sendText(response, ...refusals['no-session'])
      return answerFiles(files, asked, { session, query: url.searchParams }, response)
    }
    if (request.method !== 'GET') return sendText(response, 405, '不支持这种请求。')
    await sendAsset(options, url.pathname, response)
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const began = process.hrtime.bigint()
    const token = cookieOf(request.headers.cookie, COOKIE)
    const { name, input } = await readCall(request, QUESTION_LIMIT)
    const reply = await replyOfHub(options.serving, { ...options, files }, token, name, input).catch(
      (cause: unknown): HubReply => {
        log.error('hub call failed', { call: knownName(name), error: codeOf(cause) })
        return { answer: { error: new AppError('unexpected', {}, { cause }).toBody() } }
      },
    )
    const seconds = Number(process.hrtime.bigint() - began) / 1e9
    const result = 'error' in reply.answer ? reply.answer.error.code : 'ok'
    metrics.answered(knownName(name), result, seconds)
    log.info('hub call', { call: knownName(name), result, ms: Math.round(seconds * 1000) })
    if (reply.token !== undefined)
      response.setHeader(
        'Set-Cookie',
        reply.token === null
          ? `${COOKIE}=; Max-Age=0; ${cookieEnds}`
          : `${COOKIE}=${reply.token}; ${cookieEnds}`,
      )
    sendJson(response, 200, reply.answer)
  }

  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    handle(request, response).catch((error: unknown) => {
      const known = error instanceof AppError ? error : new AppError('unexpected', {}, { cause: error })
      if (known.code === 'unexpected') log.error('http request failed', { error: codeOf(error) })
      if (response.headersSent) response.destroy()
      else {
        // The rest of a refused body is not read.
        response.setHeader('Connection', 'close')
        sendJson(response, known.code === 'unexpected' ? 500 : 400, { error: known.toBody() })
      }
    })
  }
  const server = tls ? createTlsServer({ ...tls, minVersion: 'TLSv1.2' }, onRequest) : createServer(onRequest)
  // Whoever sends slowly holds a connection no longer than a slow line needs.
  server.headersTimeout = 20_000
  server.requestTimeout = 60_000
  await new Promise<void>((done, failed) => {
    server.once('error', failed)
    server.listen(options.listen, done)
  })
  const { port } = server.address() as AddressInfo
  if (origin === '') origin = new URL(`https://localhost:${port}`).origin
  return {
    origin,
    port,
    async close() {
      const closed = new Promise<void>((done) => server.close(() => done()))
      server.closeAllConnections()
      await closed
    },
  }
}

/** The name of a call for logs and metrics, which nobody outside may fill. */
const knownName = (name: string): string => (Object.hasOwn(contract, name) ? name : 'unknown')

/** What a log may hold of an error: its code or its class. A database's message may quote a value. */
function codeOf(error: unknown): string {
  if (error instanceof AppError) return error.code
  if (error instanceof Error) return 'code' in error ? `${error.name} ${String(error.code)}` : error.name
  return typeof error
}
