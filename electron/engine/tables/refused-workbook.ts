import { type Cell, type CellValue, writeXlsx } from 'hucre'
import type { Output, Parsed } from '../../../shared/contract'
import type { Kind } from '../../../shared/definition/define'
import { problemText } from '../../../shared/field-problems'
import { sentenceFor } from '../../../shared/messages'
import type { ReadTable } from '../../../shared/paste/read-table'
import { targetsOf } from '../../../shared/paste/targets'
import type { OpenContext } from '../context'
import { handOutFile } from '../handout/hand-out'
import { type PlannedLine, planTable } from './plan'
import { readAsked } from './source'

const AUTHOR = '院坝普法台'
const REASON = '没有导入的原因'
const SIMILAR = '可能已经登记过，请核对；确实是另一条的，导入时选“作为新的导入”。'

/**
 * Writes the lines that were not taken as a workbook: the heading and the words as they came, each reason in a comment on its cell and
 * again behind the line. Mended there, the file can be imported as it is. @throws AppError as `readAsked`, `file.unwritable`
 */
export async function writeRefused(
  ctx: OpenContext,
  asked: Parsed<'tables.writeRefused'>,
): Promise<Output<'tables.writeRefused'>> {
  const { kind, table } = await readAsked(ctx, asked)
  const lines = planTable(ctx, kind, table, asked).filter(
    ({ fate }) => fate === 'refused' || fate === 'similar',
  )
  const facts = { kind: kind.name, rows: lines.length, format: 'xlsx' }
  const written = await handOutFile(ctx, 'tables.writeRefused', facts, ctx.pathOf(asked.to), () =>
    workbookOf(kind, table, lines),
  )
  return { ...written, rows: lines.length }
}

async function workbookOf(
  kind: Kind,
  { columns }: ReadTable,
  lines: readonly PlannedLine[],
): Promise<Uint8Array> {
  const labels = new Map(targetsOf(kind).map(({ key, label }) => [key, label]))
  const head = columns.map(({ heading, target }) => heading || (labels.get(target ?? '') ?? ''))
  const rows: CellValue[][] = [[...head, REASON]]
  const cells = new Map<string, Partial<Cell>>()
  for (const planned of lines) {
    const at = rows.length
    const reasons = reasonsOf(planned, labels)
    rows.push([
      ...columns.map((_, column) => planned.line.words[column] ?? ''),
      reasons.map(({ text }) => text).join('\n'),
    ])
    for (const [column, texts] of Map.groupBy(reasons, ({ field }) =>
      columns.findIndex(({ target }) => target === field),
    ))
      cells.set(`${at},${column < 0 ? columns.length : column}`, {
        comment: { author: AUTHOR, text: texts.map(({ text }) => text).join('\n') },
      })
  }
  return writeXlsx({ sheets: [{ name: `${kind.label}没有导入的行`.slice(0, 31), rows, cells }] })
}

function reasonsOf(
  { fate, problems, error }: PlannedLine,
  labels: ReadonlyMap<string, string>,
): readonly { readonly field: string; readonly text: string }[] {
  if (error) return [{ field: '', text: sentenceFor(error.toBody()) }]
  if (fate === 'similar') return [{ field: '', text: SIMILAR }]
  return problems.map((problem) => {
    const [field = ''] = problem.field.split('/')
    return { field, text: problemText(problem, labels.get(field) ?? problem.field) }
  })
}
