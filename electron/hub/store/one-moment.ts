import type { Sql } from './store'

/**
 * Has all questions of a transaction answered as of one moment, and lets it write nothing. Otherwise an ingest that ends between two of
 * them is in one answer and not in the other: a figure would leave its district out. Before the transaction's first question.
 */
export async function lookOnce(sql: Sql): Promise<void> {
  await sql.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY')
}
