import { reconcileHubFacts } from '../../../electron/hub/facts/reconcile'
import { sealedBody } from '../../../electron/hub/sealed/rows'
import { migrate } from '../../../electron/hub/store/migrate'
import { kindOf } from '../../../shared/kinds'
import { addDistrict, addRecords, idOf } from '../../support/hub/region'
import { testSeal } from '../../support/hub/sealed'
import { eachStore } from '../../support/hub/stores'

const consultation = kindOf('consultation')

eachStore(({ open }) => {
  test('records of which something is sealed are judged anew by whoever has the keys, and by nobody else', async () => {
    const store = await open()
    await migrate(store)
    const district = await addDistrict(store, '东区', ['city', 'east'])
    const body = JSON.parse(
      sealedBody(testSeal, consultation.name, JSON.stringify({ date: '2026-11-02', unit: 'east', phone: 5 })),
    )
    await addRecords(store, district, [{ id: idOf('c1'), kind: consultation.name, body }])
    await expect(reconcileHubFacts(store, 1, [consultation], null)).rejects.toMatchObject({
      code: 'hub.no-keys',
    })
    expect(await reconcileHubFacts(store, 1, [consultation], testSeal)).toBe(1)
    expect(await store.query('SELECT field FROM anomalies')).toEqual([{ field: 'phone' }])
  })
})
