import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { listPackage } from '@electron/asar'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { reachable } from '../../../build/reachable.mjs'
import { fileNeeds } from '../../support/machine/needs'
import { type ChildProcess, execFileSync, spawn } from '../../support/machine/programs'
import { homeOfOrdinaryUser, ordinaryUser } from '../../support/screens/ordinary-user'
import { layTable, root, until } from '../../support/screens/screen'

fileNeeds('window')

const folder = join(root, 'release/test/linux-unpacked')
const table = layTable()
const started: ChildProcess[] = []

beforeAll(() => {
  const made = execFileSync(
    process.execPath,
    [join(root, 'build/package.mjs'), '--dir', '--test-electron', '--built'],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' },
  )
  expect(made.trim()).toBe(folder)
})
afterAll(async () => {
  for (const child of started) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
  table.clear()
})

/** Starts the packaged program, with everything set that a fuse must ignore, and answers its DevTools port. */
async function start(profile: string): Promise<string> {
  const program = join(
    reachable(folder, () => table.path('package')),
    'yuanba',
  )
  const child = spawn(program, ['--disable-gpu', '--remote-debugging-port=0'], {
    ...ordinaryUser,
    env: {
      ...process.env,
      ...homeOfOrdinaryUser(dirname(profile)),
      YUANBA_PROFILE: profile,
      ELECTRON_RUN_AS_NODE: '1',
      NODE_OPTIONS: '--require=/nowhere',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  started.push(child)
  let text = ''
  for await (const chunk of child.stderr.setEncoding('utf8') as AsyncIterable<string>) {
    text += chunk
    const port = /ws:\/\/127\.0\.0\.1:(\d+)\//.exec(text)?.[1]
    if (port !== undefined) return port
  }
  throw new Error(`the packaged program ended: ${text}`)
}

interface Listed {
  readonly url: string
  readonly title: string
  readonly webSocketDebuggerUrl: string
}

/** What DevTools lists as the app's page, once it has loaded. */
async function pageOf(port: string): Promise<Listed> {
  return until('the page of the packaged app', async () => {
    const listed = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as Listed[]
    return listed.find(({ url, title }) => url.startsWith('app://bundle/') && title.endsWith('院坝普法台'))
  })
}

/** Evaluates in the page. Playwright cannot join a fused program: Electron's DevTools knows no browser contexts. */
function evaluate(address: string, expression: string): Promise<unknown> {
  return new Promise((done, failed) => {
    const socket = new WebSocket(address)
    socket.addEventListener('error', () => failed(new Error('no DevTools')))
    socket.addEventListener('open', () =>
      socket.send(
        JSON.stringify({
          id: 1,
          method: 'Runtime.evaluate',
          params: { expression, awaitPromise: true, returnByValue: true },
        }),
      ),
    )
    socket.addEventListener('message', ({ data }) => {
      const message = JSON.parse(String(data))
      if (message.id !== 1) return
      socket.close()
      if (message.error) failed(new Error(message.error.message))
      else done(message.result.result.value)
    })
  })
}

describe('the packaged folder', () => {
  it('has the fuses set that the shipped one has', async () => {
    const wire = await getCurrentFuseWire(join(folder, 'yuanba'))
    const expected: readonly [FuseV1Options, FuseState][] = [
      [FuseV1Options.RunAsNode, FuseState.DISABLE],
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable, FuseState.DISABLE],
      [FuseV1Options.EnableNodeCliInspectArguments, FuseState.DISABLE],
      [FuseV1Options.EnableCookieEncryption, FuseState.ENABLE],
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, FuseState.ENABLE],
      [FuseV1Options.OnlyLoadAppFromAsar, FuseState.ENABLE],
    ]
    for (const [fuse, state] of expected)
      expect([FuseV1Options[fuse], wire[fuse]]).toEqual([FuseV1Options[fuse], state])
  })

  it('holds the app and one addon, and nothing of the sources or the tools', () => {
    const files = listPackage(join(folder, 'resources/app.asar'), { isPack: false })
    const outside = files.filter((file) => !/^\/(dist|node_modules|LICENSE$|package\.json$)/.test(file))
    expect(outside).toEqual([])
    expect(files.filter((file) => file.endsWith('.node'))).toEqual([
      '/node_modules/better-sqlite3/prebuilds/linux-x64.node',
    ])
    expect(files.filter((file) => /^\/node_modules\/(?!better-sqlite3(\/|$))./.test(file))).toEqual([])
    expect(files).toContain('/dist/renderer/index.html')
    expect(readdirSync(join(folder, 'resources')).sort()).toEqual(['app.asar', 'app.asar.unpacked'])
  })

  it('starts, as the app and not as Node, and shows the first screen over its own engine', async () => {
    const port = await start(table.path('profile'))
    const page = await pageOf(port)
    const state = await evaluate(
      page.webSocketDebuggerUrl,
      "window.yuanba.invoke('engine.call', { name: 'profile.state', input: {} }).then((answer) => answer.ok.state)",
    )
    expect(state).toBe('none')
    const { notice } = (await evaluate(
      page.webSocketDebuggerUrl,
      "window.yuanba.invoke('host.info', {})",
    )) as {
      readonly notice: string
    }
    expect(notice).toContain('不得录入真实数据')
  })

  it('lets a second thread check the data, out of the archive', async () => {
    const page = await pageOf(await start(table.path('worker')))
    const person = "{ unit: '示范区', user: '李管理', passphrase: '院坝里的桂花开了' }"
    const isWhole = await evaluate(
      page.webSocketDebuggerUrl,
      `const ask = (name, input) => window.yuanba.invoke('engine.call', { name, input })
       ask('profile.createDistrict', ${person}).then(() => ask('safety.verify', {})).then((answer) => answer.ok.ok)`,
    )
    expect(isWhole).toBe(true)
  })

  it('says in a file of its own that it is not to be distributed', () => {
    expect(existsSync(join(folder, '仅供测试，不得分发.txt'))).toBe(true)
  })
})
