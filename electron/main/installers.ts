import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../shared/errors'

/** Runs installers that the engine laid out, and nothing else: by their name in that one folder. */
export interface Installers {
  /** False where the system knows no program that installs it: the person is told how to do it by hand. */
  run(name: string): Promise<boolean>
  /** Empties the folder: whatever lies there is installed by now, or was not wanted. */
  sweep(): void
}

export interface InstallersOptions {
  /** Where the engine lays installers out, each checked as it was written. */
  readonly folder: string
  readonly platform: NodeJS.Platform
  /** Has the system open a file. @returns why it did not, or nothing (Electron's `shell.openPath`) */
  open(path: string): Promise<string>
  /** Closes the window as a person does, so that nothing is lost: a setup of Windows replaces no running program. */
  leave(): void
  readonly log: { warn(text: string): void }
}

export function keepInstallers({ folder, platform, open, leave, log }: InstallersOptions): Installers {
  return {
    async run(name) {
      const path = join(folder, name)
      if (!existsSync(path)) throw new AppError('file.unknown')
      const trouble = await open(path)
      if (trouble !== '') log.warn(`no installer was opened: ${trouble}`)
      else if (platform === 'win32') leave()
      return trouble === ''
    },
    sweep() {
      try {
        rmSync(folder, { recursive: true, force: true })
      } catch (error) {
        // The setup that has just started this program may not be over yet.
        log.warn(`an installer stays: ${String(error)}`)
      }
    },
  }
}
