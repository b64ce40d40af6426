import type { Sql, Store } from '../../../electron/hub/store/store'

/** Where questions count: all of them, or those that stand inside a transaction. */
type Counted = 'anywhere' | 'inside'

/**
 * A store that meets its fate where it would be asked for the n-th time; a transaction is asked once more before its commit.
 * @param fate what happens before the n-th question goes on its way; it need not come back
 */
export function mortal(
  store: Store,
  nth: number,
  fate: () => void | Promise<void>,
  counted: Counted = 'anywhere',
): Store {
  let asked = 0
  const ask = async (): Promise<void> => {
    asked += 1
    if (asked === nth) await fate()
  }
  const counting = (sql: Sql): Sql => ({
    query: async (text, values) => {
      await ask()
      return await sql.query(text, values)
    },
    copyInto: async (table, columns, rows) => {
      await ask()
      return await sql.copyInto(table, columns, rows)
    },
  })
  return {
    ...store,
    ...(counted === 'anywhere' ? counting(store) : {}),
    transaction: (work) =>
      store.transaction(async (sql) => {
        const done = await work(counting(sql))
        // Between the last word and the commit.
        await ask()
        return done
      }),
  }
}
