import type { DocumentModel } from '../../../shared/reports/document'
import { layOut } from '../../../shared/reports/layout'
import { type PageMarks, pagesMarkup } from '../../../shared/reports/markup'
import { standaloneHtml } from '../../../shared/reports/print-style'

/** The printed pages as one HTML file that needs nothing else. */
export function toHtml(document: DocumentModel, marks?: PageMarks): string {
  return standaloneHtml(document.title, pagesMarkup(layOut(document), marks))
}
