import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { z } from 'zod'
import { assetOf } from '../../shared/assets'
import { noncePlaceholder, pagePolicy } from '../../shared/content-security'
import { AppError } from '../../shared/errors'
import { wire } from '../../shared/wire'
import type { Random } from '../engine/context'
import { newNonce, readBody, sendPage, sendText } from './http-reply'

/** The same that the desktop's page sends. */
const rpcBody = wire['engine.call'].input

/**
 * The call that a page sends.
 * @param limit bytes of its body
 * @throws AppError `call.invalid`
 */
export async function readCall(request: IncomingMessage, limit: number): Promise<z.output<typeof rpcBody>> {
  if (!request.headers['content-type']?.startsWith('application/json')) throw new AppError('call.invalid')
  const text = await readBody(request, limit)
  try {
    return rpcBody.parse(JSON.parse(text))
  } catch (error) {
    throw new AppError('call.invalid', {}, { cause: error })
  }
}

/** Where a host has its page. */
export interface BuiltPage {
  /** The folder of the built page, dist/renderer. */
  readonly assets: string
  readonly random: Random
}

/**
 * Sends a file of the built page; the page itself under a policy of its own.
 * @param pageKey for the page that a printed address opens; it stands in its head
 */
export async function sendAsset(
  options: BuiltPage,
  path: string,
  response: ServerResponse,
  pageKey?: string,
): Promise<void> {
  const asset = assetOf(path)
  if (asset === null) return sendText(response, 404, '没有这个页面。')
  const content = await readFile(join(options.assets, asset.file)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'EISDIR') return null
    throw error
  })
  if (content === null) return sendText(response, 404, '没有这个页面。')
  if (asset.file === 'index.html') {
    const nonce = newNonce(options.random)
    const html = content.toString('utf8').replaceAll(noncePlaceholder, nonce)
    const given = pageKey === undefined ? '' : `<meta name="page-key" content="${pageKey}">`
    return sendPage(response, html.replace('</head>', `${given}</head>`), pagePolicy(nonce))
  }
  response.writeHead(200, { 'Content-Type': asset.type })
  response.end(content)
}
