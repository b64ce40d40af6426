import { type Line, overLimit } from '../../../electron/bench/entry'
import { answerOf } from '../../../electron/hosts/cli/commands/bench'

const line = (name: string, ours: number, limit: number | null): Line => ({
  name,
  what: '比一比',
  unit: 'ms',
  ours,
  yardstick: 10,
  limit,
})
const skipped: Line = { name: 'peer', what: '比一比', skipped: '没有安装' }
const fine = [line('at', 12, 1.2), line('shown', 900, null), skipped]

test('only a line over its own limit is missed: one at it, one without and one not measured are not', () => {
  expect(overLimit(fine)).toEqual([])
  expect(overLimit([...fine, line('over', 12.1, 1.2)])).toEqual(['over'])
})

test('the bench ends with 1 when a line is over its limit, and with 0 when it only measures', () => {
  const missed = [...fine, line('over', 12.1, 1.2)]
  expect(answerOf(fine, { judges: true }).exit ?? 0).toBe(0)
  expect(answerOf(missed, { judges: true }).exit).toBe(1)
  expect(answerOf(missed, { judges: false }).exit ?? 0).toBe(0)
})
