/** What stands in the built page where each load's nonce goes. */
export const noncePlaceholder = '__CSP_NONCE__'

/**
 * The policy of the app's page: own scripts only, styles from own files or with this load's nonce (antd writes style
 * elements), nothing from the network, never inline and never eval.
 */
export function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** The policy of a page that is only printed: no script at all, styles with the nonce. */
export function printPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    'sandbox',
  ].join('; ')
}

/** Gives the style elements of a page made by `standaloneHtml` the nonce; text in such a page is escaped. */
export function withStyleNonce(html: string, nonce: string): string {
  return html.replaceAll('<style>', `<style nonce="${nonce}">`)
}

/** Headers that every answer carries, whatever it is. */
export const commonHeaders: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), usb=()',
  'Cache-Control': 'no-store',
}
