import { reconcileSealed } from '../../../electron/hub/sealed/reconcile'
import { sealedBody, unsealing } from '../../../electron/hub/sealed/rows'
import { migrate } from '../../../electron/hub/store/migrate'
import type { Store } from '../../../electron/hub/store/store'
import { mortal } from '../../support/hub/mortal-store'
import { addDistrict } from '../../support/hub/region'
import { testSeal } from '../../support/hub/sealed'
import { eachStore } from '../../support/hub/stores'

const kind = 'legal-aid-case'
const RECORDS = 10

eachStore(({ open }) => {
  let store: Store
  beforeEach(async () => {
    store = await open()
    await migrate(store)
    const district = await addDistrict(store, '东区', ['city', 'east'])
    for (let rid = 1; rid <= RECORDS; rid += 1) {
      const plain = JSON.stringify({ applicant: `李${rid}`, unit: 'v1' })
      // The last one as an ingest leaves it.
      const body = rid === RECORDS ? sealedBody(testSeal, kind, plain) : plain
      await store.query(
        `INSERT INTO records (district, rid, id, kind, scope, title, body, heads, deleted)
         VALUES ($1, $2, $3, $4, '*', '李*', $5, '{"base":"aa"}', false)`,
        [district, rid, `h${rid}`, kind, body],
      )
    }
  })

  const texts = async () =>
    (await store.query<{ body: string }>('SELECT body::text AS body FROM records ORDER BY rid')).map(
      ({ body }) => body,
    )
  const sealed = async () => (await texts()).filter((text) => !text.includes('李'))
  const opened = async () =>
    (
      await unsealing(store, testSeal).query<{ body: { applicant: string } }>(
        'SELECT body FROM records ORDER BY rid',
      )
    ).map(({ body }) => body.applicant)
  const typed = Array.from({ length: RECORDS }, (_, at) => `李${at + 1}`)

  test('what is sealed already is not sealed once more, though no form was known', async () => {
    await reconcileSealed(store, testSeal)
    expect(await sealed()).toHaveLength(RECORDS)
    expect(await opened()).toEqual(typed)
  })

  test('sealing that is interrupted anywhere leaves whole parts, and goes on behind them', async () => {
    let before = await sealed()
    let [interrupted, parts] = [0, 0]
    for (let nth = 3; ; nth += 7) {
      const doomed = mortal(store, nth, () => Promise.reject(new Error('interrupted')), 'inside')
      const result = await reconcileSealed(doomed, testSeal, 3).catch((error: Error) => error.message)
      const now = await sealed()
      // Nobody seals again what is sealed: it would read otherwise.
      for (const [at, text] of before.slice(0, -1).entries()) expect(now[at]).toBe(text)
      expect(await opened()).toEqual(typed)
      if (now.length > before.length) parts += 1
      before = now
      if (typeof result === 'number') break
      interrupted += 1
      expect(await store.query('SELECT 1 FROM sealed_forms')).toEqual([])
    }
    expect([interrupted > 1, parts > 1]).toEqual([true, true])
    expect(before).toHaveLength(RECORDS)
    expect(await reconcileSealed(store, testSeal)).toBe(0)
    expect(await store.query('SELECT 1 FROM sealing')).toEqual([])
  })

  test('two processes that seal at once seal all of it, and neither goes on before that', async () => {
    const all = async (): Promise<number> => {
      await reconcileSealed(store, testSeal, 2)
      return (await sealed()).length
    }
    expect(await Promise.all([all(), all()])).toEqual([RECORDS, RECORDS])
    expect(await opened()).toEqual(typed)
  })
})
