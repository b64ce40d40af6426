import type { Answer, CallName, EngineCall, Input, Output } from '../../shared/contract'
import type { FileToken } from '../../shared/contract/types'
import { type Chosen, chosenFile, hostInfo, type News, type Told } from '../../shared/wire'
import { builtPapers } from './papers'
import { printInFrame } from './print-frame'
import type { Transport } from './transport'

/** UTF-8 takes at most three bytes for each of these. */
const keptAliveCharacters = 20_000

const stopped = { error: { code: 'engine.stopped', params: {}, retryable: true } } as const

/** The transport of the loopback host: HTTP to the same origin, events by SSE, files by upload and download. */
export async function loopbackTransport(): Promise<Transport> {
  takeKey()
  const answer = await fetch('/host', { headers: ownHeaders() })
  if (!answer.ok) {
    document.body.textContent = await answer.text()
    throw new Error(`the host refused this page: ${answer.status}`)
  }
  const host = hostInfo.parse(await answer.json())
  const events = new EventTarget()
  if (host.kind === 'loopback') void hear(events)
  const hearEnd = endTeller(events)
  const call: EngineCall = async <N extends CallName>(
    name: N,
    input: Input<N>,
  ): Promise<Answer<Output<N>>> => {
    const body = JSON.stringify({ name, input })
    // The last draft is sent, or given up, while the page closes; browsers finish such requests up to 64 KiB.
    const keepalive = name.startsWith('drafts.') && body.length < keptAliveCharacters
    const response = await post('/rpc', body, 'application/json', keepalive)
    if (!response) return stopped
    const answered = (await response.json()) as Answer<Output<N>>
    if (host.kind === 'hub') hearEnd(name, answered)
    return answered
  }
  return {
    call,
    subscribe: <C extends Told>(channel: C, listener: (news: News<C>) => void) => {
      const onMessage = (message: Event): void => listener((message as CustomEvent<News<C>>).detail)
      events.addEventListener(channel, onMessage)
      return () => events.removeEventListener(channel, onMessage)
    },
    files: {
      openFile: async ({ extensions, multiple }) => {
        const picked: Chosen[] = []
        for (const file of await chooseFiles(extensions, multiple)) picked.push(await upload(file))
        return picked
      },
      openFolder: () => placeFrom('/files/folder'),
      saveFile: async ({ suggestedName }) => ({
        ...(await placeFrom(`/files/save?name=${encodeURIComponent(suggestedName)}`)),
        name: suggestedName,
      }),
      // A browser is not what the system opens such files with.
      waiting: async () => [],
      take: async () => [],
      show: null,
      deliver: ({ token, file }) => void download(token, file),
    },
    printing: {
      print: async (html) => printInFrame(html),
      pdf: null,
    },
    papers: builtPapers,
    machine: null,
    openPractice: host.practice || host.kind === 'hub' ? null : openPractice,
    host,
  }
}

/** The separate profile has a host of its own, which this tab goes to; ← of the browser leads back. */
async function openPractice(): Promise<boolean> {
  const response = await post('/practice', '', 'application/json')
  if (!response) return false
  const { address } = (await response.json()) as { readonly address: string | null }
  if (address !== null) location.assign(address)
  return address !== null
}

/** A hub tells nothing by itself: that a session has ended is in its answers, and told once until the next one begins. */
function endTeller(events: EventTarget): (name: CallName, answer: Answer<unknown>) => void {
  let isTold = false
  return (name, answer) => {
    const isEnd = 'error' in answer ? answer.error.code === 'session.locked' : name === 'session.lock'
    if (isEnd && !isTold) {
      isTold = true
      events.dispatchEvent(new CustomEvent('session', { detail: { state: 'locked' } }))
    } else if (name === 'session.unlock' && 'ok' in answer) isTold = false
  }
}

const pageKey = 'page-key'

/** Keeps the key that came with this page for as long as its tab, and takes the used-up address out of sight. */
function takeKey(): void {
  const given = document.querySelector<HTMLMetaElement>(`meta[name=${pageKey}]`)
  if (!given) return
  sessionStorage.setItem(pageKey, given.content)
  given.remove()
  history.replaceState(null, '', `/${location.hash}`)
}

/** What tells the host that this is its page; another one that has the cookie alone is refused. */
const ownHeaders = (): Record<string, string> => ({ 'x-yuanba-page': sessionStorage.getItem(pageKey) ?? '' })

/** Tells what the host tells, asking again a moment after the line broke. */
async function hear(events: EventTarget): Promise<void> {
  for (;;) {
    await fetch('/events', { headers: ownHeaders() }).then(
      (response) => read(response, events),
      () => undefined,
    )
    await new Promise((go) => setTimeout(go, 2000))
  }
}

async function read({ ok, body }: Response, events: EventTarget): Promise<void> {
  if (!ok || !body) return
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  for (let rest = ''; ; ) {
    const { done, value } = await reader.read().catch(() => ({ done: true, value: '' }))
    if (done) return
    const lines = (rest + value).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const { event, payload } = JSON.parse(line) as { readonly event: string; readonly payload: unknown }
      events.dispatchEvent(new CustomEvent(event, { detail: payload }))
    }
  }
}

/** Posts to the host; null when the host cannot be reached. @throws Error when it refuses. */
async function post(
  address: string,
  body: BodyInit,
  type: string,
  keepalive = false,
): Promise<Response | null> {
  const response = await fetch(address, {
    method: 'POST',
    body,
    headers: { 'content-type': type, ...ownHeaders() },
    keepalive,
  }).catch((error: unknown) => {
    if (error instanceof TypeError) return null
    throw error
  })
  if (response && !response.ok) throw new Error(`the host refused ${address}: ${response.status}`)
  return response
}

/** A place of the host's that the engine may write to. */
async function placeFrom(address: string): Promise<Chosen> {
  const response = await post(address, '', 'application/octet-stream')
  if (!response) throw new Error(`the host does not answer ${address}`)
  return chosenFile.parse(await response.json())
}

async function upload(file: File): Promise<Chosen> {
  const address = `/files/upload?name=${encodeURIComponent(file.name)}`
  const response = await post(address, file, 'application/octet-stream')
  if (!response) throw new Error('the host does not answer an upload')
  return { ...chosenFile.parse(await response.json()), name: file.name }
}

/**
 * The browser's own file dialog; an empty list when it is closed without a choice. Its field stands in the page meanwhile: one
 * that stands nowhere may be collected while the dialog is open, and what is chosen is lost.
 */
function chooseFiles(extensions: readonly string[], multiple: boolean): Promise<readonly File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.hidden = true
    input.multiple = multiple
    input.accept = extensions.map((extension) => `.${extension}`).join(',')
    const answer = (): void => {
      input.remove()
      resolve([...(input.files ?? [])])
    }
    input.addEventListener('change', answer)
    input.addEventListener('cancel', answer)
    document.body.append(input)
    input.click()
  })
}

async function download(token: FileToken, file: string): Promise<void> {
  const address = `/files/offer?token=${encodeURIComponent(token)}&file=${encodeURIComponent(file)}`
  const response = await post(address, '', 'application/octet-stream')
  if (!response) throw new Error('the host does not answer a download')
  const { ticket } = (await response.json()) as { readonly ticket: string }
  const link = document.createElement('a')
  link.href = `/files/download?ticket=${ticket}`
  link.download = file
  link.click()
}
