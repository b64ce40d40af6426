import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readWorkbook } from '../../../electron/engine/tables/read-workbook'
import { readInThread } from '../../../electron/engine/tables/reader-thread'
import { neverCancelled } from '../../../electron/engine/tasks'
import { AppError } from '../../../shared/errors'
import { buildChild, type ChildProgram } from '../../support/child/start'
import { root } from '../../support/screens/screen'

let program: ChildProgram
beforeAll(() => {
  program = buildChild('table-reader')
})
afterAll(() => program.remove())

const fixture = (name: string): Buffer => readFileSync(join(root, 'tests/fixtures/tables', name))
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => (error instanceof AppError ? error.code : error),
  )

test.each(['grouped.xlsx', 'grouped.xls', 'grouped.ods', 'two-line-head-gbk.csv'])(
  'the thread reads %s as it is read without one',
  async (name) => {
    const read = readInThread(program.file)
    expect(await read(fixture(name), neverCancelled)).toEqual(await readWorkbook(fixture(name)))
  },
)

test('what the thread refuses is refused here, and what is no workbook too', async () => {
  const read = readInThread(program.file)
  expect(await codeOf(read(fixture('locked.xls'), neverCancelled))).toBe('table.locked')
  const broken = fixture('grouped.xls').fill(7, 600)
  expect(await codeOf(read(broken, neverCancelled))).toBe('table.unreadable')
})

test('a file that wants more memory than a ledger does is refused, and the next one is read', async () => {
  const read = readInThread(program.file, { memory: 16, time: 60_000 })
  const long = Buffer.from(`${'a,b,c,d,e,f,g,h\n'.repeat(60_000)}`)
  expect(await codeOf(read(long, neverCancelled))).toBe('table.too-heavy')
  const next = await readInThread(program.file)(fixture('grouped.xls'), neverCancelled)
  expect(next.sheets).toHaveLength(2)
})

test('a file that takes longer than a ledger does is refused', async () => {
  const read = readInThread(program.file, { memory: 512, time: 0 })
  expect(await codeOf(read(fixture('grouped.xls'), neverCancelled))).toBe('table.too-heavy')
})

test('reading ends where the person cancels it', async () => {
  const read = readInThread(program.file)
  const task = new AbortController()
  const reading = codeOf(read(fixture('grouped.xls'), task.signal))
  task.abort(new AppError('task.cancelled'))
  expect(await reading).toBe('task.cancelled')
  expect(await codeOf(read(fixture('grouped.xls'), task.signal))).toBe('task.cancelled')
})
