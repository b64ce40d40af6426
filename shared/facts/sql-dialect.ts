/**
 * What the statements of figures say otherwise in another database; all else of them is one text. Parameters stand as `?` in that text,
 * in the order in which they are given.
 */
export interface SqlDialect {
  /** The table that numbers words of choices: `id`, `word`. */
  readonly words: string
  /** The table that numbers ids of records: `id`, `name`. */
  readonly refs: string
  /** Whether amounts come by district instead of by unit; levels are then seen to in the statement. */
  readonly isRolled: boolean
  /** The columns that every table has ahead of `rid`, with this alias: none where a database is one district's. */
  keys(alias: string): readonly string[]
  /** ` AND …`: that two rows are of one district. */
  tied(one: string, other: string): string
  /** ` AND …`: that a row is of the districts asked for; one parameter where it says anything. */
  within(alias: string): string
  /** The index that a table is to be read from, where the database takes advice. */
  readFrom(index: string): string
  /** A sum of whole numbers that cannot fail; 0 of none. @param filter `FILTER (…)` or nothing */
  total(amount: string, filter: string): string
  /** A text of one control character. */
  character(code: number): string
  /** That a column of numbered ids is among the ids of one parameter. */
  isAmong(alias: string, column: string, among: 'in' | 'not in'): string
  /** The statement as the database takes it. */
  finished(text: string): string
}

/** A laptop: one district, or a city's copy of several, in SQLite. */
export const sqliteDialect: SqlDialect = {
  words: 'fact_words',
  refs: 'fact_ids',
  isRolled: false,
  keys: () => [],
  tied: () => '',
  within: () => '',
  readFrom: (index) => ` INDEXED BY ${index}`,
  // Its own sum() refuses what does not fit.
  total: (amount, filter) => `total(${amount})${filter}`,
  character: (code) => `char(${code})`,
  isAmong: (_alias, column, among) =>
    `coalesce(${column}, 0) ${among} (SELECT id FROM fact_ids WHERE name IN (SELECT value FROM json_each(?)))`,
  finished: (text) => text,
}

/**
 * A hub: every table begins with the district.
 * @param isScoped whether one parameter, a list of districts, says which count
 */
export function postgresDialect(isScoped: boolean, isRolled: boolean): SqlDialect {
  return {
    words: 'words',
    refs: 'refs',
    isRolled,
    keys: (alias) => [`${alias}.district`],
    tied: (one, other) => ` AND ${one}.district = ${other}.district`,
    within: (alias) => (isScoped ? ` AND ${alias}.district = ANY(?)` : ''),
    readFrom: () => '',
    // A sum of whole numbers is of any length there; what leaves is a number of JavaScript, as it is on a laptop.
    total: (amount, filter) => `coalesce(sum(${amount})${filter}, 0)::float8`,
    character: (code) => `chr(${code})`,
    isAmong: (alias, column, among) =>
      `(${alias}.district, coalesce(${column}, 0)) ${among} (SELECT n.district, n.id FROM refs n WHERE n.district = ANY(?) AND n.name = ANY(?))`,
    finished: numbered,
  }
}

function numbered(text: string): string {
  let at = 0
  return text.replaceAll('?', () => {
    at += 1
    return `$${at}`
  })
}
