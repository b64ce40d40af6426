import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { AppError, type FieldProblem } from '../../../shared/errors'
import { isJsonMap, type Json } from '../../../shared/json'
import type { Body } from '../../../shared/shapes'
import type { RowProblem } from './failure'

/** Records read from a file of one JSON object a line, and the line each stood on. */
export interface Batch {
  readonly patches: Body[]
  /** Line numbers from 1; blank lines are skipped. */
  readonly rows: number[]
}

const mostProblems = 1000

/**
 * Reads a file of one JSON object a line, line by line.
 * @throws AppError `file.unreadable`; `record.invalid` naming every line that is no object
 */
export async function readBatch(file: string): Promise<Batch> {
  const batch: Batch = { patches: [], rows: [] }
  const problems: RowProblem[] = []
  let row = 0
  try {
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
      row += 1
      const text = row === 1 ? line.replace(/^\ufeff/, '') : line
      if (text.trim() === '') continue
      const read = readObject(text)
      if (read) {
        batch.patches.push(read)
        batch.rows.push(row)
      } else if (problems.length < mostProblems) problems.push({ row, field: '', reason: 'json.invalid' })
    }
  } catch (cause) {
    throw new AppError('file.unreadable', { file }, { cause })
  }
  if (problems.length > 0) throw new AppError('record.invalid', { problems })
  return batch
}

/** The object that a text holds, or `undefined` when it holds something else. */
export function readObject(text: string): Body | undefined {
  const value = readJson(text)
  return isJsonMap(value) ? value : undefined
}

/** The JSON value that a text holds, or `undefined` when it is no JSON. */
export function readJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** The engine names a refused field by position in the batch (`3/people`); a person wants the line of the file. */
export function byRow(problems: readonly FieldProblem[], rows: readonly number[]): readonly RowProblem[] {
  return problems.map((problem) => {
    const [position = '', ...field] = problem.field.split('/')
    return { ...problem, field: field.join('/'), row: rows[Number(position)] ?? 0 }
  })
}
