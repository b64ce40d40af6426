import type { Calls, Handlers } from '../handler'
import { packageBeside } from './beside'
import { bringPackage, dropPackage, keepPackage } from './kept'
import { lookAtPackage, prepareInstaller } from './prepare'
import { updateState } from './state'

export const updateHandlers = {
  'update.state': updateState,
  'update.read': lookAtPackage,
  'update.prepare': prepareInstaller,
  'update.beside': packageBeside,
  'update.keep': keepPackage,
  'update.drop': dropPackage,
  'update.bring': bringPackage,
} satisfies Handlers<Calls<'update'>>
