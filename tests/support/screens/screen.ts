import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page, Request } from 'playwright-core'

/** The checkout. */
export const root = resolve(__dirname, '../../..')

/** Screenshots and printed pages for people to look at; ignored by git. */
export function outputFolder(name: string): string {
  const folder = join(root, 'test-output', name)
  mkdirSync(folder, { recursive: true })
  return folder
}

/** One laptop with the app open on its screen, in a browser or in a window. */
export interface Screen {
  readonly page: Page
  /** The folder that file dialogs choose: the USB stick. */
  readonly stick: string
  /** Every address that was asked for, by the page and everything in it. */
  readonly requests: readonly string[]
  /** What was complained about: console errors and exceptions of the page, warnings of the program's processes. */
  readonly complaints: readonly string[]
  /** The next open-file dialog chooses these. */
  choose(...paths: readonly string[]): Promise<void>
  /** A file of this name on the stick, waited for. */
  received(name: RegExp): Promise<string>
  close(): Promise<void>
}

/** Opens the app over a profile that may not exist yet; files go to and come from `stick`. */
export type OpenScreen = (profile: string, stick: string) => Promise<Screen>

/** A temporary desk for one story: profiles and sticks, gone afterwards. */
export interface Table {
  path(...names: readonly string[]): string
  clear(): void
}

export function layTable(): Table {
  const folder = mkdtempSync(join(tmpdir(), 'yuanba-e2e-'))
  return {
    path(...names) {
      const path = join(folder, ...names)
      mkdirSync(resolve(path, '..'), { recursive: true })
      return path
    },
    clear: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  }
}

/** How long a screen may take to show something before a test gives up, in ms: no measure of speed, a busy machine is slow. */
export const patience = 120_000

/** Asks again until there is an answer. @throws Error with what was waited for, after a minute */
export async function until<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 60_000
  while (Date.now() < deadline) {
    const answer = await ask()
    if (answer !== undefined) return answer
    await new Promise((next) => setTimeout(next, 50))
  }
  throw new Error(`waited a minute in vain for ${what}`)
}

/** Waits for a file that a process or the browser is about to finish writing. */
export async function fileIn(folder: string, name: RegExp): Promise<string> {
  const file = await until(`${name} in ${folder}`, async () =>
    readdirSync(folder)
      .filter((found) => name.test(found))
      .sort()
      .at(-1),
  )
  return join(folder, file)
}

/** What Node and Electron say of a process that leaks, or that does what will not be borne much longer. */
const isWarning = (text: string): boolean => /\w+Warning: /.test(text)

/** Notes each warning that a process of the program writes; the test that ends asks for none. */
export function watchWarnings(of: NodeJS.ReadableStream | null, complaints: string[]): void {
  of?.on('data', (chunk: Buffer | string) => {
    const text = String(chunk)
    process.stderr.write(text)
    complaints.push(...text.split('\n').filter(isWarning))
  })
}

const underWay = new WeakMap<Page, Set<Request>>()

/** Waits until the page has every answer that it asked its engine for over HTTP, but those that a test holds, and shows them. */
export async function settled(page: Page, held: () => number = () => 0): Promise<void> {
  await until('every answer', async () => (underWay.get(page)?.size === held() ? true : undefined))
  // What came last is drawn with the next frames, and may ask for more.
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn(null)))),
  )
  if (underWay.get(page)?.size !== held()) await settled(page, held)
}

/** Notes what a page asks for and complains about, behind what is already noted of its host. */
export function watch(page: Page, complaints: string[] = []): { requests: string[]; complaints: string[] } {
  const requests: string[] = []
  const open = new Set<Request>()
  underWay.set(page, open)
  page.on('request', (request) => {
    requests.push(request.url())
    if (request.url().endsWith('/rpc')) open.add(request)
  })
  page.on('requestfinished', (request) => open.delete(request))
  page.on('requestfailed', (request) => open.delete(request))
  page.on('websocket', (socket) => requests.push(socket.url()))
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.stack ?? String(error)}`))
  page.on('console', (message) => {
    if (message.type() === 'error' || isWarning(message.text())) complaints.push(message.text())
  })
  return { requests, complaints }
}

/** Where the tests' runtimes are; jest's global setup (build/e2e-setup.mjs) looks for them. */
export function runtime(name: 'YUANBA_CHROMIUM' | 'YUANBA_TEST_ELECTRON' | 'YUANBA_TEST_APP'): string {
  const path = process.env[name]
  if (path === undefined)
    throw new Error(`${name} is not set: nothing was found here (see build/e2e-setup.mjs)`)
  return path
}
