import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCli } from '../../support/desks/cli'

interface Measured {
  readonly name: string
  readonly ours: number
  readonly yardstick: number
  readonly limit: number | null
  readonly ratio: number
  readonly pass: boolean | null
}

interface Skipped {
  readonly name: string
  readonly skipped: string
}

test('every entry of the bench runs on few records and says what it measured, and which programs to compare with are missing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'yuanba-bench-'))
  const run = await runCli(['bench', '--size', '60', '--rounds', '1', '--no-judge', '--json'], {
    TMPDIR: folder,
  })
  rmSync(folder, { recursive: true })
  const { code, stdout, stderr } = run
  expect([code, code === 0 ? '' : stderr]).toEqual([0, ''])
  const all = (JSON.parse(stdout) as { readonly lines: readonly (Measured | Skipped)[] }).lines
  const lines = all.filter((line): line is Measured => !('skipped' in line))
  const skipped = all.filter((line) => 'skipped' in line).map(({ name }) => name)
  const names = lines.map(({ name }) => name)
  expect(names).toEqual(
    expect.arrayContaining([
      ...['sync.apply', 'sync.apply-again', 'sync.produce', 'sync.size', 'sync.memory', 'sync.growth'],
      ...[
        'report.month-600',
        'report.figure',
        'report.figure-year',
        'report.month-60',
        'xlsx',
        'xlsx.memory',
        'ledger',
        'ledger.memory',
        'package.first-screen',
      ],
    ]),
  )
  expect(skipped).toEqual(expect.arrayContaining(['peers.pouchdb', 'peers.yjs']))
  for (const { ours, yardstick, limit, ratio, pass } of lines) {
    expect(Math.min(ours, yardstick, limit ?? 1)).toBeGreaterThan(0)
    expect(ratio).toBeCloseTo(ours / yardstick)
    expect(pass).toBe(limit === null ? null : ratio <= limit)
  }
}, 300_000)

test('an entry that does not exist is refused', async () => {
  const { code } = await runCli(['bench', '--only', 'nothing', '--json'])
  expect(code).toBe(2)
})
