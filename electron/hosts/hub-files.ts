import type { ServerResponse } from 'node:http'
import { AppError } from '../../shared/errors'
import { type Chosen, chosenFile } from '../../shared/wire'
import type { Clock, Random } from '../engine/context'
import type { HandedFiles } from '../hub/reads/read'
import { safeName } from './http-files'
import { sendJson } from './http-reply'

/** So long a place and what lies in it wait for the page, in milliseconds. */
const KEPT_MS = 5 * 60_000
/** A session has so many places at once; the oldest goes. */
const PLACES = 8
/** All files that wait, of all sessions, in bytes. */
const MOST_BYTES = 256 * 1024 * 1024

interface Place {
  readonly session: string
  readonly name: string
  readonly until: number
  content: Uint8Array | null
  ticket: string | null
}

/** Files that leave a hub: in memory, each for the session that asked, fetched once. */
export interface HubFiles {
  place(session: string, name: string): Chosen
  /** Where the calls of a session leave what they make. */
  of(session: string): HandedFiles
  /** What lets the browser fetch it, once. @throws AppError `file.unknown` */
  offer(session: string, token: string): string
  /** @throws AppError `file.unknown` */
  take(session: string, ticket: string): { readonly name: string; readonly content: Uint8Array }
}

/** Opens the exchange of a serving process. */
export function openHubFiles({ clock, random }: { clock: Clock; random: Random }): HubFiles {
  const places = new Map<string, Place>()
  const secret = (): string => Buffer.from(random.bytes(24)).toString('base64url')
  const tidy = (): void => {
    for (const [token, { until }] of places) if (until < clock.now()) places.delete(token)
  }
  const own = (session: string, token: string): Place => {
    tidy()
    const place = places.get(token)
    if (place?.session !== session) throw new AppError('file.unknown')
    return place
  }
  const bytesKept = (): number =>
    [...places.values()].reduce((sum, { content }) => sum + (content?.byteLength ?? 0), 0)
  return {
    place(session, name) {
      tidy()
      const held = [...places].filter(([, place]) => place.session === session)
      for (const [token] of held.slice(0, Math.max(0, held.length - PLACES + 1))) places.delete(token)
      const token = secret()
      const file = safeName(name)
      places.set(token, {
        session,
        name: file,
        until: clock.now() + KEPT_MS,
        content: null,
        ticket: null,
      })
      return chosenFile.parse({ token, name: file })
    },
    of: (session) => ({
      keep(file, content) {
        const place = own(session, file)
        if (bytesKept() + content.byteLength > MOST_BYTES)
          throw new AppError('file.no-space', { file: place.name })
        place.content = content
        return place.name
      },
    }),
    offer(session, token) {
      const place = own(session, token)
      if (place.content === null) throw new AppError('file.unknown')
      place.ticket = secret()
      return place.ticket
    },
    take(session, ticket) {
      tidy()
      const found = [...places].find(([, place]) => place.session === session && place.ticket === ticket)
      const [token, place] = found ?? []
      if (token === undefined || !place?.content) throw new AppError('file.unknown')
      places.delete(token)
      return { name: place.name, content: place.content }
    },
  }
}

/** What a page asks of the exchange, by method and path. */
const routes = {
  'POST /files/save': (files, session, query, response) =>
    sendJson(response, 200, files.place(session, query.get('name') ?? '')),
  'POST /files/offer': (files, session, query, response) =>
    sendJson(response, 200, { ticket: files.offer(session, query.get('token') ?? '') }),
  'GET /files/download': (files, session, query, response) => {
    const { name, content } = files.take(session, query.get('ticket') ?? '')
    response.writeHead(200, {
      'Content-Type': 'application/octet-stream',
      'Content-Length': content.byteLength,
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    })
    response.end(content)
  },
} satisfies Record<
  string,
  (files: HubFiles, session: string, query: URLSearchParams, response: ServerResponse) => void
>

/** Whether a request is for the exchange of files. */
export const isFileRoute = (asked: string): asked is keyof typeof routes => Object.hasOwn(routes, asked)

/** Answers one, for a session that lives. @throws AppError `file.unknown` */
export function answerFiles(
  files: HubFiles,
  asked: keyof typeof routes,
  { session, query }: { readonly session: string; readonly query: URLSearchParams },
  response: ServerResponse,
): void {
  routes[asked](files, session, query, response)
}
