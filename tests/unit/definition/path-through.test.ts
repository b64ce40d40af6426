import { pathThrough } from '../../../shared/definition/workflow'
import { kinds } from '../../../shared/kinds'
import { aidFlow } from '../../../shared/kinds/parts/legal-aid-flow'
import { mediationFlow } from '../../../shared/kinds/parts/mediation-flow'

const inWords = (flow: typeof aidFlow, state: string): string =>
  pathThrough(flow, state)
    .map((one) => flow.states[one] ?? one)
    .join(' ')

test('a record on the usual path is shown that path only', () => {
  expect(inWords(aidFlow, 'handling')).toBe('申请 审查 给予 指派 承办 结案 归档 补贴')
  expect(inWords(mediationFlow, 'accepted')).toBe('受理 调解 调解成功 已履行')
})

test('a branch stands behind what leads to it; what ends the path is its end', () => {
  expect(inWords(aidFlow, 'supplementing')).toBe('申请 一次性告知补正 审查 给予 指派 承办 结案 归档 补贴')
  expect(inWords(aidFlow, 'refused')).toBe('申请 审查 不予')
  expect(inWords(mediationFlow, 'failed')).toBe('受理 调解 调解不成功')
})

test('a state of a newer version stands behind all others', () => {
  expect(pathThrough(mediationFlow, 'later').at(-1)).toBe('later')
})

test('branches are states, and nothing begins in one', () => {
  for (const { initial, states, branches = [] } of kinds.flatMap(({ flows = [] }) => flows)) {
    expect(Object.keys(states)).toEqual(expect.arrayContaining([...branches]))
    expect(branches).not.toContain(initial)
  }
})
