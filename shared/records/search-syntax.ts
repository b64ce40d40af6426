import type { SearchColumn } from './search-text'

/** How an index is told what to look for: what people type means the same in each. */
export interface SearchSyntax {
  /** These terms stand together; or the one term begins so. */
  one(terms: string, as: 'stand' | 'begin'): string
  readonly and: string
  readonly or: string
  /** What is asked of some columns alone. Terms of units, names and what masks hide are spelt apart. */
  within(columns: readonly SearchColumn[], expression: string): string
}

/** SQLite's FTS5. */
export const fts5: SearchSyntax = {
  one: (terms, as) => (as === 'begin' ? `"${terms}" *` : `"${terms}"`),
  and: ' AND ',
  or: ' OR ',
  within: (columns, expression) => `{${columns.join(' ')}} : (${expression})`,
}

/** PostgreSQL's `tsquery`, of a `tsvector` that holds the terms of all columns. */
export const tsquery: SearchSyntax = {
  one: (terms, as) => `${terms.split(' ').map(lexeme).join(' <-> ')}${as === 'begin' ? ':*' : ''}`,
  and: ' & ',
  or: ' | ',
  within: (_, expression) => `(${expression})`,
}

/** No term that is kept or asked for is longer, in characters: PostgreSQL takes 2 046 bytes, and nobody types so much. */
const LONGEST_LEXEME = 200

/** A term as PostgreSQL reads it in a `tsvector` or a `tsquery`. */
export function lexeme(term: string): string {
  const kept = term.length <= LONGEST_LEXEME ? term : [...term].slice(0, LONGEST_LEXEME).join('')
  return `'${kept.replaceAll(/['\\]/g, '$&$&')}'`
}
