import { migrate } from '../../../electron/hub/store/migrate'
import { may } from '../../../shared/rights'
import { eachStore } from '../../support/hub/stores'

const hidden = '\u{f5f20}'

eachStore(({ open }) => {
  test('several expressions are asked in their order until there are enough, and hidden terms answer who may see them', async () => {
    const store = await open()
    await migrate(store)
    await store.query(`INSERT INTO districts (site, unit, name, region) VALUES ('s1', 'u1', '甲区', '{u1}')`)
    const put = (table: string, rid: number, terms: string): Promise<unknown> =>
      store.query(`INSERT INTO ${table} VALUES (1, $1, $1, 'unit', false, $2::tsvector)`, [rid, terms])
    for (const [rid, terms] of [
      [1, `'best':1 'good':2 '${hidden}':3`],
      [2, "'good':1"],
      [3, "'good':1 'fair':2"],
    ] as const)
      await put('search', rid, terms)
    await put('search_latest', 3, "'good':1 'fair':2")
    const found = async (asked: readonly string[], most: number | null): Promise<readonly number[]> =>
      (
        await store.query<{ rid: number }>('SELECT rid FROM hub_found($1, NULL, false, $2)', [asked, most])
      ).map(({ rid }) => rid)
    const ranks = ["'best'", "'good'"]
    expect(await found(ranks, 9)).toEqual([])
    for (const role of ['read', 'review', 'admin'] as const) {
      await store.query('DELETE FROM sessions')
      const [account] = await store.query<{ account: number }>(
        `INSERT INTO accounts (name, role, region, wrapper) VALUES ($1, $1, 'u1', '{}') RETURNING account`,
        [role],
      )
      await store.query(`INSERT INTO sessions (token, account) VALUES (sha256('t'), $1)`, [account?.account])
      await store.query(`SELECT set_config('yuanba.session', 't', false)`)
      expect(await found(ranks, 9)).toEqual([1, 3, 2, 1])
      expect(await found(ranks, 1)).toEqual([1])
      // The last rows have enough, so that no other is asked.
      expect(await found(["'good'"], 1)).toEqual([3])
      expect(await found(["'good'"], null)).toEqual([3, 2, 1])
      const sees = may(role, 'record.unmask')
      expect([role, await found(["'fair'", `'${hidden}'`], 9)]).toEqual([role, sees ? [3, 1] : []])
    }
  })
})
