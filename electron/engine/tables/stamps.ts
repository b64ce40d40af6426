import { createHmac } from 'node:crypto'
import type { Stamp } from '../../../shared/paste/template'
import type { OpenContext } from '../context'

/** Stamps of this computer: keyed, so that a template tells nobody what stood in a cell before. */
export function cellStamps({ dataKey }: Pick<OpenContext, 'dataKey'>): Stamp {
  return (text) =>
    createHmac('sha256', dataKey).update(`table-stamp\n${text}`).digest('base64url').slice(0, 4)
}
