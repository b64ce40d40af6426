import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeOds } from 'hucre/ods'
import { writeXlsx } from 'hucre/xlsx'
import { RpcError } from '../../shared/contract/rpc'
import { type Desk, openStreet } from '../support/desks/engine'
import { expectEveryScreen } from '../support/desks/every-screen'
import { fuzz } from '../support/laws/fuzz'
import { lawSize } from '../support/laws/law-size'
import { bytesStep, changedBytes, changedTable, tableStep } from '../support/laws/mutate'
import fc from '../support/laws/property'
import { seedsFor } from '../support/laws/seed'

// Spreadsheets that somebody else made: their cells, and their bytes.

const kind = 'courtyard-session'
let desk: Desk
let folder: string
beforeAll(async () => {
  desk = await openStreet()
  folder = mkdtempSync(join(tmpdir(), 'yuanba-table-fuzz-'))
})
afterAll(async () => {
  await desk.close()
  rmSync(folder, { recursive: true })
})

const head = [
  '序号',
  '日期',
  '开始时间',
  '村（社区）',
  '院坝（户主）',
  '主持人',
  '主讲人',
  '议题',
  '参加户数',
  '参加人数',
]
const good = [
  ['云锦街道院坝会台账'],
  head,
  ...['一', '二', '三', '四'].map((nth, at) => [
    ...[String(at + 1), `2026.3.${at + 1}`, '下午3点', '桃花村', `第${nth}院坝`],
    ...['周永贵', '吴秀英', '防诈骗', '5', String(20 + at)],
  ]),
  ['合计', '', '', '', '', '', '', '', '20', '86'],
]

/** A cell as a spreadsheet may keep it: a number or a day where it looks like one. */
const typed = (cell: string): string | number | Date | null =>
  /^\d{1,9}$/.test(cell) ? Number(cell) : cell === '' ? null : cell

async function bytesOf(format: string, rows: readonly (readonly string[])[]): Promise<Buffer> {
  const sheets = [{ name: '院坝会', rows: rows.map((row) => row.map(typed)) }]
  if (format === 'xlsx') return Buffer.from(await writeXlsx({ sheets }))
  if (format === 'ods') return Buffer.from(await writeOds({ sheets }))
  return Buffer.from(
    rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n'),
  )
}

async function came(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'ok'
  } catch (error) {
    if (!(error instanceof RpcError)) throw error
    expect(error.body.code).not.toBe('unexpected')
    return error.body.code
  }
}

let played = 0
fuzz({
  name: 'tables',
  findings: join(__dirname, 'findings'),
  seeds: seedsFor('tables', []),
  cases: fc.record({
    format: fc.constantFrom('csv', 'xlsx', 'ods', 'pasted'),
    cells: fc.array(tableStep(), { maxLength: 6 }),
    bytes: fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(bytesStep(), { minLength: 1, maxLength: 2 }) },
    ),
    headAt: fc.option(fc.integer({ min: 1, max: 30 })),
  }),
  count: lawSize(1500),
  play: async ({ format, cells, bytes, headAt }) => {
    const rows = changedTable(good, cells)
    const path = join(folder, `table.${format}`)
    if (format !== 'pasted') writeFileSync(path, changedBytes(await bytesOf(format, rows), bytes))
    const source =
      format === 'pasted'
        ? { text: changedBytes(Buffer.from(rows.map((row) => row.join('\t')).join('\n')), bytes).toString() }
        : { file: desk.engine.grant(path) }
    const asked = { kind, source, ...(headAt !== null && { headAt }) }
    if ('file' in source) await came(desk.rpc.tables.sheets({ file: source.file }))
    const preview = await came(desk.rpc.tables.preview(asked))
    const before = (await desk.rpc.records.count({ kind })).total
    let added = 0
    const take = async (): Promise<void> => {
      ;({ added } = await desk.rpc.tables.take({ ...asked, operation: desk.operation() }))
    }
    const taken = await came(take())
    expect([preview === 'ok', (await desk.rpc.records.count({ kind })).total]).toEqual([
      taken === 'ok',
      before + added,
    ])
    // The same again adds nothing.
    if (taken === 'ok' && added > 0) {
      await take()
      expect(added).toBe(0)
    }
    played += 1
    if (played % 100 === 0) {
      await expectEveryScreen(desk)
      expect((await desk.rpc.safety.verify({})).ok).toBe(true)
    }
    return [`${format}: ${taken}`]
  },
})
