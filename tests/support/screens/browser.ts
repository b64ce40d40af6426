import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { asked } from '../machine/needs'
import { spawn } from '../machine/programs'
import { type OpenScreen, patience, root, runtime, type Screen, until, watch, watchWarnings } from './screen'

const quietly = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

/** A real Chromium with its own errands switched off, so that whatever leaves the machine is ours. */
export function launchBrowser(...more: readonly string[]): Promise<Browser> {
  asked('chromium')
  return chromium.launch({ executablePath: runtime('YUANBA_CHROMIUM'), args: [...quietly, ...more] })
}

/** The same as people have it: what it keeps of a page, it keeps in a folder. */
export function keepingBrowser(folder: string): Pick<Browser, 'newContext'> {
  asked('chromium')
  const launch = { executablePath: runtime('YUANBA_CHROMIUM'), args: quietly }
  return { newContext: (options) => chromium.launchPersistentContext(folder, { ...options, ...launch }) }
}

/** Starts dist/loopback.cjs as `npm start` does and answers its one-time address. */
async function startHost(
  profile: string,
  more: readonly string[],
): Promise<{ address: string; warnings: string[]; stop(): Promise<void> }> {
  const child = spawn(process.execPath, [join(root, 'dist/loopback.cjs'), '--profile', profile, ...more], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const warnings: string[] = []
  watchWarnings(child.stderr, warnings)
  const exited = once(child, 'exit')
  let text = ''
  for await (const chunk of child.stdout.setEncoding('utf8') as AsyncIterable<string>) {
    text += chunk
    const address = /http:\/\/\S+\n/.exec(text)?.[0].trim()
    if (address === undefined) continue
    return {
      address,
      warnings,
      async stop() {
        child.kill('SIGTERM')
        await exited
      },
    }
  }
  throw new Error(`the loopback host ended: ${text}`)
}

/** Opens the app in a browser over the loopback host. @param more arguments of that host */
export function browserScreens(
  browser: Pick<Browser, 'newContext'>,
  more: readonly string[] = [],
): OpenScreen {
  return async (profile, stick): Promise<Screen> => {
    mkdirSync(stick, { recursive: true })
    const host = await startHost(profile, more)
    const context = await browser.newContext({
      viewport: { width: 1366, height: 768 },
      locale: 'zh-CN',
      acceptDownloads: true,
    })
    context.setDefaultTimeout(patience)
    const page = await context.newPage()
    const seen = watch(page, host.warnings)
    let chosen: readonly string[] = []
    page.on('filechooser', (chooser) => void chooser.setFiles([...chosen]))
    const arrived: string[] = []
    page.on('download', (download) => {
      const name = download.suggestedFilename()
      // Its name is there before its bytes.
      void download.saveAs(join(stick, name)).then(() => arrived.push(name))
    })
    await page.goto(host.address)
    return {
      page,
      stick,
      ...seen,
      async choose(...paths) {
        chosen = paths
      },
      received: async (name) =>
        join(
          stick,
          await until(`${name} to arrive`, async () => arrived.findLast((file) => name.test(file))),
        ),
      async close() {
        await context.close()
        await host.stop()
      },
    }
  }
}
