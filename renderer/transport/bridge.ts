import type {
  Answer,
  CallName,
  EngineCall,
  EngineEvents,
  EventName,
  Input,
  Output,
} from '../../shared/contract'
import type { FileToken } from '../../shared/contract/types'
import { papers } from './papers'
import type { HostInfo, PickedFile, Transport } from './transport'

/** Channel → what is sent and what comes back; main answers exactly these. */
export interface BridgeChannels {
  'engine.call': {
    readonly payload: { readonly name: CallName; readonly input: unknown }
    readonly answer: Answer<unknown>
  }
  'files.open': {
    readonly payload: {
      readonly title: string
      readonly extensions: readonly string[]
      readonly multiple: boolean
    }
    readonly answer: readonly PickedFile[]
  }
  'files.folder': { readonly payload: { readonly title: string }; readonly answer: PickedFile | null }
  'files.save': {
    readonly payload: { readonly title: string; readonly suggestedName: string }
    readonly answer: PickedFile | null
  }
  'files.waiting': { readonly payload: Record<string, never>; readonly answer: readonly string[] }
  'files.take': { readonly payload: Record<string, never>; readonly answer: readonly PickedFile[] }
  'print.dialog': { readonly payload: { readonly html: string }; readonly answer: unknown }
  'print.pdf': {
    readonly payload: { readonly html: string; readonly token: FileToken }
    readonly answer: unknown
  }
  'host.info': { readonly payload: Record<string, never>; readonly answer: HostInfo }
}

/** What the preload script exposes as `window.yuanba`: invoke and subscribe, nothing else. */
export interface PreloadBridge {
  invoke<C extends keyof BridgeChannels>(
    channel: C,
    payload: BridgeChannels[C]['payload'],
  ): Promise<BridgeChannels[C]['answer']>
  subscribe<E extends EventName>(event: E, listener: (payload: EngineEvents[E]) => void): () => void
}

declare global {
  interface Window {
    readonly yuanba?: PreloadBridge
  }
}

/** The desktop window's transport over the preload bridge. */
export async function bridgeTransport(bridge: PreloadBridge): Promise<Transport> {
  const host = await bridge.invoke('host.info', {})
  const call: EngineCall = async <N extends CallName>(name: N, input: Input<N>) =>
    (await bridge.invoke('engine.call', { name, input })) as Answer<Output<N>>
  return {
    call,
    subscribe: (event, listener) => bridge.subscribe(event, listener),
    files: {
      openFile: (options) => bridge.invoke('files.open', options),
      openFolder: (options) => bridge.invoke('files.folder', options),
      saveFile: (options) => bridge.invoke('files.save', options),
      waiting: () => bridge.invoke('files.waiting', {}),
      take: () => bridge.invoke('files.take', {}),
      deliver: () => undefined,
    },
    printing: {
      print: async (html) => {
        await bridge.invoke('print.dialog', { html })
      },
      pdf: async (html, token) => {
        await bridge.invoke('print.pdf', { html, token })
      },
    },
    papers,
    host,
  }
}
