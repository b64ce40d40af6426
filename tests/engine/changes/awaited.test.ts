import { hashOf } from '../../../electron/engine/changes/log'
import { projectAll } from '../../../electron/engine/changes/project-all'
import { rebuildRecords } from '../../../electron/engine/changes/rebuild'
import { openWriter } from '../../../electron/engine/changes/write'
import { openRecordIndex } from '../../../electron/engine/search/index-records'
import { changeText, lined } from '../../../shared/sync/chain'
import { CHAIN_START, type Change, nameOf, type Said } from '../../../shared/sync/change'
import { MOST_OVER } from '../../../shared/sync/plain-change'
import { openLog } from '../../support/desks/log'

const RECORD = '01900000-0000-7000-8000-000000000001'
let log: ReturnType<typeof openLog>
beforeEach(() => {
  log = openLog()
})
afterEach(() => log.close())

/** Another site's stream, change by change. */
function stream(site: string) {
  let [seq, prev] = [0, CHAIN_START]
  return (set: Change['set'], over: Change['over'] = {}) => {
    seq += 1
    const told: Said = {
      clock: seq.toString(16).padStart(16, '0'),
      site: site.repeat(32),
      scope: 'street',
      seq,
      record: RECORD,
      kind: 'courtyard-session',
      kindVersion: 1,
      author: '甲',
      at: '2026-11-03T01:00:00.000Z',
      salt: 'A'.repeat(16),
      set,
      over,
    }
    const text = changeText({ ...told, prev })
    const one = lined({ ...told, prev }, text.line, hashOf(text.line))
    prev = one.hash
    return { one, text }
  }
}

/** Takes changes as an import does. @returns how many rows that wrote in the whole database */
function take(changes: readonly ReturnType<ReturnType<typeof stream>>[]): number {
  const { ctx } = log
  const written = (): number => Number(ctx.db.prepare('SELECT total_changes()').pluck().get())
  const before = written()
  ctx.db.transaction(() => {
    const writer = openWriter(ctx, openRecordIndex(ctx, changes.length))
    for (const { one, text } of changes) writer.take(one, text)
    writer.finish()
  })()
  return written() - before
}

const waits = (): number => Number(log.ctx.db.prepare('SELECT count(*) FROM awaited').pluck().get())
const row = (): { body: string; heads: string } =>
  log.ctx.db.prepare<[], { body: string; heads: string }>('SELECT body, heads FROM records').get() ?? {
    body: '',
    heads: '',
  }
const unknown = (n: number): string => `f${n.toString(16).padStart(47, '0')}`

test('a change that comes after the one that replaces it is replaced on arrival, and nothing waits for it any more', () => {
  const [here, there] = [stream('1'), stream('2')]
  const first = here({ people: 1, agenda: '甲' })
  const id = nameOf(first.one.change.id)
  take([there({ people: 2 }, { people: [id] })])
  expect(waits()).toBe(1)
  take([first])
  expect(waits()).toBe(0)
  expect(JSON.parse(row().body)).toEqual({ people: 2, agenda: '甲' })
})

test('what a record waits for costs what it is, not what it was: a row each, and none more when one arrives', () => {
  const [here, there] = [stream('1'), stream('2')]
  const late = here({ people: 1 })
  const forged = (count: number, from: number) =>
    Array.from({ length: count }, (_, n) => {
      const names = Array.from({ length: MOST_OVER }, (__, at) => unknown((from + n) * MOST_OVER + at))
      return there({ people: n }, { people: names })
    })
  take([there({ people: 0 }, { people: [nameOf(late.one.change.id)] })])
  const few = take(forged(10, 0))
  const heads = row().heads.length
  const many = take(forged(100, 10))
  expect(waits()).toBe(1 + 110 * MOST_OVER)
  expect(many / few).toBeLessThan(11)
  // The row of the record grows by its heads, which is one each; what it waits for stands elsewhere.
  expect(row().heads.length - heads).toBeLessThan(100 * 120)
  expect(take([late])).toBeLessThan(20)
  expect([...rebuildRecords(log.ctx.db)].every(({ same }) => same)).toBe(true)
})

test('the table is made anew with the projection, and a proof tells a row that is too much or missing', () => {
  const there = stream('2')
  take([there({ people: 2 }, { people: [unknown(1), unknown(2)] })])
  const { db, dataKey } = log.ctx
  const isRight = (): boolean => [...rebuildRecords(db)].every(({ same }) => same)
  expect(isRight()).toBe(true)
  for (const spoil of [
    `DELETE FROM awaited WHERE id = '${unknown(1)}'`,
    `INSERT INTO awaited VALUES ('${RECORD}', '${unknown(3)}', 'people')`,
    `INSERT INTO awaited VALUES ('nobody', '${unknown(3)}', 'people')`,
  ]) {
    db.exec(spoil)
    expect([spoil, isRight()]).toEqual([spoil, false])
    projectAll(db, dataKey)
    expect(isRight()).toBe(true)
  }
})
