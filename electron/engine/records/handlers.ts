import { AppError } from '../../../shared/errors'
import type { Calls, Handlers } from '../handler'

const absent = (call: string): never => {
  throw new AppError('call.unknown', { call })
}

export const recordHandlers = {
  'records.save': () => absent('records.save'),
  'records.addMany': () => absent('records.addMany'),
  'records.check': () => absent('records.check'),
  'records.delete': () => absent('records.delete'),
  'records.restore': () => absent('records.restore'),
  'records.undo': () => absent('records.undo'),
  'records.list': () => absent('records.list'),
  'records.count': () => absent('records.count'),
  'records.get': () => absent('records.get'),
  'records.history': () => absent('records.history'),
  'records.reveal': () => absent('records.reveal'),
  'records.options': () => absent('records.options'),
  'records.names': () => absent('records.names'),
  'records.suggest': () => absent('records.suggest'),
  'records.conflicts': () => absent('records.conflicts'),
  'records.resolve': () => absent('records.resolve'),
  'drafts.save': () => absent('drafts.save'),
  'drafts.get': () => absent('drafts.get'),
  'drafts.discard': () => absent('drafts.discard'),
} satisfies Handlers<Calls<'records'> | Calls<'drafts'>>
