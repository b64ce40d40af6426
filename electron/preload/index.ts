// All that the page can reach: the channels of shared/wire.ts. Runs sandboxed, and stays small enough to be read at a glance.
import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron'
import type { Bridge } from '../../shared/wire'
import { readWireNames } from '../../shared/wire-names'

const { asked, told } = readWireNames(process.argv)

const bridge: Bridge = {
  invoke(channel, question) {
    if (!asked.has(channel)) return Promise.reject(new Error(`no such channel: ${channel}`))
    return ipcRenderer.invoke(channel, question)
  },
  subscribe(channel, listener) {
    if (!told.has(channel)) throw new Error(`no such event: ${channel}`)
    const relay = (_: IpcRendererEvent, news: Parameters<typeof listener>[0]) => listener(news)
    ipcRenderer.on(channel, relay)
    return () => {
      ipcRenderer.off(channel, relay)
    }
  },
}

contextBridge.exposeInMainWorld('yuanba', bridge)
