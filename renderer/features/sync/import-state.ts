import type { ImportedFile, RefusedFile } from '../../../shared/contract/exchanged-files'
import type { Chosen } from '../../../shared/wire'
import type { Accepted } from './overruling'

/** What somebody has allowed the files at hand. */
export type Allowed = Accepted & { readonly allowMassDelete: boolean }

/** What became, or would become, of each file of a pile. */
export interface Found {
  readonly files: readonly ImportedFile[]
  readonly refused: readonly RefusedFile[]
}

/** How far the import of some files is, from the choice to its result. */
export type ImportStep =
  | { readonly name: 'idle' }
  | { readonly name: 'reading' | 'importing'; readonly picked: readonly Chosen[] }
  | {
      readonly name: 'preview'
      readonly picked: readonly Chosen[]
      readonly found: Found
    }
  | { readonly name: 'done'; readonly picked: readonly Chosen[]; readonly found: Found }
  | { readonly name: 'refused'; readonly picked: readonly Chosen[]; readonly error: unknown }

export interface ImportState {
  readonly step: ImportStep
  readonly allowed: Allowed
}

export type ImportEvent =
  /** The files are read, with what is allowed them: other files begin with nothing. */
  | { readonly type: 'reading'; readonly picked: readonly Chosen[]; readonly allowed: Allowed }
  | { readonly type: 'read'; readonly picked: readonly Chosen[]; readonly found: Found }
  | { readonly type: 'importing'; readonly picked: readonly Chosen[] }
  | { readonly type: 'imported'; readonly picked: readonly Chosen[]; readonly found: Found }
  | { readonly type: 'refused'; readonly picked: readonly Chosen[]; readonly error: unknown }
  | { readonly type: 'mass-delete-allowed'; readonly isAllowed: boolean }
  | { readonly type: 'cancelled' }

export const nothingAllowed: Allowed = {
  allowMassDelete: false,
  acceptClosed: false,
  acceptForgotten: false,
}

export const nothingChosen: ImportState = { step: { name: 'idle' }, allowed: nothingAllowed }

/** An import after an event. */
export function nextImport(state: ImportState, event: ImportEvent): ImportState {
  switch (event.type) {
    case 'reading':
      return { step: { name: 'reading', picked: event.picked }, allowed: event.allowed }
    case 'read':
      return { ...state, step: { name: 'preview', picked: event.picked, found: event.found } }
    case 'importing':
      return { ...state, step: { name: 'importing', picked: event.picked } }
    case 'imported':
      return { ...state, step: { name: 'done', picked: event.picked, found: event.found } }
    case 'refused':
      return { ...state, step: { name: 'refused', picked: event.picked, error: event.error } }
    case 'mass-delete-allowed':
      return { ...state, allowed: { ...state.allowed, allowMassDelete: event.isAllowed } }
    case 'cancelled':
      return { ...state, step: { name: 'idle' } }
  }
}
