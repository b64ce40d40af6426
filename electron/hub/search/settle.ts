import type { Store } from '../store/store'

/** So many of the last rows are kept in `search_latest`; up to twice as many until it is settled. */
const LATEST = 20_000

const beyond = 'SELECT place FROM search_latest ORDER BY place DESC OFFSET $1 LIMIT 1'

/**
 * What a pile of files leaves to be done once, at its end. Both indexes take in what was set aside for them, because a search would
 * read all of that. The latest part gets small again. Searches are right without it, and slower.
 */
export async function settleSearch(store: Store, latest = LATEST): Promise<void> {
  const [oldest] = await store.query<{ place: number }>(beyond, [2 * latest])
  if (oldest) {
    const [first] = await store.query<{ place: number }>(beyond, [latest])
    await store.query('DELETE FROM search_latest WHERE place <= $1', [first?.place ?? 0])
    await store.query('VACUUM (ANALYZE) search_latest')
  }
  for (const index of ['search_terms', 'search_latest_terms'])
    await store.query(`SELECT gin_clean_pending_list($1::regclass)`, [index])
}
