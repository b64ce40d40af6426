import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Desk, openStreet } from '../../support/desks/engine'
import { lawSize } from '../../support/laws/law-size'
import { messyLedger } from '../../support/paper/messy-ledger'

const kind = 'courtyard-session'
let desk: Desk
let folder: string

beforeAll(async () => {
  desk = await openStreet()
  folder = mkdtempSync(join(tmpdir(), 'yuanba-messy-'))
})
afterAll(async () => {
  await desk.close()
  rmSync(folder, { recursive: true })
})

test('a year of lines with every mess is looked at, mended, taken in, taken back, and in again', async () => {
  const ledger = await messyLedger(lawSize(3000))
  const path = join(folder, '2025年台账.xlsx')
  writeFileSync(path, ledger.bytes)
  const file = desk.engine.grant(path)
  const spent: Record<string, number> = {}
  const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const from = performance.now()
    const done = await work()
    spent[name] = Math.round(performance.now() - from)
    return done
  }
  const asked = { kind, source: { file } }
  const first = await timed('preview', () => desk.rpc.tables.preview(asked))
  const { sheets, notes } = await desk.rpc.tables.sheets({ file })
  expect(notes).toEqual(['hidden-sheets', 'formulas'])
  expect(sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
    ['封面', false],
    ['院坝会', false],
    ['旧表', true],
  ])
  expect(first).toMatchObject({ wantsYear: true, counts: { rows: ledger.rows, changes: 0 } })
  expect(new Set(first.leftOut.map(({ why }) => why))).toEqual(new Set(['title', 'heading', 'total', 'note']))
  const villages = {
    桂花村: desk.units.peach,
    桂花: desk.units.peach,
    桂花屯: desk.units.peach,
    松林村: desk.units.plum,
  }
  const said = {
    ...asked,
    year: 2025,
    answers: { unit: villages },
    mends: [{ at: ledger.wordy.at, column: 9, word: String(ledger.wordy.people) }],
  }
  const again = await timed('preview, mended', () => desk.rpc.tables.preview(said))
  expect(again.counts).toEqual({
    rows: ledger.rows,
    new: ledger.rows - ledger.twice,
    same: ledger.twice,
    alike: ledger.alike,
    changes: 0,
    similar: 0,
    refused: 0,
    skipped: 0,
  })
  const done = await timed('take', () => desk.rpc.tables.take({ ...said, operation: desk.operation() }))
  expect(done).toMatchObject({ added: ledger.rows - ledger.twice, refused: [] })
  const { sums } = await desk.rpc.records.sums({ kind, which: { filter: {} } })
  expect(sums).toMatchObject({ people: ledger.people, leaflets: ledger.leaflets })
  const same = await timed('take, the same again', () =>
    desk.rpc.tables.take({ ...said, operation: desk.operation() }),
  )
  expect(same).toMatchObject({ added: 0, updated: 0, batch: null })
  const batch = String(done.batch)
  const undone = await timed('undo', () => desk.rpc.bulk.undo({ batch, operation: desk.operation() }))
  expect(undone).toMatchObject({ done: done.added, left: [] })
  expect(await desk.rpc.tables.take({ ...said, operation: desk.operation() })).toMatchObject({
    added: done.added,
  })
  expect(await desk.rpc.records.suspectCount({})).toEqual({ count: ledger.alike, more: false })
  process.stderr.write(`${ledger.rows} lines, ms: ${JSON.stringify(spent)}\n`)
}, 600_000)
