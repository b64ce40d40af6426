import { fieldOf } from '../../../shared/definition/define'
import { kindOf } from '../../../shared/kinds'
import { keptKinds } from '../../../shared/kinds/retention-rule'
import { closingField, keptUntil } from '../../../shared/records/retention'
import { openDistrict, sessionPatch } from '../../support/desks/engine'

test('each kind that a rule can be for is called what it is called, and says when a record was closed', () => {
  for (const [name, label] of Object.entries(keptKinds)) {
    const kind = kindOf(name)
    expect([name, kind.label]).toEqual([name, label])
    const field = closingField(kind)
    expect(field && fieldOf(kind, field)).toMatchObject({ type: 'date', index: true })
  }
})

test('years are counted from the day of closing, and of a leap day until the month is over', () => {
  expect(keptUntil('2026-11-03', 10)).toBe('2016-11-03')
  expect(keptUntil('2025-02-28', 1)).toBe('2024-02-28')
})

test('what a rule keeps no longer is listed, the oldest first, and nothing of it is dropped; without a rule nothing is due', async () => {
  const desk = await openDistrict()
  const due = async () => (await desk.rpc.records.retentionDue({})).kinds
  const save = (date: string) => desk.save('courtyard-session', { ...sessionPatch(desk), date })
  const old = await save('2023-11-03')
  const older = await save('2022-01-05')
  await save('2023-11-04')
  expect(await due()).toEqual([])
  const rule = await desk.save('retention-rule', { forKind: 'courtyard-session', years: 3 })
  const [found, ...others] = await due()
  expect(others).toEqual([])
  expect(found).toMatchObject({
    kind: 'courtyard-session',
    years: 3,
    field: 'date',
    until: '2023-11-03',
    total: 2,
  })
  expect(found?.records.map(({ id }) => id)).toEqual([older, old])
  expect((await desk.rpc.records.list({ kind: 'courtyard-session' })).rows).toHaveLength(3)
  // Erased, a record is due no more; it is a person who does that.
  await desk.rpc.records.erase({ id: older, reason: '保存期满' })
  expect((await due())[0]?.records.map(({ id }) => id)).toEqual([old])
  await desk.rpc.records.delete({ id: rule, operation: desk.operation() })
  expect(await due()).toEqual([])
  await desk.close()
})
