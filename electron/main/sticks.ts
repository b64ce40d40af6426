import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import type { BrowserWindow } from 'electron'
import type { FileToken } from '../../shared/contract/types'
import type { Chosen, Stick, SticksNews } from '../../shared/wire'

/** A stick and where the system shows it. */
interface Mounted extends Stick {
  readonly path: string
}

/** The sticks that are in, as the page may know them. */
export interface Sticks {
  /** The one that was used last first. */
  list(): readonly Stick[]
  /** A stick's folder with its token; null when it was pulled out meanwhile. */
  choose(id: string): Promise<{ readonly chosen: Chosen; readonly path: string } | null>
  /**
   * Where a dialog begins: the stick that was used last, else the only one; for files that no stick carries to and fro, nowhere.
   * @param extensions of the files that are looked for; none: a folder
   */
  start(extensions?: readonly string[]): string | undefined
}

export interface SticksOptions {
  /** Makes the engine's token for a path. */
  grant(path: string): Promise<FileToken>
  /** Hears what came and what went. */
  tell(news: SticksNews): void
  /** What is mounted now. */
  look(): readonly Mounted[]
  /** The label of the stick that was used last, kept between starts. */
  readonly used: { read(): string | undefined; write(label: string): void }
}

/** What is carried: bundles, joining files, backups and update packages. Tables and pictures lie on the computer. */
const carried: ReadonlySet<string> = new Set(['ybb', 'ybj', 'ybk', 'ybu'])

/** Keeps a list of the sticks. `again` looks anew: call it when something may have changed. */
export function keepSticks({ grant, tell, look, used }: SticksOptions): Sticks & { again(): void } {
  let mounted = look()
  const inOrder = (): readonly Mounted[] => {
    const last = used.read()
    return [...mounted].sort((one, other) => Number(other.label === last) - Number(one.label === last))
  }
  return {
    list: () => inOrder().map(({ id, label }) => ({ id, label })),
    async choose(id) {
      const stick = mounted.find((one) => one.id === id)
      if (!stick || !existsSync(stick.path)) return null
      used.write(stick.label)
      return { chosen: { token: await grant(stick.path), name: stick.label }, path: stick.path }
    },
    start(extensions = []) {
      if (!extensions.every((one) => carried.has(one))) return undefined
      const [first, ...others] = inOrder()
      return first && (others.length === 0 || first.label === used.read()) ? first.path : undefined
    },
    again() {
      const [before, now] = [mounted, look()]
      mounted = now
      const missing = (from: readonly Mounted[], among: readonly Mounted[]): string[] =>
        from.filter(({ id }) => !among.some((one) => one.id === id)).map(({ label }) => label)
      const news = { came: missing(now, before), gone: missing(before, now) }
      if (news.came.length + news.gone.length > 0) tell(news)
    },
  }
}

/** Where desktops of Linux show a stick that was put in: udisks in both, UOS and Kylin among them. */
const shownUnder = /^\/(run\/)?media\/(?<label>.+)$/

/**
 * Sticks among the lines of `/proc/self/mountinfo` (proc_pid_mountinfo(5): the fifth field is the place, with blanks and
 * backslashes as `\\040` and `\\134`; the source stands two fields behind the dash).
 */
export function sticksOfLinux(mountinfo: string): readonly Mounted[] {
  return mountinfo.split('\n').flatMap((line) => {
    const fields = line.split(' ')
    const path = (fields[4] ?? '').replace(/\\([0-7]{3})/g, (_, octal: string) =>
      String.fromCharCode(Number.parseInt(octal, 8)),
    )
    const source = fields[fields.indexOf('-') + 2] ?? ''
    const label = shownUnder.exec(path)?.groups?.label?.split('/').at(-1)
    return label && source.startsWith('/dev/') ? [{ id: idOf(path), path, label }] : []
  })
}

/** The page learns no path: a mount point holds the name of who is signed in to the system. */
const idOf = (path: string): string => createHash('sha256').update(path).digest('hex').slice(0, 16)

const letters = [...'DEFGHIJKLMNOPQRSTUVWXYZ']

/**
 * On Windows a drive that was not there when the program began is one that was put in since; which of the others are sticks
 * nothing tells without another program. @param isThere whether a path exists
 */
export function drivesOfWindows(isThere: (path: string) => boolean): () => readonly Mounted[] {
  const here = (): readonly string[] => letters.filter((letter) => isThere(`${letter}:\\`))
  const fixed = new Set(here())
  return () =>
    here()
      .filter((letter) => !fixed.has(letter))
      .map((letter) => ({ id: letter, path: `${letter}:\\`, label: `${letter}:` }))
}

/** How to look for sticks on this system. */
export function lookForSticks(): () => readonly Mounted[] {
  if (process.platform === 'win32') return drivesOfWindows(existsSync)
  if (process.platform === 'linux') return () => sticksOfLinux(readFileSync('/proc/self/mountinfo', 'utf8'))
  return () => []
}

/** A device came or went (winuser.h, WM_DEVICECHANGE). */
const DEVICE_CHANGE = 0x0219
const everyMs = 3000

/** Has `again` called when something may have changed, as long as the window is there. */
export function whenDevicesChange(window: BrowserWindow, again: () => void): void {
  if (process.platform === 'win32') {
    // The letter comes a moment after the word.
    window.hookWindowMessage(DEVICE_CHANGE, () => setTimeout(again, 1000))
    return
  }
  const timer = setInterval(again, everyMs)
  window.once('closed', () => clearInterval(timer))
}
