import { atDesk, type SetDesk } from '../../../electron/hub/desk/at-desk'
import { UnstorableText } from '../../../electron/hub/desk/carried-rows'
import type { Hub } from '../../../electron/hub/hub'
import { newHub } from '../../support/hub/hubs'
import { eachStore } from '../../support/hub/stores'

eachStore(({ open }) => {
  let hub: Hub
  beforeEach(async () => {
    hub = await newHub(await open())
  })

  /** Changes of one more stream of the hub's own, written at a desk. */
  const carried = (authors: readonly string[]) =>
    atDesk(hub, async (desk: SetDesk) => {
      desk.db
        .prepare(
          `INSERT INTO branches (branch, site, scope, after, seq, hash, counts_to) VALUES (900, ?, 'scope', 0, ?, '', 0)`,
        )
        .run(hub.keys.site.id, authors.length)
      const add = desk.db.prepare(
        `INSERT INTO changes (branch, seq, clock, hash, record, kind, kind_version, author, at, fields)
         VALUES (900, ?, 'c', x'00', 'r', 'activity', 1, ?, 'now', '{}')`,
      )
      authors.forEach((author, at) => void add.run(at + 1, author))
      return (await desk.carryBack(hub.home)).changes
    })
  const held = async (): Promise<number> =>
    (await hub.store.query<{ n: number }>('SELECT count(*) AS n FROM changes'))[0]?.n ?? 0

  test('a character that can not be stored is told in the middle of the rows, and the next desk writes again', async () => {
    const before = await held()
    const some = Array.from({ length: 3000 }, () => '张三'.repeat(20))
    await expect(carried([...some, 'a\0', ...some])).rejects.toThrow(UnstorableText)
    expect(await held()).toBe(before)
    expect(await carried(some)).toBe(3000)
    expect(await held()).toBe(before + 3000)
  })

  test.each([
    [
      'the name of a kind',
      `INSERT INTO changes (branch, seq, clock, hash, record, kind, kind_version, author, at, fields)
       VALUES (900, 1, 'c', x'00', 'r', ?, 1, '张三', 'now', '{}')`,
    ],
    [
      'the number of a record that waits',
      `INSERT INTO waiting_records (id, kind, scope, number, body, heads, deleted, conflicts, created_at, created_by, updated_at, last_change)
       VALUES ('r', 'later', 's', ?, '{}', '{}', 0, 0, '', '', '', '')`,
    ],
    ['a key that is waited for', `INSERT INTO awaited (record, id, key) VALUES ('r', 'i', ?)`],
  ])('a character that can not be stored is told as such in %s too', async (_, text) => {
    const work = atDesk(hub, async (desk) => {
      desk.db.prepare(text).run('a\0')
      return await desk.carryBack(hub.home)
    })
    await expect(work).rejects.toThrow(UnstorableText)
  })

  test('records are told of some at a time once they are written, each once: of a long file they never lie parsed all at once', async () => {
    const inHub = 'SELECT count(*) AS n FROM records WHERE district = $1 AND rid > 100000'
    const heard: string[] = []
    const sizes: number[] = []
    await atDesk(hub, async (desk: SetDesk) => {
      desk.db.exec(
        `WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 4500)
         INSERT INTO records SELECT 100000 + n, 'r' || n, 'activity', 'scope', NULL, '{}', '{}', 0, 0, 'now', 'a', 'now', 'c' FROM n`,
      )
      await desk.carryBack(hub.home, async (records) => {
        heard.push(...records.map(({ id }) => id))
        sizes.push(records.length)
        const [written] = await desk.sql.query<{ n: number }>(inHub, [hub.home])
        expect(written?.n).toBe(heard.length)
      })
    })
    expect(heard.length).toBe(4500)
    expect(new Set(heard).size).toBe(4500)
    expect(Math.max(...sizes)).toBeLessThan(4500 / 2)
  })
})
