const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  webp: 'image/webp',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  txt: 'text/plain; charset=utf-8',
}

/**
 * The file of the built page that a URL path means, relative to its folder; null for anything that is not plainly one:
 * parent folders, hidden files, encoded separators, unknown types.
 */
export function assetOf(urlPath: string): { readonly file: string; readonly type: string } | null {
  const file = urlPath === '/' ? 'index.html' : urlPath.replace(/^\//, '')
  if (!/^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/.test(file)) return null
  const type = types[file.slice(file.lastIndexOf('.') + 1)]
  return type === undefined ? null : { file, type }
}
