// All that the page can reach: the listed channels and the engine's events. Runs sandboxed.
import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron'
import { channelNames, eventChannel, eventNames } from '../../shared/wire'

const channels: ReadonlySet<string> = new Set(channelNames)
const events: ReadonlySet<string> = new Set(eventNames)

contextBridge.exposeInMainWorld('yuanba', {
  invoke(channel: string, payload: unknown): Promise<unknown> {
    if (!channels.has(channel)) return Promise.reject(new Error(`no such channel: ${channel}`))
    return ipcRenderer.invoke(channel, payload)
  },
  subscribe(event: string, listener: (payload: unknown) => void): () => void {
    if (!events.has(event)) throw new Error(`no such event: ${event}`)
    const relay = (_: IpcRendererEvent, message: { event: string; payload: unknown }) => {
      if (message.event === event) listener(message.payload)
    }
    ipcRenderer.on(eventChannel, relay)
    return () => {
      ipcRenderer.off(eventChannel, relay)
    }
  },
})
