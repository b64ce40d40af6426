import { mirrored } from '../../../electron/hub/desk/tables'
import { migrate } from '../../../electron/hub/store/migrate'
import { hubMigrations } from '../../../electron/hub/store/migrations'
import { eachStore } from '../../support/hub/stores'

eachStore(({ open }) => {
  test('every table that is brought to a desk is there with its columns, and a key that begins with the district', async () => {
    const store = await open()
    await migrate(
      store,
      hubMigrations.filter(({ id }) => id <= 20),
    )
    for (const { kept, of, columns, key } of mirrored) {
      const found = await store.query<{ name: string; at: number | null }>(
        `SELECT a.attname::text AS name, array_position(i.indkey::int[], a.attnum::int) AS at
         FROM pg_attribute a JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
         WHERE a.attrelid = $1::regclass AND a.attnum > 0`,
        [kept],
      )
      const names = found.map(({ name }) => name)
      expect(names).toEqual(expect.arrayContaining([...columns]))
      const keyed = found
        .filter(({ at }) => at !== null)
        .sort((one, other) => (one.at ?? 0) - (other.at ?? 0))
      expect(keyed.map(({ name }) => name)).toEqual(of === 'hub' ? key : ['district', ...key])
    }
  })

  test('a change has one place in one branch, and a branch belongs to a district', async () => {
    const store = await open()
    await migrate(store)
    await store.query(`INSERT INTO districts (site, unit, name, region) VALUES ('s', 'u', '甲区', '{u}')`)
    const branch = (district: number): Promise<unknown> =>
      store.query(
        `INSERT INTO branches (district, branch, site, scope, after, seq, hash, counts_to, introduces)
         VALUES ($1, nextval('branch_numbers'), 's', '*', 0, 0, '', 0, 0)`,
        [district],
      )
    await branch(1)
    await expect(branch(2)).rejects.toThrow('foreign key')
    const change = (): Promise<unknown> =>
      store.query(
        `INSERT INTO changes (district, branch, seq, clock, hash, record, kind, kind_version, author, at, fields)
         VALUES (1, 1, 1, '', '\\x00', 'r', 'unit', 1, '', '', '{}')`,
      )
    await change()
    await expect(change()).rejects.toThrow('unique')
  })
})
