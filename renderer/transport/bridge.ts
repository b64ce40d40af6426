import type { Answer, CallName, EngineCall, Input, Output } from '../../shared/contract'
import type { Bridge, News, Told } from '../../shared/wire'
import { builtPapers } from './papers'
import type { Transport } from './transport'

declare global {
  interface Window {
    /** Put there by the preload script; absent in a browser. */
    readonly yuanba?: Bridge
  }
}

type Listener = (news: never) => void

/**
 * One listener a channel over the bridge, however many parts of the page listen: an open list has a dozen, and Electron warns of
 * a leak (MaxListenersExceededWarning) at the eleventh.
 */
function oneListenerEach(bridge: Bridge): Transport['subscribe'] {
  const heard = new Map<Told, { readonly listeners: Set<Listener>; readonly stop: () => void }>()
  return <C extends Told>(channel: C, listener: (news: News<C>) => void) => {
    const known = heard.get(channel)
    const listeners: Set<Listener> = known?.listeners ?? new Set()
    // A listener of its own for each call, though the same function may be given twice.
    const own = (news: News<C>): void => listener(news)
    listeners.add(own)
    if (!known) {
      const tell = (news: News<C>): void => {
        for (const one of [...listeners]) (one as typeof own)(news)
      }
      heard.set(channel, { listeners, stop: bridge.subscribe(channel, tell) })
    }
    return () => {
      listeners.delete(own)
      if (listeners.size > 0 || heard.get(channel)?.listeners !== listeners) return
      heard.get(channel)?.stop()
      heard.delete(channel)
    }
  }
}

/** The desktop window's transport over the preload bridge. */
export async function bridgeTransport(bridge: Bridge): Promise<Transport> {
  const host = await bridge.invoke('host.info', {})
  const call: EngineCall = async <N extends CallName>(name: N, input: Input<N>) =>
    (await bridge.invoke('engine.call', { name, input })) as Answer<Output<N>>
  return {
    call,
    subscribe: oneListenerEach(bridge),
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
    machine: {
      sticks: () => bridge.invoke('sticks.list', {}),
      chooseStick: (id) => bridge.invoke('sticks.choose', { id }),
      runInstaller: async (installer) => (await bridge.invoke('update.run', { installer })).opened,
      noticeDue: (due) => bridge.invoke('host.due', due),
    },
    openPractice: host.practice ? null : async () => (await bridge.invoke('host.practice', {})).opened,
    host,
  }
}
