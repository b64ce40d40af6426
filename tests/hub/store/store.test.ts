import { mkdtempSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { holdUntilEnd } from '../../../electron/hub/store/locks'
import { migrate } from '../../../electron/hub/store/migrate'
import { openStore } from '../../../electron/hub/store/open-store'
import { AppError } from '../../../shared/errors'
import { eachStore, onPostgres } from '../../support/hub/stores'

eachStore(({ open, engine }) => {
  test('says which database it is, and reads every type the same way', async () => {
    const store = await open()
    expect(store.engine).toBe(engine)
    const [row] = await store.query(
      `SELECT $1::bigint AS big, $2::jsonb AS json, $3::bytea AS bytes, $4::text[] AS texts, $5::boolean AS yes,
       $6::text AS text, 12.50::numeric AS exact, $7::int[] AS ints, '2026-11-29'::date AS day`,
      [2 ** 53, '{"a":[1]}', Buffer.from([0, 255]), ['院坝', 'a"b\\'], true, null, [1, 2]],
    )
    expect(row).toEqual({
      big: 2 ** 53,
      json: { a: [1] },
      bytes: Buffer.from([0, 255]),
      texts: ['院坝', 'a"b\\'],
      yes: true,
      text: null,
      exact: '12.50',
      ints: [1, 2],
      day: '2026-11-29',
    })
  })

  test('a transaction that throws leaves nothing behind, one that ends keeps all', async () => {
    const store = await open()
    await store.query('CREATE TABLE t (n int)')
    const failed = store.transaction(async (sql) => {
      await sql.query('INSERT INTO t VALUES (1)')
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    expect(
      await store.transaction(async (sql) => await sql.query('INSERT INTO t VALUES (2) RETURNING n')),
    ).toEqual([{ n: 2 }])
    expect(await store.query('SELECT n FROM t')).toEqual([{ n: 2 }])
  })

  test('COPY brings every character and every shape of value, counts the rows, and belongs to its transaction', async () => {
    const store = await open()
    await store.query('CREATE TABLE t (n bigint, s text, b bytea, j jsonb, ss text[], y boolean)')
    const odd = 'tab\tline\nback\\slash\r“引号”{}",NULL\\N'
    const rows = [
      [1, odd, Buffer.from([1, 92, 0]), { a: odd }, ['x', odd, null, ''], true],
      [2, null, null, null, null, null],
    ] as const
    const failed = store.transaction(async (sql) => {
      await sql.copyInto('t', ['n', 's', 'b', 'j', 'ss', 'y'], rows)
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    expect(await store.copyInto('t', ['n', 's', 'b', 'j', 'ss', 'y'], rows)).toBe(2)
    expect(await store.query('SELECT * FROM t ORDER BY n')).toEqual(
      rows.map(([n, s, b, j, ss, y]) => ({ n, s, b, j, ss, y })),
    )
  })

  test('COPY streams more rows than one piece holds', async () => {
    const store = await open()
    await store.query('CREATE TABLE t (n int, s text)')
    async function* many() {
      for (let n = 1; n <= 20_000; n += 1) yield [n, '字'.repeat(200)]
    }
    expect(await store.copyInto('t', ['n', 's'], many())).toBe(20_000)
    expect(await store.query('SELECT sum(n) AS sum, sum(length(s)) AS chars FROM t')).toEqual([
      { sum: 200_010_000, chars: 4_000_000 },
    ])
  })

  test('migrations are done once, in the order of their numbers, each whole or not at all', async () => {
    const store = await open()
    const steps = [
      { id: 20, name: 'two', sql: 'INSERT INTO t VALUES (2);' },
      { id: 10, name: 'one', sql: 'CREATE TABLE t (n int);\nINSERT INTO t VALUES (1);' },
    ]
    expect(await migrate(store, steps)).toBe(2)
    expect(await migrate(store, steps)).toBe(0)
    const bad = { id: 30, name: 'bad', sql: 'INSERT INTO t VALUES (3);\nSELECT nothing FROM nowhere;' }
    await expect(migrate(store, [...steps, bad])).rejects.toThrow('nowhere')
    expect(await store.query('SELECT n FROM t ORDER BY n')).toEqual([{ n: 1 }, { n: 2 }])
  })

  test('a function between dollars is one statement', async () => {
    const store = await open()
    const sql = `CREATE FUNCTION twice(n int) RETURNS int LANGUAGE plpgsql AS $$
BEGIN
  RETURN n * 2;
END;
$$;
CREATE TABLE t (n int);`
    await migrate(store, [{ id: 10, name: 'function', sql }])
    expect(await store.query('SELECT twice(21) AS n FROM t RIGHT JOIN (SELECT 1) one ON true')).toEqual([
      { n: 42 },
    ])
  })
})

onPostgres(({ open, place }) => {
  test('who holds a lock keeps the next one waiting until its transaction ends', async () => {
    const store = await open()
    const told: string[] = []
    let go = (): void => undefined
    const middle = new Promise<void>((resolve) => {
      go = resolve
    })
    let held = (): void => undefined
    const holds = new Promise<void>((resolve) => {
      held = resolve
    })
    const first = store.transaction(async (sql) => {
      await holdUntilEnd(sql, 'district', 7)
      held()
      await middle
      told.push('first')
    })
    await holds
    const second = store.transaction(async (sql) => {
      await holdUntilEnd(sql, 'district', 7)
      told.push('second')
    })
    await store.transaction(async (sql) => {
      await holdUntilEnd(sql, 'district', 8)
      told.push('another')
    })
    go()
    await Promise.all([first, second])
    expect(told).toEqual(['another', 'first', 'second'])
  })

  test('eight processes that come at once do each step of the schema once', async () => {
    const database = await place()
    const stores = await Promise.all(Array.from({ length: 8 }, () => openStore({ database })))
    const done = await Promise.all(stores.map((store) => migrate(store)))
    expect(done.filter((count) => count > 0).length).toBeGreaterThan(0)
    await Promise.all(stores.map((store) => store.close()))
  })

  test('a server that does not answer is told in words', async () => {
    await expect(openStore({ database: 'postgres://nobody@127.0.0.1:1/none' })).rejects.toEqual(
      new AppError('hub.no-database'),
    )
  })
})

test('a folder of PGlite keeps what was written, belongs to one process at a time, and is closed to others', async () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'hub-')), 'db')
  const store = await openStore({ embedded: folder })
  await migrate(store)
  await store.query(`INSERT INTO words (word) VALUES ('院坝')`)
  await expect(openStore({ embedded: folder })).rejects.toEqual(new AppError('profile.in-use'))
  await store.close()
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  const again = await openStore({ embedded: folder })
  expect(await migrate(again)).toBe(0)
  expect(await again.query('SELECT id, word FROM words')).toEqual([{ id: 1, word: '院坝' }])
  await again.close()
})
