import { useMemo, useSyncExternalStore } from 'react'
import { replacing } from './trail'
import { withSigns, withWords } from './unkept-words'

const subscribe = (listener: () => void): (() => void) => {
  addEventListener('hashchange', listener)
  return () => removeEventListener('hashchange', listener)
}
const currentHash = (): string => location.hash.slice(1) || '/'

/** Goes to `/path?query` inside the hash; `replace` leaves no entry to go back to. */
export function navigate(place: string, options?: { readonly replace?: boolean }): void {
  const [path = '/', query] = place.split('?')
  const to = query === undefined ? path : `${path}?${withSigns(query)}`
  if (options?.replace) {
    const before = location.href
    history.replaceState(null, '', `#${to}`)
    replacing(() =>
      dispatchEvent(new HashChangeEvent('hashchange', { oldURL: before, newURL: location.href })),
    )
  } else location.hash = to
}

/** The location hook for wouter: the path part of the hash, without its query. */
export function useHashPath(): [string, typeof navigate] {
  const hash = useSyncExternalStore(subscribe, currentHash)
  return [hash.split('?')[0] ?? '/', navigate]
}

/** The query part of the hash: filters live there, so that going back brings them back. */
export function useHashQuery(): URLSearchParams {
  const hash = useSyncExternalStore(subscribe, currentHash)
  return useMemo(() => withWords(hash.split('?')[1] ?? ''), [hash])
}

/** The query of the address as it stands this moment. */
export const hashQuery = (): URLSearchParams => withWords(currentHash().split('?')[1] ?? '')

/** Changes some parameters of the current hash query; an empty value removes one. */
export function setHashQuery(changes: Readonly<Record<string, string | undefined>>): void {
  const [path = '/'] = currentHash().split('?')
  const query = hashQuery()
  for (const [key, value] of Object.entries(changes))
    if (value) query.set(key, value)
    else query.delete(key)
  const text = query.toString()
  navigate(text ? `${path}?${text}` : path, { replace: true })
}
