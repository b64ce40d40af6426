import type { EngineCall, EngineEvents, EventName } from '../../shared/contract'
import type { FileToken } from '../../shared/contract/types'

/** A file or folder that the person chose: the engine's token for it, and the name to show. */
export interface PickedFile {
  readonly token: FileToken
  readonly name: string
}

/** Which host stands behind the window, and what it wants said on every screen. */
export interface HostInfo {
  readonly kind: 'desktop' | 'loopback'
  readonly notice: string | null
  /** What the window runs on; null in a browser. */
  readonly window: { readonly electron: string; readonly chromium: string } | null
}

export interface FilePicking {
  /** Empty when the person closes the dialog. `extensions` without a dot. */
  openFile(options: {
    readonly title: string
    readonly extensions: readonly string[]
    readonly multiple: boolean
  }): Promise<readonly PickedFile[]>
  openFolder(options: { readonly title: string }): Promise<PickedFile | null>
  saveFile(options: { readonly title: string; readonly suggestedName: string }): Promise<PickedFile | null>
  /** Names of the files that were opened with the program (a double click) and that no screen has taken yet. */
  waiting(): Promise<readonly string[]>
  /** The same files, taken: nobody gets them a second time. */
  take(): Promise<readonly PickedFile[]>
  /** Hands a written file over: the loopback host downloads it, on the desktop it is where the person chose. */
  deliver(written: { readonly token: FileToken; readonly file: string }): void
}

/** What the build wrote beside the page. */
export interface Papers {
  /** The text of such a file; null where there is none. @throws Error when the host does not answer */
  read(
    file: 'build.json' | 'licenses.json' | 'licenses/electron.txt' | 'licenses/chromium.html',
  ): Promise<string | null>
}

export interface Printing {
  /** Opens the print dialog for a whole HTML document. */
  print(standaloneHtml: string): Promise<void>
  /** Writes a PDF to a chosen file; null where the host can only print. */
  readonly pdf: ((standaloneHtml: string, token: FileToken) => Promise<void>) | null
}

/** Everything the window asks of the outside; two implementations, nothing else touches the host. */
export interface Transport {
  readonly call: EngineCall
  /** Listens to one engine event; the answer stops listening. */
  subscribe<E extends EventName>(event: E, listener: (payload: EngineEvents[E]) => void): () => void
  readonly files: FilePicking
  readonly printing: Printing
  readonly papers: Papers
  readonly host: HostInfo
}
