import { AppError } from '../../../shared/errors'
import type { Flat } from '../../../shared/sync/change'
import type { OpenContext } from '../context'

export interface LocalEdit {
  readonly record: string
  readonly kind: string
  readonly kindVersion: number
  readonly scope: string
  readonly set: Flat
  readonly reason?: string
}

export function writeLocal(_ctx: OpenContext, _edits: readonly LocalEdit[]): string[] {
  throw new AppError('unexpected')
}
