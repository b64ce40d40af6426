import type { Block, DocumentModel, Run } from '../paper/document'
import { fittedColumns } from '../record-page/columns'
import { typedBlocks } from '../reports/skeleton'
import { breakMark, type FormLine, readLine } from './lines'

type Table = Extract<Block, { type: 'table' }>
type Entry = Extract<Block, { type: 'form' }>['rows'][number][number]

/** How the lines of a form are changed, for whoever changes them before printing. */
export const FORM_HELP =
  '打印前可以修改；修改只保存在这台电脑上，不改变登记的内容。用“｜”隔开的是表格的一行，“↵”表示单元格内换行，其余每行为一段。'

/** More columns than this stand in no line of A4. */
const mostColumns = 12
/** More labels than this beside one another leave their values no room. */
const mostBeside = 4
const mostBlankRows = 60
/** Characters that a column to be written in by hand asks for. */
const handWidth = '　　　　　'
/** Characters of a label that stand on one line. */
const labelCharacters = 4
/** Labels of what is signed or sealed. */
const signed = /签名|签字|盖章|印章|指印|手印|^确认人/
/** 一、二、三、: a heading of the first level, unless a sentence goes on behind it. */
const firstLevel = /^[一二三四五六七八九十]+、[^。；]{1,30}$/

/**
 * A filled form as a document of GB/T 9704 type under its title. Any text is a document: a line that says nothing of itself is a
 * paragraph. Lines:
 * - `姓名｜张三｜性别｜男`: labels and values of one row of a form; rows that follow one another are one form.
 * - `表头：`, `表行：`, `空表：行数｜`: a table; `表名：` names it.
 * - `标题：`: what stands over the page instead of the form's own title.
 * - `居中：`, `顶格：`: a paragraph in the middle, or without its indent.
 * - `落款：单位｜日期`: who signs and when.
 * - `一、`, `（一）`, `1.`: headings by level.
 */
export function formDocument(title: string, text: string): DocumentModel {
  const lines = text.split('\n').map(readLine)
  const own = lines.flatMap((line) => (line.type === 'title' ? line.cells.join('') : []))
  const heading = own[0] || title
  const blocks: Block[] = [{ type: 'heading', level: 0, runs: [{ text: heading }] }]
  let open: Entry[][] | undefined
  let table: Sketch | undefined
  let caption = ''
  const close = (): void => {
    if (open) blocks.push({ type: 'form', name: title, rows: open })
    if (table) blocks.push(tableOf(table))
    open = undefined
    table = undefined
  }
  for (const line of lines) {
    if (line.type === 'entries') {
      if (table) close()
      open = [...(open ?? []), ...entriesOf(line.cells)]
      continue
    }
    if (line.type === 'row' && table) {
      table.rows.push(line.cells.slice(0, table.heads.length))
      continue
    }
    close()
    if (line.type === 'head' || line.type === 'blank') table = sketch(line, caption)
    else blocks.push(...textBlocks(line))
    // A list of which there are no rows leaves its name behind.
    caption = line.type === 'name' ? line.cells.join('') : ''
  }
  close()
  return { title, blocks, figures: [] }
}

/** A table that is being read. */
interface Sketch {
  readonly caption: string
  readonly heads: readonly string[]
  readonly rows: (readonly string[])[]
  /** Rows are to be written by hand, and high enough. */
  readonly blank: boolean
}

function sketch({ type, cells }: Extract<FormLine, { cells: unknown }>, caption: string): Sketch {
  if (type === 'head') return { caption, heads: cells.slice(0, mostColumns), rows: [], blank: false }
  const [count = '', ...heads] = cells
  const rows = Math.min(mostBlankRows, Math.max(1, Number.parseInt(count, 10) || 1))
  const kept = heads.slice(0, mostColumns)
  return {
    caption,
    heads: kept,
    rows: Array.from({ length: rows }, (_, at) =>
      kept.map((head) => (head === '序号' ? String(at + 1) : '')),
    ),
    blank: true,
  }
}

function tableOf({ caption, heads, rows, blank }: Sketch): Table {
  const isEmpty = (at: number): boolean => rows.every((cells) => (cells[at] ?? '') === '')
  const sample = heads.map((_, at) => (isEmpty(at) ? handWidth : ''))
  const labels = heads.length > 0 ? heads : ['']
  return {
    type: 'table',
    caption,
    ...(!blank && { dense: true }),
    columns: fittedColumns(
      labels.map((label) => ({ label, align: label === '序号' ? ('center' as const) : ('left' as const) })),
      [...rows, sample],
    ),
    rows: rows.map((cells) => ({
      role: 'plain',
      cells: labels.map((_, at) => ({ text: (cells[at] ?? '').replaceAll(breakMark, ' ') })),
    })),
  }
}

/** Labels with their values, at most so many beside one another as the line has room for. */
function entriesOf(cells: readonly string[]): Entry[][] {
  const entries: Entry[] = []
  for (let at = 0; at < cells.length; at += 2)
    entries.push({ label: labelOnPaper(cells[at] ?? ''), text: broken(cells[at + 1] ?? '') })
  const rows: Entry[][] = []
  for (let at = 0; at < entries.length; at += mostBeside) rows.push(entries.slice(at, at + mostBeside))
  return rows.map((row) => row.map((entry) => (isToSign(entry) ? { ...entry, text: '\n' } : entry)))
}

/** Nobody signs in one line. */
function isToSign({ label, text }: Entry): boolean {
  return text === '' && signed.test(label)
}

function broken(text: string): string {
  return text.replaceAll(breakMark, '\n')
}

/** What explains a label stands under it, where it has no room beside it. */
function labelOnPaper(label: string): string {
  return broken(label.length > labelCharacters ? label.replace(/(.)（/, `$1${breakMark}（`) : label)
}

function textBlocks(line: FormLine): Block[] {
  if (line.type === 'empty' || line.type === 'name' || line.type === 'title') return []
  if (line.type === 'text')
    return firstLevel.test(line.text)
      ? [{ type: 'heading', level: 1, runs: [{ text: line.text }] }]
      : typedBlocks(line.text)
  const [first = '', second = ''] = line.cells
  if (line.type === 'signature') return [{ type: 'signature', unit: first, date: second }]
  const runs: Run[] = [{ text: line.cells.join('　') }]
  if (line.type === 'centred') return [{ type: 'paragraph', runs, align: 'center' }]
  return [{ type: 'paragraph', runs, ...(line.type === 'flush' && { align: 'flush' as const }) }]
}
