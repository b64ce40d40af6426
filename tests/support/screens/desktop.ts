import { copyFileSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { _electron, type ElectronApplication } from 'playwright-core'
import { asked } from '../machine/needs'
import { type ChildProcessWithoutNullStreams, spawn } from '../machine/programs'
import { asOrdinaryUser, homeOfOrdinaryUser, ordinaryUser } from './ordinary-user'
import { fileIn, type OpenScreen, patience, runtime, type Screen, watch, watchWarnings } from './screen'

export interface DesktopScreen extends Screen {
  readonly app: ElectronApplication
}

/** How the program is started over a profile, on the test Electron, by an ordinary user; `words` follow on its command line. */
function startUp(profile: string, { app = runtime('YUANBA_TEST_APP'), words = [] }: Otherwise = {}) {
  asked('window')
  const folder = dirname(profile)
  return {
    executablePath: runtime('YUANBA_TEST_ELECTRON'),
    // There is no graphics card here: a process for it fails at its start, now and then without being replaced.
    args: ['--disable-gpu', app, ...words],
    env: { ...process.env, ...homeOfOrdinaryUser(folder), YUANBA_PROFILE: profile, LANG: 'zh_CN.UTF-8' },
  }
}

interface Otherwise {
  /** A script that Electron loads before the program. */
  readonly before?: string
  /** Another folder of the program than the one that was built. */
  readonly app?: string
  /** What follows on the command line, as a double click on files gives it. */
  readonly words?: readonly string[]
}

/** Starts the program as a person does, with nobody driving it; what it says on the console can be read. */
export function spawnDesktop(
  profile: string,
  { before, ...otherwise }: Otherwise = {},
): ChildProcessWithoutNullStreams {
  const { executablePath, args, env } = startUp(profile, otherwise)
  const child = spawn(executablePath, before ? ['-r', before, ...args] : args, { ...ordinaryUser, env })
  child.stdout.resume()
  child.stderr.resume()
  return child
}

/** Stands in for the person at the system's file dialogs: folders and saves go to the stick. */
async function answerDialogs(app: ElectronApplication, stick: string): Promise<void> {
  await app.evaluate(({ dialog }, folder) => {
    const state = globalThis as { chosen?: string[] }
    const open = async (...args: unknown[]) => {
      const options = args.at(-1) as { properties?: string[] }
      const paths = options.properties?.includes('openDirectory') ? [folder] : (state.chosen ?? [])
      return { canceled: paths.length === 0, filePaths: paths }
    }
    const save = async (...args: unknown[]) => {
      const { defaultPath = '' } = args.at(-1) as { defaultPath?: string }
      return { canceled: false, filePath: `${folder}/${defaultPath.split('/').at(-1)}` }
    }
    Object.assign(dialog, { showOpenDialog: open, showSaveDialog: save })
  }, stick)
}

/**
 * What the driver gives an Electron that it finds itself: the program starts only once the driver listens. Without it a
 * window that loads its page in that moment is waited for in vain.
 */
const driverLoader = join(
  dirname(require.resolve('playwright-core/package.json')),
  'lib/server/electron/loader.js',
)

/** Opens the app in its window, with `words` on its command line, as a double click on files does. */
export async function openDesktop(
  profile: string,
  stick: string,
  words: readonly string[] = [],
): Promise<DesktopScreen> {
  mkdirSync(stick, { recursive: true })
  const folder = dirname(profile)
  const loader = join(folder, 'driver-loader.cjs')
  mkdirSync(folder, { recursive: true })
  // A copy, because the ordinary user may not get to the checkout.
  copyFileSync(driverLoader, loader)
  const { executablePath, args, env } = startUp(profile, { words })
  const app = await _electron.launch({
    executablePath: asOrdinaryUser(executablePath, folder),
    args: ['-r', loader, ...args],
    env,
    // Without it the driver switches the sandbox off.
    chromiumSandbox: true,
  })
  const page = await app.firstWindow()
  page.setDefaultTimeout(patience)
  const seen = watch(page)
  watchWarnings(app.process().stderr, seen.complaints)
  await answerDialogs(app, stick)
  return {
    app,
    page,
    stick,
    ...seen,
    async choose(...paths) {
      await app.evaluate(
        (_electronModule, list) => {
          Object.assign(globalThis, { chosen: list })
        },
        [...paths],
      )
    },
    received: (name) => fileIn(stick, name),
    close: () => app.close(),
  }
}

export const desktopScreens: OpenScreen = openDesktop
