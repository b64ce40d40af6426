import { type Desk, openDistrict, openStreet, refusal } from '../../support/desks/engine'

let desk: Desk
afterEach(() => desk.close())

const words = (over: Readonly<Record<string, string>> = {}) => ({
  kind: 'wording-template',
  patch: { report: 'monthly', sentence: 'nothing', text: '{期}，{单位}零报告。', ...over },
  operation: desk.operation(),
})

async function opening(): Promise<string> {
  const { document } = await desk.rpc.reports.compute({ report: 'monthly', period: '2026-11' })
  const block = document.blocks[1]
  return block?.type === 'paragraph' ? block.runs.map((run) => run.text).join('') : ''
}

test('a district says a sentence in its own words, and takes it back by deleting them', async () => {
  desk = await openDistrict()
  const before = await opening()
  expect(before).toContain('为零报告')
  const { id } = await desk.rpc.records.save(words())
  expect(await opening()).toBe('11月份，示范区零报告。')
  await desk.rpc.records.save({
    ...words({ text: '{期}共发送{发送普法短信}条。' }),
    id,
    operation: desk.operation(),
  })
  expect(await opening()).toBe('11月份共发送0条。')
  await desk.rpc.records.delete({ id, operation: desk.operation() })
  expect(await opening()).toBe(before)
})

test('a figure that only the district’s words name is counted, and signed off with the report', async () => {
  desk = await openDistrict()
  const member = { name: '周永贵', unit: desk.units.peach, from: '2026-01-01' }
  await desk.rpc.records.save({ kind: 'person', patch: member, operation: desk.operation() })
  await desk.rpc.records.save(words({ text: '{期}在队{小分队队员}人，{小分队队员：环比}。' }))
  expect(await opening()).toBe('11月份在队1人，与上月持平。')
  const { id } = await desk.rpc.reports.freeze({
    report: 'monthly',
    period: '2026-11',
    operation: desk.operation(),
  })
  const second = { ...member, name: '吴秀英' }
  await desk.rpc.records.save({ kind: 'person', patch: second, operation: desk.operation() })
  const { rows } = await desk.rpc.reports.differences({ id })
  expect(rows.map(({ measure, change, after }) => [measure, change, after])).toEqual([
    ['members', 'added', 1],
  ])
})

test('words with a placeholder that names nothing are refused in Chinese, and the placeholder is named', async () => {
  desk = await openDistrict()
  const { code, params } = await refusal(desk.rpc.records.save(words({ text: '共{短信数}条，{sms:约}条' })))
  expect([code, params.problems]).toEqual([
    'record.invalid',
    [
      { field: 'text', reason: 'wording.placeholder', params: { name: '短信数' } },
      { field: 'text', reason: 'wording.form', params: { name: '约' } },
    ],
  ])
  const other = await refusal(desk.rpc.records.save(words({ sentence: 'teams' })))
  expect(other.params.problems).toEqual([{ field: 'sentence', reason: 'wording.sentence' }])
})

test('a street does not word the reports', async () => {
  desk = await openStreet()
  expect((await refusal(desk.rpc.records.save(words()))).code).toBe('record.wrong-owner')
})
