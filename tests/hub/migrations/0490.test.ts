import { migrate } from '../../../electron/hub/store/migrate'
import { hubMigrations } from '../../../electron/hub/store/migrations'
import type { Store } from '../../../electron/hub/store/store'
import { may, type Role } from '../../../shared/rights'
import { eachStore } from '../../support/hub/stores'

const hidden = '\u{f5f20}'

interface Asked {
  readonly most?: number | null
  readonly kind?: string | null
  readonly standing?: readonly (string | null)[] | null
}

eachStore(({ open }) => {
  test('nobody without a session finds anything, and hidden terms answer the roles alone that may see them', async () => {
    const { store, put, found, signIn } = await begun()
    await put(['search'], 7, `'shown':1 '${hidden}':2`)
    expect(await found(["'shown'"])).toEqual([])
    for (const role of ['read', 'review', 'admin'] as const) {
      await signIn(role)
      const ifSeen = may(role, 'record.unmask') ? [7] : []
      expect([role, await found(["'shown'"])]).toEqual([role, [7]])
      expect([role, await found([`'${hidden}'`])]).toEqual([role, ifSeen])
      expect(await found([`'shown' & !'${hidden}':*`])).toEqual([])
      expect(await found([`'shown' & !'${hidden}x'`])).toEqual(ifSeen)
      // Whether something is found would tell as much.
      expect([role, await found(["'sho':*"], { standing: [`'${hidden}'`] })]).toEqual([role, ifSeen])
    }
    await store.query('DELETE FROM sessions')
    expect(await found(["'shown'"])).toEqual([])
  })

  test('several expressions are asked in their order until there are enough', async () => {
    const { put, found, signIn } = await begun()
    await signIn('read')
    await put(['search'], 1, "'best':1 'good':2")
    await put(['search'], 2, "'good':1")
    await put(['search', 'search_latest'], 3, "'good':1 'fair':2")
    const ranks = ["'best'", "'good'"]
    expect(await found(ranks)).toEqual([1, 3, 2, 1])
    expect(await found(ranks, { most: 1 })).toEqual([1])
    expect(await found(["'good'"], { most: 1 })).toEqual([3])
    expect(await found(["'good'"], { most: null })).toEqual([3, 2, 1])
  })

  test('what is looked for in one kind is found there and in no other, whatever the kind is called', async () => {
    const { put, found, signIn } = await begun()
    await signIn('read')
    const odd = `it's \\ odd`
    const both = ['search', 'search_latest']
    await put(both, 0, `'said':1 '\uE007unit':2`, 'unit')
    await put(both, 1, `'said':1 '\uE007it''s \\\\ odd':2`, odd)
    await put(both, 2, `'said':1 '\uE007team':2`, 'team')
    for (const most of [9, null]) {
      expect(await found(["'said'"], { most, kind: 'unit' })).toEqual([0])
      expect(await found(["'said'"], { most, kind: odd })).toEqual([1])
      expect(await found(["'said'"], { most, kind: `unit' | 'said` })).toEqual([])
      expect(await found(["'said'"], { most })).toEqual([2, 1, 0])
    }
  })

  test('what finds more than an expression changes nothing of what is found, be it little or much', async () => {
    const { store, put, found, signIn } = await begun()
    await signIn('read')
    for (let rid = 0; rid < 5; rid += 1) await put(['search'], rid, `'王家':1 '号${rid}':2 '\uE007unit':3`)
    await put(['search'], 5, `'号9':1 '\uE007unit':2`)
    const asked = ["'王家'", "'王家' & '号':*", "'号':*"]
    const standing = [null, "'王家'", null]
    const check = async (): Promise<void> => {
      for (const kind of [null, 'unit', 'team'])
        for (const most of [1, 3, 100]) {
          const plain = await found(asked, { most, kind })
          expect([kind, most, await found(asked, { most, kind, standing })]).toEqual([kind, most, plain])
        }
      expect(await found(["'王家' & '号3':*"], { standing: ["'王家'"] })).toEqual([3])
      // Nothing stands so, so that the rest is not looked for.
      expect(await found(["'号':*"], { standing: ["'无'"] })).toEqual([])
    }
    await check()
    await store.query(`INSERT INTO search SELECT 1, n, n, 'unit', false, '''王家'':1 ''\uE007unit'':2'
      FROM generate_series(10, 1200) AS n`)
    await check()
  })

  interface Begun {
    readonly store: Store
    readonly put: (tables: readonly string[], rid: number, terms: string, kind?: string) => Promise<void>
    readonly found: (expressions: readonly string[], asked?: Asked) => Promise<readonly number[]>
    readonly signIn: (role: Role) => Promise<void>
  }

  async function begun(): Promise<Begun> {
    const store = await open()
    await migrate(
      store,
      hubMigrations.filter(({ id }) => id <= 490),
    )
    await store.query(`INSERT INTO districts (site, unit, name, region) VALUES ('s1', 'u1', '甲区', '{u1}')`)
    return {
      store,
      async put(tables, rid, terms, kind = 'unit') {
        for (const table of tables)
          await store.query(`INSERT INTO ${table} VALUES (1, $1, $1, $2, false, $3::tsvector)`, [
            rid,
            kind,
            terms,
          ])
      },
      async found(expressions, { most = 9, kind = null, standing = null } = {}) {
        const rows = await store.query<{ rid: number }>('SELECT rid FROM hub_found($1, $2, false, $3, $4)', [
          expressions,
          kind,
          most,
          standing,
        ])
        return rows.map(({ rid }) => rid)
      },
      async signIn(role) {
        await store.query('DELETE FROM sessions')
        const [account] = await store.query<{ account: number }>(
          `INSERT INTO accounts (name, role, region, wrapper) VALUES ($1, $1, 'u1', '{}') RETURNING account`,
          [role],
        )
        await store.query(`INSERT INTO sessions (token, account) VALUES (sha256('t'), $1)`, [
          account?.account,
        ])
        await store.query(`SELECT set_config('yuanba.session', 't', false)`)
      },
    }
  }
})
