import { z } from 'zod'
import type { Kind } from '../../../shared/definition/define'
import { plainWords } from '../../../shared/paste/headings'
import { targetsOf } from '../../../shared/paste/targets'
import type { OpenContext } from '../context'
import { findChoice, keepChoice } from '../db/choices'

/** Headings and words kept of one kind: more are a table's own contents. */
const MOST_KEPT = 2000

const stored = z.object({
  headings: z.record(z.string(), z.string().nullable()),
  answers: z.record(z.string(), z.record(z.string(), z.string())),
})

/** What somebody said of earlier tables of a kind: which column a heading is, and what a word means. */
export type TableMemory = z.infer<typeof stored>

const whatOf = (kind: Kind): string => `table/${kind.name}`

/** @see TableMemory. It stays on this computer; targets that are gone are left out. */
export function rememberedOf({ db, user }: OpenContext, kind: Kind): TableMemory {
  const text = findChoice(db, user.name, whatOf(kind))
  const kept = text === undefined ? undefined : stored.safeParse(JSON.parse(text)).data
  if (kept === undefined) return { headings: {}, answers: {} }
  const known = new Set(targetsOf(kind).map(({ key }) => key))
  const living = Object.entries(kept.headings).filter(([, key]) => key === null || known.has(key))
  return { headings: Object.fromEntries(living), answers: kept.answers }
}

/** Adds what was said of this table to what is remembered. */
export function rememberTable(ctx: OpenContext, kind: Kind, said: TableMemory): void {
  const before = rememberedOf(ctx, kind)
  const headings = Object.entries({ ...before.headings, ...said.headings }).slice(-MOST_KEPT)
  const answers = withAnswers(before.answers, said.answers)
  const after: TableMemory = { headings: Object.fromEntries(headings), answers }
  if (JSON.stringify(after) !== JSON.stringify(before))
    keepChoice(ctx.db, ctx.user.name, whatOf(kind), JSON.stringify(after))
}

/** Answers over those before them, each word without what may differ. */
export function withAnswers(
  before: TableMemory['answers'],
  said: TableMemory['answers'],
): TableMemory['answers'] {
  const all: Record<string, Record<string, string>> = { ...before }
  for (const [target, words] of Object.entries(said)) {
    const plain = Object.entries(words).map(([word, value]) => [plainWords(word), value] as const)
    all[target] = Object.fromEntries([...Object.entries(all[target] ?? {}), ...plain].slice(-MOST_KEPT))
  }
  return all
}
