import { migrate } from '../../../electron/hub/store/migrate'
import { addDistrict } from '../../support/hub/region'
import { eachStore } from '../../support/hub/stores'

eachStore(({ open }) => {
  test('a value that is none of its field stands beside its record, several in one record', async () => {
    const store = await open()
    await migrate(store)
    const district = await addDistrict(store, '东区', ['city', 'east'])
    for (const field of ['people', 'date'])
      await store.query(`INSERT INTO anomalies VALUES ($1, 7, $2, 'number.invalid')`, [district, field])
    expect(
      await store.query('SELECT field FROM anomalies WHERE district = $1 AND rid = 7', [district]),
    ).toEqual([{ field: 'people' }, { field: 'date' }])
    await expect(store.query(`INSERT INTO anomalies VALUES (99, 1, 'people', 'x')`)).rejects.toThrow()
  })
})
