import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileNeeds } from '../../support/machine/needs'
import { foundDistrict, signIn } from '../../support/screens/clerk'
import { type DesktopScreen, openDesktop, spawnDesktop } from '../../support/screens/desktop'
import { layTable } from '../../support/screens/screen'

fileNeeds('window')

type Bridge = { invoke(channel: string, payload: unknown): Promise<unknown> }
declare const window: Window & { readonly yuanba: Bridge & Record<string, unknown> }

const table = layTable()

/** The process and all that it started, by their ids. */
function familyOf(main: number): readonly number[] {
  const children = readdirSync(`/proc/${main}/task`).flatMap((task) =>
    readFileSync(`/proc/${main}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  )
  return [main, ...children.flatMap(familyOf)]
}

const commandOf = (id: number): string => readFileSync(`/proc/${id}/cmdline`, 'latin1')

/** A process of the running program by a word of its command line. */
function processOf(word: string): number {
  return familyOf(screen.app.process().pid ?? 0).find((id) => commandOf(id).includes(word)) ?? 0
}

/** One line of what the kernel says of a process. */
function statusOf(id: number, line: string): string {
  return new RegExp(`^${line}:\\s+(.*)$`, 'm').exec(readFileSync(`/proc/${id}/status`, 'latin1'))?.[1] ?? ''
}

let screen: DesktopScreen

beforeAll(async () => {
  screen = await openDesktop(table.path('profile'), table.path('stick'))
})
afterAll(async () => {
  await screen.close()
  table.clear()
})

describe('the window', () => {
  it('gives its page a bridge of two functions and nothing of Node', async () => {
    const found = await screen.page.evaluate(() => ({
      bridge: Object.keys(window.yuanba).sort(),
      node: ['require', 'process', 'module', 'Buffer', '__dirname', 'global'].filter(
        (name) => name in globalThis,
      ),
    }))
    expect(found).toEqual({ bridge: ['invoke', 'subscribe'], node: [] })
  })

  it('is sandboxed, isolated and without webviews', async () => {
    const preferences = await screen.app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      const contents = window?.webContents
      // Electron has a reader for what a window was made with, but does not declare it.
      const read: unknown = contents && Reflect.get(contents, 'getLastWebPreferences')
      return typeof read === 'function' ? read.call(contents) : null
    })
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      webSecurity: true,
    })
  })

  it('says that this Electron is unfit for real data', async () => {
    await screen.page.getByText('仅供测试，不得录入真实数据').first().waitFor()
  })

  it('refuses channels that are not listed, and listed ones with anything else in them', async () => {
    const refusal = (channel: string, payload: unknown) =>
      screen.page.evaluate(
        ([name, value]) =>
          window.yuanba.invoke(String(name), value).then(
            () => 'answered',
            (error: unknown) => String(error),
          ),
        [channel, payload] as const,
      )
    expect(await refusal('files.read', {})).toContain('no such channel')
    expect(await refusal('host.info', { path: '/etc/passwd' })).toContain('call.invalid')
    expect(await refusal('files.open', { title: 'x', extensions: ['../etc'], multiple: false })).toContain(
      'call.invalid',
    )
    expect(await refusal('print.pdf', { html: '<p>', token: '/etc/passwd' })).toContain('file.unknown')
    expect(await refusal('engine.call', { name: 'profile.state', input: {} })).toContain('answered')
  })

  it('keeps its page: no navigation, no new window, no frame of another place', async () => {
    const { page, app } = screen
    const before = page.url()
    await page.evaluate(() => {
      location.href = 'https://example.com/'
    })
    await page.evaluate(() => {
      location.href = 'file:///etc/passwd'
    })
    expect(await page.evaluate(() => window.open('https://example.com/') === null)).toBe(true)
    expect(await page.evaluate(() => window.open('app://bundle/') === null)).toBe(true)
    await page.evaluate(() => {
      const frame = document.createElement('iframe')
      frame.src = 'https://example.com/'
      document.body.append(frame)
      frame.remove()
    })
    expect(page.url()).toBe(before)
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  })

  it('denies every permission, asked for or looked up', async () => {
    const found = await screen.page.evaluate(async () => ({
      notifications: await Notification.requestPermission(),
      position: await new Promise((done) =>
        navigator.geolocation.getCurrentPosition(
          () => done('told'),
          (error) => done(error.code === error.PERMISSION_DENIED ? 'denied' : error.message),
        ),
      ),
      camera: (await navigator.permissions.query({ name: 'camera' as PermissionName })).state,
    }))
    expect(found).toEqual({ notifications: 'denied', position: 'denied', camera: 'denied' })
  })

  it('reaches nothing but its own files', async () => {
    const reached = await screen.page.evaluate(async () => {
      const results: Record<string, unknown> = {}
      for (const address of [
        'https://example.com/',
        'http://127.0.0.1:9/',
        'file:///etc/passwd',
        'app://print/anything',
        'app://bundle/../../package.json',
        'app://bundle/%2e%2e/%2e%2e/package.json',
        'app://bundle/main.cjs',
      ]) {
        results[address] = await fetch(address).then(
          (answer) => answer.status,
          () => 'refused',
        )
      }
      return results
    })
    expect(Object.values(reached)).toEqual(['refused', 'refused', 'refused', 'refused', 404, 404, 404])
    const posted = await screen.page.evaluate(() =>
      fetch('app://bundle/', { method: 'POST', body: 'x' }).then((answer) => answer.status),
    )
    expect(posted).toBe(405)
  })

  it('runs no inline script and no eval', async () => {
    const ran = await screen.page.evaluate(async () => {
      const script = document.createElement('script')
      script.textContent = 'globalThis.injected = true'
      document.body.append(script)
      const image = document.createElement('img')
      image.setAttribute('onerror', 'globalThis.injected = true')
      image.src = 'app://bundle/missing.png'
      document.body.append(image)
      await new Promise((done) => image.addEventListener('error', done))
      let evaluated: unknown
      try {
        evaluated = Reflect.construct(Function, ['return 1'])
      } catch (error) {
        evaluated = (error as Error).name
      }
      return { injected: 'injected' in globalThis, evaluated }
    })
    expect(ran).toEqual({ injected: false, evaluated: 'EvalError' })
  })
})

describe('the program', () => {
  it('is run by an ordinary user, its pages inside Chromium’s sandbox', () => {
    const family = familyOf(screen.app.process().pid ?? 0)
    expect(family.filter((id) => commandOf(id).includes('--no-sandbox'))).toEqual([])
    expect(statusOf(family[0] ?? 0, 'Uid').split('\t')).not.toContain('0')
    const page = processOf('--type=renderer')
    // 2: a filter decides on each system call. Its own namespaces: it sees no other process.
    expect(statusOf(page, 'Seccomp')).toBe('2')
    expect(statusOf(page, 'NSpid').split('\t').length).toBeGreaterThan(1)
  })

  it('runs the engine in a process of Electron’s own', () => {
    expect(processOf('node.mojom.NodeService')).toBeGreaterThan(0)
  })

  it('is there once for a profile: a second start shows the first window', async () => {
    const second = spawnDesktop(table.path('profile'))
    const [code] = await once(second, 'exit')
    expect(code).toBe(0)
    expect(screen.page.isClosed()).toBe(false)
  })

  it('ends when its window is closed before the page is there, and complains of nothing', async () => {
    const impatient = table.path('impatient.cjs')
    writeFileSync(
      impatient,
      `const { app } = require('electron')
      app.on('web-contents-created', (_event, contents) => contents.once('did-start-loading', () => app.quit()))`,
    )
    const program = spawnDesktop(table.path('impatient'), { before: impatient })
    try {
      // A box with a complaint would keep the program for as long as nobody presses its button.
      const [code] = await once(program, 'exit', { signal: AbortSignal.timeout(60_000) })
      expect(code).toBe(0)
    } finally {
      program.kill('SIGKILL')
    }
  })

  it('starts the engine again when it ends, says so, and lost nothing', async () => {
    const { page } = screen
    // A page that is still being loaded can not be loaded again. Of a navigation that was refused above nothing is waited for.
    await page.waitForLoadState()
    await page.reload()
    await foundDistrict(page, '示范区司法局', '周永贵')
    const pid = processOf('node.mojom.NodeService')
    expect(pid).toBeGreaterThan(0)
    process.kill(pid, 'SIGKILL')
    await page.getByText('数据引擎已重新启动').waitFor()
    await signIn(page)
    await page.getByText('示范区司法局').first().waitFor()
  })
})
