import { RpcError } from '../../../shared/contract/rpc'
import {
  AppError,
  type ErrorBody,
  type ErrorParams,
  errorCodes,
  type FieldProblem,
  isProblems,
} from '../../../shared/errors'
import { problemText } from '../../../shared/field-problems'
import { sentenceFor } from '../../../shared/messages'

/** A refused field of one line of a file; `row` counts the file's lines from 1. */
export interface RowProblem extends FieldProblem {
  readonly row: number
}

/** What a failed run tells: the code, the exit code, and the sentence. */
export interface Failure {
  readonly code: string
  readonly params: ErrorParams
  readonly message: string
  readonly exit: number
}

/** Words for whatever a command threw. */
export function failureOf(error: unknown): Failure {
  const body = bodyOf(error)
  const problems = Object.values(body.params).flatMap((value) => (isProblems(value) ? value : []))
  const sentences = problems.slice(0, 20).map(sentence)
  const more = problems.length > 20 ? [`另有 ${problems.length - 20} 处。`] : []
  return {
    code: body.code,
    params: body.params,
    message: [sentenceFor(body), ...sentences, ...more].join('\n'),
    exit: errorCodes[body.code].exit,
  }
}

function bodyOf(error: unknown): ErrorBody {
  if (error instanceof RpcError) return error.body
  if (error instanceof AppError) return error.toBody()
  return new AppError('unexpected').toBody()
}

function sentence(problem: FieldProblem): string {
  const row = 'row' in problem ? `第 ${problem.row} 行:` : ''
  return row + problemText(problem, problem.field)
}
