import type { Answer, EventName } from './contract'
import type { ErrorBody } from './errors'

/** What the desktop's main process asks of the engine process. */
export type ToEngine =
  | { readonly type: 'call'; readonly id: number; readonly name: string; readonly input: unknown }
  /** A path that the person chose in a dialog; answered with its token. */
  | { readonly type: 'grant'; readonly id: number; readonly path: string }
  | { readonly type: 'close'; readonly id: number }

/** What the engine process says: it is there, or can never be on this machine; an answer to a request; an event. */
export type FromEngine =
  | { readonly type: 'ready' }
  | { readonly type: 'unfit'; readonly error: ErrorBody }
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

/** The only channels between page and main process. */
export const channelNames = [
  'engine.call',
  'files.open',
  'files.folder',
  'files.save',
  'print.dialog',
  'print.pdf',
  'host.info',
] as const
export type Channel = (typeof channelNames)[number]

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
