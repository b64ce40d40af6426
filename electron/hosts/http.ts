import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { commonHeaders } from '../../shared/content-security'
import { type EngineEvents, eventNames } from '../../shared/contract/events'
import { AppError } from '../../shared/errors'
import type { HostInfo } from '../../shared/wire'
import type { Log, Random } from '../engine/context'
import type { Engine } from '../engine/create-engine'
import { removeFolderNow } from '../engine/files/rename'
import { callByName } from './call-by-name'
import { type HttpFiles, openHttpFiles } from './http-files'
import { createGuard, isFromBeside, type Verdict } from './http-guard'
import { readCall, sendAsset } from './http-page'
import { sendJson, sendText } from './http-reply'

export interface LoopbackOptions {
  readonly engine: Engine
  readonly random: Random
  readonly log: Log
  /** The folder of the built page, dist/renderer. */
  readonly assets: string
  /** 0 or absent: a free port. */
  readonly port?: number
  /** A sentence that stays on the screen. */
  readonly notice?: string | null
  /** Whether this is the separate profile to practise in. */
  readonly practice?: boolean
  /** Opens that profile under a host of its own, and answers its one-time address; absent: there is none. */
  readonly openPractice?: () => Promise<string>
  /** Largest upload in bytes; 1 GiB when absent. */
  readonly uploadLimit?: number
}

export interface LoopbackHost {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string
  /** The address to open in a browser; works once. */
  readonly address: string
  /** Ends all connections and removes temporary files; the engine stays with its owner. */
  close(): Promise<void>
}

/** A link sends no header: its ticket, which the page was given and which works once, stands for the page's key. */
const DOWNLOAD = 'GET /files/download'

const rpcLimit = 32 * 1024 * 1024

const refusals: Readonly<Record<Exclude<Verdict, 'pass'>, readonly [number, string]>> = {
  'wrong-host': [421, '这个地址不是院坝普法台的地址。'],
  'wrong-origin': [403, '这个请求不是院坝普法台的页面发出的，已拒绝。'],
  'no-session': [401, '请使用启动程序时显示的地址打开；该地址只能使用一次，失效后请重新启动程序。'],
  'no-key': [
    403,
    '程序已经在另一个标签页打开。请回到那个标签页；要再开一个，请在那个标签页上按右键，选“复制标签页”。那一页已经关掉的，按 Ctrl+Shift+T 找回；找不回的，请重新启动程序。',
  ],
}

/** What a route gets. */
interface Visit {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly query: URLSearchParams
}
type Route = (visit: Visit) => Promise<void>

/** The engine's events, a line of JSON each: a page can not send its key with what browsers call server-sent events. */
function streamEvents(engine: Engine, { response }: Visit): void {
  response.writeHead(200, { 'Content-Type': 'application/x-ndjson; charset=utf-8' })
  response.flushHeaders()
  const stops = eventNames.map((event) =>
    engine.on(event, (payload: EngineEvents[typeof event]) =>
      response.write(`${JSON.stringify({ event, payload })}\n`),
    ),
  )
  response.on('close', () => {
    for (const stop of stops) stop()
  })
}

/** Every route by method and path; what is not here is an asset or nothing. */
function makeRoutes(options: LoopbackOptions, exchange: HttpFiles): ReadonlyMap<string, Route> {
  const { engine } = options
  const host: HostInfo = {
    kind: 'loopback',
    notice: options.notice ?? null,
    practice: options.practice === true,
    window: null,
  }

  return new Map<string, Route>([
    ['GET /host', async ({ response }) => sendJson(response, 200, host)],
    ['GET /events', async (visit) => streamEvents(engine, visit)],
    [
      'POST /rpc',
      async ({ request, response }) => {
        // Errors are answers here, so that the page words them as it does everywhere.
        const answer = await readCall(request, rpcLimit).then(
          ({ name, input }) => callByName(engine, name, input),
          (error: unknown) => {
            if (error instanceof AppError) return { error: error.toBody() }
            throw error
          },
        )
        if (!request.complete) response.setHeader('Connection', 'close')
        sendJson(response, 200, answer)
      },
    ],
    [
      'POST /practice',
      async ({ response }) => sendJson(response, 200, { address: (await options.openPractice?.()) ?? null }),
    ],
    [
      'POST /files/upload',
      async ({ request, response, query }) =>
        sendJson(
          response,
          200,
          await exchange.upload(request, query.get('name') ?? '', options.uploadLimit ?? 1024 ** 3),
        ),
    ],
    [
      'POST /files/folder',
      async ({ response }) => sendJson(response, 200, await exchange.place('folder', '浏览器下载')),
    ],
    [
      'POST /files/save',
      async ({ response, query }) =>
        sendJson(response, 200, await exchange.place('file', query.get('name') ?? '')),
    ],
    [
      'POST /files/offer',
      async ({ response, query }) => {
        const ticket = exchange.offer(query.get('token') ?? '', query.get('file') ?? '')
        sendJson(response, 200, { ticket })
      },
    ],
    [
      DOWNLOAD,
      async ({ response, query }) => {
        const found = await exchange.download(query.get('ticket') ?? '')
        response.writeHead(200, {
          'Content-Type': 'application/octet-stream',
          'Content-Length': found.bytes,
          'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(found.name)}`,
        })
        await pipeline(found.content, response)
      },
    ],
  ])
}

/**
 * Serves the app to a browser on this machine: 127.0.0.1 only, one browser, for development, tests and machines without
 * Electron. Throws what `listen` throws, such as a port in use.
 */
export async function serveLoopback(options: LoopbackOptions): Promise<LoopbackHost> {
  const guard = createGuard(options.random)
  const { passing } = options.engine
  if (passing === undefined) throw new RangeError('a loopback host needs a folder where files pass')
  const exchange = openHttpFiles(options.engine, { passing, random: options.random })
  const remove = (): void => removeFolderNow(passing.folder)
  const routes = makeRoutes(options, exchange)
  let origin = ''

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(commonHeaders)) response.setHeader(name, value)
    response.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'")
    const url = URL.parse(request.url ?? '/', origin)
    const verdict = guard.judge(request, origin)
    // Two slashes at the beginning name another host, or none.
    if (url?.origin !== origin) return sendText(response, 404, '没有这个页面。')
    const mayStart = verdict === 'no-session' || (verdict === 'wrong-origin' && isFromBeside(request))
    if (mayStart && request.method === 'GET' && url.pathname === '/start') {
      const given = guard.redeem(url.searchParams.get('token') ?? '')
      if (given !== null) {
        response.setHeader(
          'Set-Cookie',
          `${guard.cookieName}=${given.session}; HttpOnly; SameSite=Strict; Path=/`,
        )
        return sendAsset(options, '/', response, given.key)
      }
    }
    if (verdict !== 'pass') return sendText(response, ...refusals[verdict])
    const asked = `${request.method} ${url.pathname}`
    const route = routes.get(asked)
    const page = route && asked !== DOWNLOAD ? guard.judgePage(request) : 'pass'
    if (page !== 'pass') return sendText(response, ...refusals[page])
    if (route) return route({ request, response, query: url.searchParams })
    if (request.method !== 'GET') return sendText(response, 405, '不支持这种请求。')
    await sendAsset(options, url.pathname, response)
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      const known = error instanceof AppError ? error : new AppError('unexpected', {}, { cause: error })
      if (known.code === 'unexpected') options.log.error('http request failed', { error: String(error) })
      if (response.headersSent) response.destroy()
      else {
        // The rest of a refused body is not read.
        response.setHeader('Connection', 'close')
        sendJson(response, known.code === 'unexpected' ? 500 : 400, { error: known.toBody() })
      }
    })
  })
  await new Promise<void>((done, failed) => {
    server.once('error', failed)
    server.listen({ host: '127.0.0.1', port: options.port ?? 0 }, done)
  }).catch((error: unknown) => {
    remove()
    throw error
  })
  const { port } = server.address() as AddressInfo
  origin = `http://127.0.0.1:${port}`

  return {
    origin,
    address: `${origin}/start?token=${guard.token}`,
    async close() {
      const closed = new Promise<void>((done) => server.close(() => done()))
      server.closeAllConnections()
      await closed
      remove()
    },
  }
}
