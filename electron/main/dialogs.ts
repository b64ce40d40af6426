import { basename, join } from 'node:path'
import { app, type BrowserWindow, dialog } from 'electron'
import type { FileToken } from '../../shared/contract/types'
import type { Checked, Chosen } from '../../shared/wire'

/** File dialogs: the page learns a token and a name, never a path. */
export interface Dialogs {
  open(window: BrowserWindow, input: Checked<'files.open'>): Promise<readonly Chosen[]>
  folder(window: BrowserWindow, input: Checked<'files.folder'>): Promise<Chosen | null>
  save(window: BrowserWindow, input: Checked<'files.save'>): Promise<Chosen | null>
  /** Keeps the path behind a token that somebody else was given for what the person chose. */
  keep(chosen: Chosen, path: string): void
  /** The path behind a token of this run; undefined for anything else. */
  pathOf(token: string): string | undefined
}

/** Windows lists what was opened lately for whoever sits down next: the names of what people took along are none of it. */
const unremembered = ['dontAddToRecent'] as const

/**
 * @param grant makes the engine's token for a path
 * @param start where a dialog for files with these extensions, or for a folder, begins; undefined: the system's own place
 */
export function createDialogs(
  grant: (path: string) => Promise<FileToken>,
  start: (extensions?: readonly string[]) => string | undefined,
): Dialogs {
  const paths = new Map<string, string>()

  async function chosen(path: string): Promise<Chosen> {
    const token = await grant(path)
    paths.set(token, path)
    return { token, name: basename(path) || path }
  }

  const begun = (extensions?: readonly string[]): { readonly defaultPath?: string } => {
    const path = start(extensions)
    return path === undefined ? {} : { defaultPath: path }
  }

  return {
    async open(window, { title, extensions, multiple }) {
      const answer = await dialog.showOpenDialog(window, {
        title,
        ...begun(extensions),
        filters: extensions.length > 0 ? [{ name: title, extensions: [...extensions] }] : [],
        properties: [
          ...unremembered,
          ...(multiple ? (['openFile', 'multiSelections'] as const) : (['openFile'] as const)),
        ],
      })
      return answer.canceled ? [] : Promise.all(answer.filePaths.map(chosen))
    },
    async folder(window, { title }) {
      const answer = await dialog.showOpenDialog(window, {
        title,
        properties: [...unremembered, 'openDirectory', 'createDirectory'],
        ...begun(),
      })
      const [path] = answer.filePaths
      return answer.canceled || path === undefined ? null : chosen(path)
    },
    async save(window, { title, suggestedName }) {
      const answer = await dialog.showSaveDialog(window, {
        title,
        properties: [...unremembered],
        defaultPath: join(app.getPath('documents'), basename(suggestedName)),
      })
      return answer.canceled || answer.filePath === undefined || answer.filePath === ''
        ? null
        : chosen(answer.filePath)
    },
    keep: ({ token }, path) => {
      paths.set(token, path)
    },
    pathOf: (token) => paths.get(token),
  }
}
