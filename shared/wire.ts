import { z } from 'zod'
import type { Answer, EventName } from './contract'

/** What the desktop's main process asks of the engine process. */
export type ToEngine =
  | { readonly type: 'call'; readonly id: number; readonly name: string; readonly input: unknown }
  /** A path that the person chose in a dialog; answered with its token. */
  | { readonly type: 'grant'; readonly id: number; readonly path: string }
  | { readonly type: 'close'; readonly id: number }

/** What the engine process says: it is there, an answer to a request, an event, a line for the log. */
export type FromEngine =
  | { readonly type: 'ready' }
  | { readonly type: 'answer'; readonly id: number; readonly answer: Answer<unknown> }
  | { readonly type: 'event'; readonly event: EventName; readonly payload: unknown }

/** Everything the engine announces, for relays that must know the names. */
export const eventNames = ['changed', 'progress', 'session', 'restarted'] as const satisfies EventName[]

/** A file or folder that the person chose: its token for the engine, its name for the screen. */
export interface Chosen {
  readonly token: string
  readonly name: string
}

/** What the page may know about the program around it. */
export interface HostInfo {
  readonly kind: 'desktop' | 'loopback'
  /** A sentence that must stay on the screen, such as that this runtime is unfit for real data. */
  readonly notice: string | null
}

const title = z.string().max(200)
const html = z.string().max(64 * 1024 * 1024)

/** The only channels between page and main process, each with what it takes. */
export const channels = {
  'engine.call': z.object({ name: z.string().max(80), input: z.unknown() }),
  'files.open': z.object({
    title,
    extensions: z.array(z.string().regex(/^[a-z0-9]{1,10}$/)).max(20),
    multiple: z.boolean(),
  }),
  'files.folder': z.object({ title }),
  'files.save': z.object({ title, suggestedName: z.string().max(200) }),
  'print.dialog': z.object({ html }),
  'print.pdf': z.object({ html, token: z.string().max(100) }),
  'host.info': z.object({}),
} as const

export type Channel = keyof typeof channels
export type ChannelInput<C extends Channel> = z.output<(typeof channels)[C]>

/** What each channel answers. */
export interface ChannelOutput {
  readonly 'engine.call': Answer<unknown>
  readonly 'files.open': readonly Chosen[]
  readonly 'files.folder': Chosen | null
  readonly 'files.save': Chosen | null
  /** False: the person closed the print dialog. */
  readonly 'print.dialog': { readonly printed: boolean }
  readonly 'print.pdf': { readonly bytes: number }
  readonly 'host.info': HostInfo
}

/** Main process → page: one event of the engine. */
export const eventChannel = 'engine.event'
