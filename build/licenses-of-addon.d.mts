import type { License } from './licenses.mjs'

export function unknownHolders(text: string): readonly string[]
export function partsOfAddon(text?: string): readonly License[]
