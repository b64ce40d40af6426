import type { EngineCall } from '../../shared/contract'
import type { FileToken } from '../../shared/contract/types'
import type { Bridge, Chosen, HostInfo, Question, Reply, Stick } from '../../shared/wire'

export interface FilePicking {
  /** Empty when the person closes the dialog. `extensions` without a dot. */
  openFile(options: Question<'files.open'>): Promise<Reply<'files.open'>>
  openFolder(options: Question<'files.folder'>): Promise<Reply<'files.folder'>>
  saveFile(options: Question<'files.save'>): Promise<Reply<'files.save'>>
  /** Names of the files that were opened with the program (a double click) and that no screen has taken yet. */
  waiting(): Promise<Reply<'files.waiting'>>
  /** The same files, taken: nobody gets them a second time. */
  take(): Promise<Reply<'files.take'>>
  /** Shows a written file in its folder; null where the browser keeps its downloads itself. */
  readonly show: ((token: Chosen['token']) => Promise<boolean>) | null
  /** Hands a written file over: the loopback host downloads it, on the desktop it is where the person chose. */
  deliver(written: { readonly token: Chosen['token']; readonly file: string }): void
}

/** What only a program of its own can do on this machine; absent in a browser. */
export interface Machine {
  /** The sticks that are in, the one that was used last first. */
  sticks(): Promise<readonly Stick[]>
  /** A stick's folder; nothing when it was pulled out meanwhile. */
  chooseStick(id: string): Promise<Chosen | null>
  /** Has the system open an installer that the engine laid out; false where it knows no program for it. */
  runInstaller(installer: string): Promise<boolean>
  /** Has the system say how much is due. */
  noticeDue(due: Question<'host.due'>): Promise<Reply<'host.due'>>
}

/** What the build wrote beside the page, and what the window's runtime brings. */
export interface Papers {
  /** The text of such a file; null where there is none. @throws Error when the host does not answer */
  read(
    file: 'build.json' | 'licenses.json' | 'licenses/electron.txt' | 'licenses/chromium.html',
  ): Promise<string | null>
}

export interface PaperOutput {
  /** Opens the print dialog for a whole HTML document. */
  print(standaloneHtml: string): Promise<void>
  /** Writes a PDF to a chosen file; null where the host can only print. */
  readonly pdf: ((standaloneHtml: string, token: FileToken) => Promise<void>) | null
}

/** Everything the window asks of the outside; two implementations, nothing else touches the host. */
export interface Transport {
  readonly call: EngineCall
  /** Listens to one event; the answer stops listening. */
  readonly subscribe: Bridge['subscribe']
  readonly files: FilePicking
  readonly printing: PaperOutput
  readonly papers: Papers
  readonly machine: Machine | null
  /** Opens the separate profile to practise in; null where this is it, or where there is none. */
  readonly openPractice: (() => Promise<boolean>) | null
  readonly host: HostInfo
}
