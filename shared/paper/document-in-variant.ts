import { printedText, type Variant } from '../privacy/variant'
import type { DocumentModel, Run } from './document'

/** A document as a variant shows it: what people wrote into it loses numbers of people; figures stay as they are. */
export function documentIn(document: DocumentModel, variant: Variant): DocumentModel {
  if (variant === 'internal') return document
  const told = (run: Run): Run =>
    run.figure === undefined && run.number === undefined
      ? { ...run, text: printedText(run.text, variant) }
      : run
  return {
    ...document,
    blocks: document.blocks.map((block) =>
      block.type === 'heading' || block.type === 'paragraph'
        ? { ...block, runs: block.runs.map(told) }
        : block.type === 'table'
          ? { ...block, rows: block.rows.map((row) => ({ ...row, cells: row.cells.map(told) })) }
          : block,
    ),
  }
}
