import { randomUUID } from 'node:crypto'
import { BrowserWindow } from 'electron'
import { liesAcross } from '../../shared/paper/print-style'
import type { EngineProcess } from './engine-process'
import { pageScheme, printHost } from './security'

/** Prints pages that are already laid out: A4, no margins of the printer's, nothing added. */
export interface Printing {
  /** The page behind an id while it is printed. */
  pageOf(id: string): string | undefined
  /** Opens the system's print dialog; false when the person closes it. */
  print(html: string): Promise<boolean>
  /** Writes a PDF and answers its size. @throws AppError `file.unwritable`, `file.no-space` */
  pdf(html: string, path: string): Promise<number>
}

/**
 * Keeps the pages under print and the hidden windows that show them, without scripts.
 * @param write puts a file where the person chose to; the engine does, whose next start removes what a crash leaves half written
 */
export function createPrinting(write: EngineProcess['write']): Printing {
  const pages = new Map<string, string>()

  async function withPage<T>(html: string, use: (window: BrowserWindow) => Promise<T>): Promise<T> {
    const id = randomUUID()
    pages.set(id, html)
    const window = new BrowserWindow({
      show: false,
      webPreferences: { sandbox: true, javascript: false, contextIsolation: true, spellcheck: false },
    })
    try {
      await window.loadURL(`${pageScheme}://${printHost}/${id}`)
      return await use(window)
    } finally {
      pages.delete(id)
      window.destroy()
    }
  }

  return {
    pageOf: (id) => pages.get(id),
    print: (html) =>
      withPage(
        html,
        (window) =>
          new Promise((done) => {
            window.webContents.print(
              { printBackground: true, margins: { marginType: 'none' }, landscape: liesAcross(html) },
              (printed) => done(printed),
            )
          }),
      ),
    pdf: (html, path) =>
      withPage(html, async (window) => {
        const content = await window.webContents.printToPDF({
          printBackground: true,
          preferCSSPageSize: true,
          margins: { top: 0, bottom: 0, left: 0, right: 0 },
        })
        await write(path, content)
        return content.byteLength
      }),
  }
}
