import { runCli } from '../support/cli'

interface Measured {
  readonly name: string
  readonly ours: number
  readonly yardstick: number
  readonly limit: number
  readonly ratio: number
  readonly pass: boolean
}

test('every entry of the bench but the peers, which install, runs on few records and says what it measured', async () => {
  const { code, stdout, stderr } = await runCli(['bench', '--size', '60', '--rounds', '1', '--json'])
  expect([code, code === 0 ? '' : stderr]).toEqual([0, ''])
  const { lines } = JSON.parse(stdout) as { readonly lines: readonly Measured[] }
  const names = lines.map(({ name }) => name)
  expect(names).toEqual(
    expect.arrayContaining([
      ...['sync.apply', 'sync.apply-again', 'sync.produce', 'sync.size', 'sync.memory', 'sync.growth'],
      ...['report.month-600', 'report.figure', 'report.month-60', 'xlsx'],
    ]),
  )
  expect(names.filter((name) => name.startsWith('peers'))).toEqual([])
  for (const { ours, yardstick, limit, ratio, pass } of lines) {
    expect(Math.min(ours, yardstick, limit)).toBeGreaterThan(0)
    expect(ratio).toBeCloseTo(ours / yardstick)
    expect(pass).toBe(ratio <= limit)
  }
}, 300_000)

test('an entry that does not exist is refused', async () => {
  const { code } = await runCli(['bench', '--only', 'nothing', '--json'])
  expect(code).toBe(2)
})
