import type { Answer, CallName, EngineCall, Input, Output } from '../../shared/contract'
import type { Bridge } from '../../shared/wire'
import { builtPapers } from './papers'
import type { Transport } from './transport'

declare global {
  interface Window {
    /** Put there by the preload script; absent in a browser. */
    readonly yuanba?: Bridge
  }
}

/** The desktop window's transport over the preload bridge. */
export async function bridgeTransport(bridge: Bridge): Promise<Transport> {
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
      show: async (token) => (await bridge.invoke('files.show', { token })).shown,
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
    papers: builtPapers,
    host,
  }
}
