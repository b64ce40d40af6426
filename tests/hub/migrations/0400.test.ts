import { reconcileSealed } from '../../../electron/hub/sealed/reconcile'
import { unsealing } from '../../../electron/hub/sealed/rows'
import { migrate } from '../../../electron/hub/store/migrate'
import { hubMigrations } from '../../../electron/hub/store/migrations'
import { addDistrict } from '../../support/hub/region'
import { testSeal } from '../../support/hub/sealed'
import { eachStore } from '../../support/hub/stores'

eachStore(({ open }) => {
  test('what a hub of before holds in plain is sealed once its keys are there, and reads as it was', async () => {
    const store = await open()
    await migrate(
      store,
      hubMigrations.filter(({ id }) => id < 400),
    )
    const district = await addDistrict(store, '东区', ['city', 'east'])
    const fields = '{"applicant":"李小明","unit":"v1"}'
    const set = `{"over":{},"set":${fields}}`
    const heads = JSON.stringify({ base: 'aa', many: { applicant: { aa: '李小明', bb: '李大明' } } })
    await store.query(
      `INSERT INTO records (district, rid, id, kind, scope, title, body, heads, deleted)
       VALUES ($1, 1, 'h1', 'legal-aid-case', '*', '李*', $2, $3, false)`,
      [district, fields, heads],
    )
    await store.query(
      `INSERT INTO waiting_records VALUES ($1, 'w1', 'of-later', '*', NULL, $2, '{"base":"aa"}', 0, 0, '', '', '', '')`,
      [district, fields],
    )
    for (const [seq, kind, said] of [
      [1, 'legal-aid-case', set],
      [2, 'of-later', set],
      [3, 'activity', '{"over":{},"set":{"date":"2026-11-20"}}'],
    ] as const)
      await store.query(
        `INSERT INTO changes VALUES ($1, 1, $2, 'c', '\\x00', 'h1', $3, 1, '王五', '', NULL, 'salt', $4)`,
        [district, seq, kind, said],
      )
    const questions = [
      'SELECT body, heads FROM records',
      'SELECT body, heads FROM waiting_records',
      'SELECT seq, fields, salt FROM changes ORDER BY seq',
    ]
    const all = async (sql: Pick<typeof store, 'query'>): Promise<unknown[]> => {
      const found: unknown[] = []
      for (const question of questions) found.push(await sql.query(question))
      return found
    }
    const before = await all(store)
    await migrate(store)
    expect(await reconcileSealed(store, testSeal)).toBeGreaterThan(20)
    expect(JSON.stringify(await all(store))).not.toMatch(/小明|大明/)
    expect(await all(unsealing(store, testSeal))).toEqual(before)
    expect(await store.query(`SELECT body->>'unit' AS unit, heads ? 'many' AS open FROM records`)).toEqual([
      { unit: 'v1', open: true },
    ])
    // Nothing is done again; a kind of which other fields are plain is.
    expect(await reconcileSealed(store, testSeal)).toBe(0)
    await store.query(`UPDATE sealed_forms SET form = '' WHERE kind IN ('legal-aid-case', '')`)
    expect(await reconcileSealed(store, testSeal)).toBe(2)
    expect(await all(unsealing(store, testSeal))).toEqual(before)
  })
})
