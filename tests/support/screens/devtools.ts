import type { ChildProcess } from '../machine/programs'
import { until } from './screen'

/** The port in which a program that was started with `--remote-debugging-port=0` listens. @throws Error when it ends */
export async function devtoolsPort(child: ChildProcess): Promise<string> {
  if (child.stderr === null) throw new Error('the program was started without a pipe for its messages')
  let text = ''
  for await (const chunk of child.stderr.setEncoding('utf8') as AsyncIterable<string>) {
    text += chunk
    const port = /ws:\/\/127\.0\.0\.1:(\d+)\//.exec(text)?.[1]
    if (port !== undefined) {
      // What it says later is nobody's, and must not fill the pipe.
      child.stderr.resume()
      return port
    }
  }
  throw new Error(`the program ended: ${text}`)
}

interface Listed {
  readonly url: string
  readonly title: string
  readonly webSocketDebuggerUrl: string
}

/** Where to talk to the app's page, once it has loaded. */
export async function pageAddress(port: string): Promise<string> {
  return until('the page of the app', async () => {
    const listed = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as Listed[]
    return listed.find(({ url, title }) => url.startsWith('app://bundle/') && title === '院坝普法台')
      ?.webSocketDebuggerUrl
  })
}

/** Asks DevTools for one thing. Playwright cannot join a fused program: Electron's DevTools knows no browser contexts. */
export function askPage(
  address: string,
  method: string,
  params: object,
): Promise<Readonly<Record<string, unknown>>> {
  return new Promise((done, failed) => {
    const socket = new WebSocket(address)
    socket.addEventListener('error', (event) =>
      failed(new Error(`no DevTools: ${'message' in event ? event.message : 'closed'}`)),
    )
    socket.addEventListener('open', () => socket.send(JSON.stringify({ id: 1, method, params })))
    socket.addEventListener('message', ({ data }) => {
      const message = JSON.parse(String(data))
      if (message.id !== 1) return
      socket.close()
      if (message.error) failed(new Error(message.error.message))
      else done(message.result)
    })
  })
}

/** Evaluates in the page. @throws Error with the page's own exception */
export async function evaluate(address: string, expression: string): Promise<unknown> {
  const { result, exceptionDetails } = (await askPage(address, 'Runtime.evaluate', {
    expression,
    awaitPromise: true,
    returnByValue: true,
  })) as {
    readonly result: { readonly value?: unknown }
    readonly exceptionDetails?: {
      readonly exception?: { readonly description?: string }
      readonly text: string
    }
  }
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
  return result.value
}
