import { RpcError } from '../../../shared/contract/rpc'
import { fieldOf, type Kind } from '../../../shared/definition/define'
import {
  AppError,
  type ErrorBody,
  type ErrorParams,
  errorCodes,
  type FieldProblem,
  isProblems,
} from '../../../shared/errors'
import { problemText } from '../../../shared/field-problems'
import { knownKind } from '../../../shared/kinds'
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
  const sentences = problems.slice(0, 20).map((problem) => sentence(problem, body.params.kind))
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

function sentence(problem: FieldProblem, kind: ErrorParams[string] | undefined): string {
  const row = 'row' in problem ? `第 ${problem.row} 行：` : ''
  const known = typeof kind === 'string' ? knownKind(kind) : undefined
  return row + problemText(problem, known ? labelOfPath(known, problem.field) : problem.field)
}

/** `demands/0/who` as a person reads it: 群众诉求第 1 条的诉求人; what the kind does not have stays as it was written. */
function labelOfPath(kind: Kind, path: string): string {
  const [key = '', row, cell] = path.split('/')
  const field = fieldOf(kind, key)
  if (!field) return path
  const position = /^\d+$/.test(row ?? '') ? `第 ${Number(row) + 1} 条` : ''
  const within = field.type === 'rows' && cell !== undefined ? field.of[cell] : undefined
  return within ? `${field.label}${position}的${within.label}` : `${field.label}${position}`
}
