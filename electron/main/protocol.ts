import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { protocol } from 'electron'
import { assetOf } from '../../shared/assets'
import {
  commonHeaders,
  noncePlaceholder,
  pagePolicy,
  printPolicy,
  withStyleNonce,
} from '../../shared/content-security'
import { runtimeLicense } from './runtime-licenses'
import { pageHost, pageScheme, printHost } from './security'

const newNonce = () => randomBytes(16).toString('base64')

/** Must run before the app is ready: the scheme gets an origin of its own, and `fetch`. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: pageScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true },
    },
  ])
}

function reply(
  status: number,
  body: string | Uint8Array<ArrayBuffer>,
  type: string,
  policy?: string,
): Response {
  return new Response(body, {
    status,
    headers: {
      ...commonHeaders,
      'Content-Type': type,
      'Content-Security-Policy': policy ?? "default-src 'none'",
    },
  })
}

const missing = () => reply(404, '没有这个页面。', 'text/plain; charset=utf-8')

async function serveAsset(folder: string, path: string): Promise<Response> {
  const license = await runtimeLicense(path)
  if (license === null) return missing()
  // As plain text, whatever it is: the page reads it, no window ever shows it as a page.
  if (license !== undefined) return reply(200, new Uint8Array(license), 'text/plain; charset=utf-8')
  const asset = assetOf(path)
  if (asset === null) return missing()
  const content = await readFile(join(folder, asset.file)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (content === null) return missing()
  if (asset.file !== 'index.html') return reply(200, new Uint8Array(content), asset.type)
  const nonce = newNonce()
  return reply(
    200,
    content.toString('utf8').replaceAll(noncePlaceholder, nonce),
    asset.type,
    pagePolicy(nonce),
  )
}

/**
 * Serves `app://bundle/` from the built page's folder and `app://print/<id>` from memory, by GET only.
 * @param printed the page to print by its id, or undefined
 */
export function serveScheme(folder: string, printed: (id: string) => string | undefined): void {
  protocol.handle(pageScheme, async (request) => {
    if (request.method !== 'GET') return reply(405, '', 'text/plain; charset=utf-8')
    const { host, pathname } = new URL(request.url)
    if (host === pageHost) return serveAsset(folder, pathname)
    const html = host === printHost ? printed(pathname.slice(1)) : undefined
    if (html === undefined) return missing()
    const nonce = newNonce()
    return reply(200, withStyleNonce(html, nonce), 'text/html; charset=utf-8', printPolicy(nonce))
  })
}
