import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Random } from '../engine/context'

/** Why a request is turned away, or that it may pass. */
export type Verdict = 'pass' | 'wrong-host' | 'wrong-origin' | 'no-session' | 'no-key'

/** The header in which the page proves that it is the one that was opened by the printed address. */
export const PAGE_KEY = 'x-yuanba-page'

/**
 * Decides who may talk to the loopback host. A one-time token in the printed address is traded for a cookie and for a key that the page
 * alone holds. Browsers send a cookie to every port of 127.0.0.1, so that another program there gets to see it.
 */
export interface Guard {
  readonly cookieName: string
  /** Trades the one-time token for the cookie's value and the page's key; null for a wrong token and for every later try. */
  redeem(token: string): { readonly session: string; readonly key: string } | null
  /** @param origin this host's own origin, `http://127.0.0.1:PORT` */
  judge(request: IncomingMessage, origin: string): Verdict
  /** Whether a request that may pass also shows the page's key: 'no-key' unless it does. */
  judgePage(request: IncomingMessage): Verdict
  readonly token: string
}

/** Whether two secrets are one, in a time that tells nothing of how far they agree. */
export function sameSecret(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** The value of a cookie in a request's header. */
export function cookieOf(header: string | undefined, name: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const [key, value] = part.trim().split('=')
    if (key === name && value !== undefined) return value
  }
  return null
}

/**
 * Whether a page on another port of this address leads here, as 打开练习资料 does. Only with a token that nobody else has is that
 * enough, and only for the first page.
 */
export function isFromBeside({ headers }: IncomingMessage): boolean {
  const { origin, 'sec-fetch-site': site, 'sec-fetch-mode': mode } = headers
  return origin === undefined && site === 'same-site' && mode === 'navigate'
}

/** Whether a request names this host, and comes from no page but its own. @param origin this host's own */
export function judgeOrigin({ headers, method }: IncomingMessage, origin: string): Verdict {
  // A page of another name that resolves to this address (DNS rebinding) arrives with its own name as Host.
  if (headers.host !== new URL(origin).host) return 'wrong-host'
  const from = headers.origin
  if (from !== undefined && from !== origin) return 'wrong-origin'
  if (from === undefined && method !== 'GET') return 'wrong-origin'
  const site = headers['sec-fetch-site']
  return site === undefined || site === 'same-origin' || site === 'none' ? 'pass' : 'wrong-origin'
}

/** @param random where token and cookie value come from: 256 bits each */
export function createGuard(random: Random): Guard {
  const secret = () => Buffer.from(random.bytes(32)).toString('base64url')
  const token = secret()
  const session = secret()
  const key = secret()
  let redeemed = false
  // Browsers send cookies to every port of a host: a random name keeps two instances from overwriting each other.
  const cookieName = `yuanba-${Buffer.from(random.bytes(6)).toString('hex')}`
  return {
    cookieName,
    token,
    redeem(given) {
      if (redeemed || !sameSecret(given, token)) return null
      redeemed = true
      return { session, key }
    },
    judge(request, origin) {
      const verdict = judgeOrigin(request, origin)
      if (verdict !== 'pass') return verdict
      const cookie = cookieOf(request.headers.cookie, cookieName)
      return cookie !== null && sameSecret(cookie, session) ? 'pass' : 'no-session'
    },
    judgePage(request) {
      const given = request.headers[PAGE_KEY]
      return typeof given === 'string' && sameSecret(given, key) ? 'pass' : 'no-key'
    },
  }
}
