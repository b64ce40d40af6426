import type { FileToken } from '../../../shared/contract/types'
import { idOf, openRegion, type PlainRecord } from '../../support/hub/region'
import { eachStore } from '../../support/hub/stores'
import { twoStreets } from '../../support/hub/two-streets'

const house = '河口街道李家村三组 18 号'
const household = (id: string, name: string): PlainRecord => ({
  id: idOf(id),
  kind: 'demonstration-household',
  body: { name, group: house, unit: idOf('v1') },
})
const draft: PlainRecord = {
  id: idOf('dr'),
  kind: 'courtyard-session',
  body: { date: '2026-11-05', unit: idOf('v1'), courtyard: '没写完的院子', people: 9, status: 'draft' },
}
const more = [household('h1', '张三丰'), draft]
const file = 'file-1' as FileToken

eachStore((under) => {
  test('a ledger is that of the unit and period, masked, as paper and as a file; what is whole is noted and for few', async () => {
    const region = await openRegion(under, (store) => twoStreets(store, more))
    const [leader, reader] = [await region.as(idOf('city'), 'review'), await region.as(idOf('west'), 'read')]
    const november = { ledger: 'courtyard-session', period: '2026-11' }
    const rowsOf = async (unit?: string) => {
      const asked = unit === undefined ? november : { ...november, unit: idOf(unit) }
      return (await leader.ok('ledgers.page', asked)).rows
    }
    expect([await rowsOf(), await rowsOf('east'), await rowsOf('s1'), await rowsOf('west')]).toEqual([
      5, 4, 2, 1,
    ])
    expect((await reader.ok('ledgers.page', november)).rows).toBe(1)
    const { markup } = await leader.ok('ledgers.page', november)
    expect(markup).not.toContain('没写完的院子')
    expect(markup).toContain('合计')

    const houses = { ledger: 'demonstration-household' }
    expect((await leader.ok('ledgers.page', houses)).markup).not.toContain(house)
    const whole = { ...houses, variant: 'internal', whole: true } as const
    expect(await reader.call('ledgers.page', whole)).toMatchObject({ error: { code: 'right.missing' } })
    expect((await leader.ok('ledgers.page', whole)).markup).toContain('三组')
    // The usual variant of a ledger is 内部, said or not.
    const print = { ...november, how: 'print' } as const
    expect(await reader.call('ledgers.print', print)).toMatchObject({ error: { code: 'right.missing' } })
    expect((await leader.ok('ledgers.print', print)).markup).toContain('编号 ')
    for (const format of ['html', 'xlsx'] as const) {
      const written = await leader.ok('ledgers.write', { ...november, format, file, operation: idOf('op') })
      expect([written.rows, leader.file(file)?.byteLength]).toEqual([5, written.bytes])
    }
    const rows = await region.owner.query<{ action: string }>(
      `SELECT action FROM hub_audit WHERE action LIKE 'ledgers.%' ORDER BY seq`,
    )
    expect(rows.map(({ action }) => action)).toEqual([
      'ledgers.unmasked',
      'ledgers.unmasked',
      'ledgers.print',
      ...Array<string>(2).fill('ledgers.write'),
    ])
    await region.close()
  }, 180_000)
})
