import type { DocumentModel } from '../../../shared/paper/document'
import { layOut } from '../../../shared/paper/layout'
import { type PageMarks, pagesMarkup } from '../../../shared/paper/markup'
import { standaloneHtml } from '../../../shared/paper/print-style'

/** The printed pages as one HTML file that needs nothing else. */
export function toHtml(document: DocumentModel, marks?: PageMarks): string {
  return standaloneHtml(document.title, pagesMarkup(layOut(document), marks))
}
