import { fileNeeds } from '../../support/machine/needs'
import { type DesktopScreen, openDesktop } from '../../support/screens/desktop'
import { layTable } from '../../support/screens/screen'

fileNeeds('window')

type Bridge = { invoke(channel: string, payload: unknown): Promise<unknown> }
declare const window: Window & { readonly yuanba: Bridge & Record<string, unknown> }

const table = layTable()
let screen: DesktopScreen

beforeAll(async () => {
  screen = await openDesktop(table.path('profile'), table.path('stick'))
})
afterAll(async () => {
  await screen.close()
  table.clear()
})

describe('the page', () => {
  it('comes with a policy that begins with nothing, and each load has a nonce of its own', async () => {
    const policies = await screen.page.evaluate(() =>
      Promise.all(
        ['app://bundle/', 'app://bundle/'].map(
          async (address) => (await fetch(address)).headers.get('content-security-policy') ?? '',
        ),
      ),
    )
    const [one = '', other = ''] = policies
    expect(one).toContain("default-src 'none'")
    expect(one).toContain("script-src 'self';")
    expect(one).not.toMatch(/unsafe|\*|https?:/)
    const nonceOf = (policy: string) => /'nonce-([^']+)'/.exec(policy)?.[1]
    expect(nonceOf(one)).toMatch(/.{16}/)
    expect(nonceOf(one)).not.toBe(nonceOf(other))
  })

  it('takes no style without that nonce, in an element or on one', async () => {
    const found = await screen.page.evaluate(() => {
      const style = document.createElement('style')
      style.textContent = 'body { --written: in-an-element }'
      document.head.append(style)
      const box = document.createElement('div')
      box.setAttribute('style', '--written: on-it')
      document.body.append(box)
      const read = (element: Element) => getComputedStyle(element).getPropertyValue('--written')
      const taken = [read(document.body), read(box)]
      style.remove()
      box.remove()
      return taken
    })
    expect(found).toEqual(['', ''])
  })

  it('has no webview, no frame with the bridge, and no camera, screen, microphone or clipboard to read', async () => {
    const found = await screen.page.evaluate(async () => {
      const webview = document.createElement('webview')
      const frame = document.createElement('iframe')
      document.body.append(frame)
      const bridge = frame.contentWindow !== null && 'yuanba' in frame.contentWindow
      frame.remove()
      const refused = (work: Promise<unknown>) =>
        work.then(
          () => 'given',
          (error: unknown) => (error as Error).name,
        )
      return {
        webview: 'getWebContentsId' in webview || 'loadURL' in webview,
        bridge,
        microphone: await refused(navigator.mediaDevices.getUserMedia({ audio: true })),
        clipboard: await refused(navigator.clipboard.readText()),
        midi: await refused(navigator.requestMIDIAccess()),
      }
    })
    expect(found).toMatchObject({ webview: false, bridge: false })
    expect([found.microphone, found.clipboard, found.midi]).not.toContain('given')
  })

  it('downloads nothing and opens nothing in another program', async () => {
    const { page, app } = screen
    const stopped = app.evaluate(
      ({ session, shell }) =>
        new Promise((done) => {
          const opened: string[] = []
          shell.openExternal = async (address) => {
            opened.push(address)
          }
          // The program's own listener was there first.
          session.defaultSession.once('will-download', (event) => done([event.defaultPrevented, opened]))
        }),
    )
    await page.evaluate(() => {
      for (const [href, name] of [
        ['https://example.com/', ''],
        ['mailto:a@example.com', ''],
        ['data:text/plain,x', 'x.txt'],
      ] as const) {
        const link = document.createElement('a')
        link.href = href
        if (name === '') link.target = '_blank'
        else link.download = name
        document.body.append(link)
        link.click()
        link.remove()
      }
    })
    expect(await stopped).toEqual([true, []])
  })
})

describe('the channels of the window', () => {
  it('answer the one window alone: the same page in another one is refused', async () => {
    const said = await screen.app.evaluate(async ({ app, BrowserWindow }) => {
      const other = new BrowserWindow({
        show: false,
        webPreferences: {
          preload: `${app.getAppPath()}/dist/preload.cjs`,
          additionalArguments: ['--yuanba-channels=host.info;'],
          sandbox: true,
          contextIsolation: true,
        },
      })
      await other.loadURL('app://bundle/')
      const ask = `window.yuanba.invoke('host.info', {}).then(() => 'answered', (error) => String(error))`
      const heard = await other.webContents.executeJavaScript(ask)
      other.destroy()
      return heard
    })
    expect(said).toContain('right.missing')
    expect(
      await screen.page.evaluate(() => window.yuanba.invoke('host.info', {}).then(() => 'answered')),
    ).toBe('answered')
  })
})
