import type { ReadDb, WriteDb } from '../context'
import { prepared } from '../db/prepared'

const sql = {
  one: 'SELECT body, saved_at FROM drafts WHERE user = ? AND kind = ? AND record = ?',
  keep: `INSERT INTO drafts (user, kind, record, body, saved_at) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (user, kind, record) DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at`,
  drop: 'DELETE FROM drafts WHERE user = ? AND kind = ? AND record = ?',
  of: 'SELECT kind, record, saved_at FROM drafts WHERE user = ? ORDER BY saved_at DESC',
  count: 'SELECT count(*) AS count FROM drafts WHERE user = ?',
  take: 'UPDATE OR REPLACE drafts SET user = ? WHERE user = ?',
  paper: 'SELECT text, saved_at FROM papers WHERE user = ? AND record = ? AND form = ? AND variant = ?',
  keepPaper: `INSERT INTO papers (user, record, form, variant, text, saved_at) VALUES (?, ?, ?, ?, ?, ?)
              ON CONFLICT (user, record, form, variant) DO UPDATE SET text = excluded.text, saved_at = excluded.saved_at`,
  dropPaper: 'DELETE FROM papers WHERE user = ? AND record = ? AND form = ? AND variant = ?',
  takePapers: 'UPDATE OR REPLACE papers SET user = ? WHERE user = ?',
} as const

export interface DraftKey {
  readonly user: string
  readonly kind: string
  /** `''` for a new record. */
  readonly record: string
}

export function findDraft(
  drafts: ReadDb,
  { user, kind, record }: DraftKey,
): { readonly body: string; readonly saved_at: string } | undefined {
  return prepared<unknown[], { body: string; saved_at: string }>(drafts, sql.one).get(user, kind, record)
}

/** @param at ISO 8601 */
export function keepDraft(drafts: WriteDb, { user, kind, record }: DraftKey, body: string, at: string): void {
  prepared(drafts, sql.keep).run(user, kind, record, body, at)
}

export function dropDraft(drafts: WriteDb, { user, kind, record }: DraftKey): void {
  prepared(drafts, sql.drop).run(user, kind, record)
}

/** A person's half-typed forms, the newest first. */
export function draftsOf(
  drafts: ReadDb,
  user: string,
): readonly { readonly kind: string; readonly record: string; readonly saved_at: string }[] {
  return prepared<[string], { kind: string; record: string; saved_at: string }>(drafts, sql.of).all(user)
}

export function countDrafts(drafts: ReadDb, user: string): number {
  return prepared<[string], { count: number }>(drafts, sql.count).get(user)?.count ?? 0
}

/** A person's half-typed forms become another's. */
export function takeDrafts(drafts: WriteDb, from: string, to: string): void {
  prepared(drafts, sql.take).run(to, from)
  prepared(drafts, sql.takePapers).run(to, from)
}

/** A form as a person changed it. `variant` also says whether private values are whole. */
export interface PaperKey {
  readonly user: string
  readonly record: string
  readonly form: string
  readonly variant: string
}

export function findPaper(
  drafts: ReadDb,
  { user, record, form, variant }: PaperKey,
): { readonly text: string; readonly saved_at: string } | undefined {
  type Row = { text: string; saved_at: string }
  return prepared<unknown[], Row>(drafts, sql.paper).get(user, record, form, variant)
}

/** @param at ISO 8601 */
export function keepPaper(drafts: WriteDb, key: PaperKey, text: string, at: string): void {
  prepared(drafts, sql.keepPaper).run(key.user, key.record, key.form, key.variant, text, at)
}

export function dropPaper(drafts: WriteDb, { user, record, form, variant }: PaperKey): void {
  prepared(drafts, sql.dropPaper).run(user, record, form, variant)
}
