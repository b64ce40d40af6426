/** How the lines of a form are told apart. What begins with one of these words is no plain paragraph. */
export const lineWords = {
  title: '标题：',
  centred: '居中：',
  flush: '顶格：',
  name: '表名：',
  head: '表头：',
  row: '表行：',
  blank: '空表：',
  rows: '明细：',
  contents: '目录：',
  signature: '落款：',
} as const
type LineWord = keyof typeof lineWords

/** Between the cells of a line. */
export const cellMark = '｜'
/** A line break that somebody wants inside a cell: a form's text has one line a row. */
export const breakMark = '↵'

export type FormLine =
  | { readonly type: LineWord; readonly cells: readonly string[] }
  /** Labels and values in turn. */
  | { readonly type: 'entries'; readonly cells: readonly string[] }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'empty' }

/** One line of a form's text. A half-width colon or bar is as good as the full-width one behind a word and between cells. */
export function readLine(line: string): FormLine {
  const text = line.trim()
  if (text === '') return { type: 'empty' }
  for (const [type, word] of Object.entries(lineWords) as [LineWord, string][]) {
    const begins = text.startsWith(word) || text.startsWith(word.replace('：', ':'))
    if (begins) return { type, cells: cellsIn(text.slice(word.length)) }
  }
  return text.includes(cellMark) ? { type: 'entries', cells: cellsIn(text) } : { type: 'text', text }
}

function cellsIn(text: string): string[] {
  return text.split(cellMark).map((cell) => cell.trim())
}
