import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEngine, type Engine } from '../../../electron/engine/create-engine'
import { type LoopbackHost, serveLoopback } from '../../../electron/hosts/http'
import { openPassingFolder } from '../../../electron/hosts/passing-folder'
import { systemClock, systemRandom } from '../../../electron/machine/surroundings'

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: string
}

export interface RunningHost {
  readonly host: LoopbackHost
  readonly engine: Engine
  readonly folder: string
  /** Any request at all, as an attacker's program could send it. */
  ask(path: string, options?: AskOptions): Promise<Reply>
  /** Redeems the one-time address and answers what its page sends with each request. */
  signIn(): Promise<{ readonly cookie: string; readonly 'x-yuanba-page': string }>
  close(): Promise<void>
}

export interface AskOptions {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
}

/** A loopback host over a fresh, empty profile and a page of two files. */
export async function runHost(options: { uploadLimit?: number } = {}): Promise<RunningHost> {
  const folder = mkdtempSync(join(tmpdir(), 'yuanba-http-'))
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><head><meta name="csp-nonce" content="__CSP_NONCE__"></head>',
  )
  writeFileSync(join(folder, 'app.js'), 'export {}')
  const surroundings = { clock: systemClock, random: systemRandom, log: quiet }
  const engine = createEngine({
    checksAnswers: true,
    profile: join(folder, 'profile'),
    appVersion: '0',
    kdfCost: 1024,
    passing: openPassingFolder(systemRandom),
    ...surroundings,
  })
  const host = await serveLoopback({ engine, assets: folder, ...surroundings, ...options })
  const { port } = new URL(host.origin)

  const ask = (path: string, { method = 'GET', headers = {}, body }: AskOptions = {}) =>
    new Promise<Reply>((done, failed) => {
      const outgoing = request(
        { host: '127.0.0.1', port, path, method, headers, agent: false },
        (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('error', failed)
          response.on('end', () =>
            done({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: Buffer.concat(chunks).toString('utf8'),
            }),
          )
        },
      )
      outgoing.on('error', failed)
      outgoing.end(body)
    })

  return {
    host,
    engine,
    folder,
    ask,
    async signIn() {
      const { pathname, search } = new URL(host.address)
      const reply = await ask(pathname + search)
      const [cookie = ''] = reply.headers['set-cookie'] ?? []
      const [, key = ''] = /name="page-key" content="([^"]+)"/.exec(reply.body) ?? []
      return { cookie: cookie.split(';')[0] ?? '', 'x-yuanba-page': key }
    },
    async close() {
      await host.close()
      await engine.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
