import { changesOf, openAppender, sha256Hex } from '../../../electron/engine/changes/log'
import { openProjector, stateOf } from '../../../electron/engine/changes/project'
import { projectAll, reconcileProjection } from '../../../electron/engine/changes/project-all'
import { changeQuery, type RecordRow } from '../../../electron/engine/changes/queries'
import { rebuildRecords } from '../../../electron/engine/changes/rebuild'
import { type KindNamed, upgraded, upgradedChangesOf } from '../../../electron/engine/changes/upgraded'
import { writeLocal } from '../../../electron/engine/changes/write'
import type { Kind } from '../../../shared/definition/define'
import { canonicalJson } from '../../../shared/json'
import { changeHash, idOfChange } from '../../../shared/sync/chain'
import { CHAIN_START, type Change, DELETED, NUMBER, nameOf } from '../../../shared/sync/change'
import { foldChanges, headsOf } from '../../../shared/sync/merge'
import { openLog } from '../../support/desks/log'
import { noteKind, noteUpgrades } from '../../support/records/own-kind'

const RECORD = '01900000-0000-7000-8000-000000000001'
const today = noteKind(3, noteUpgrades)
const asFirst = noteKind(1)
const among =
  (kind: Kind): KindNamed =>
  (name) =>
    name === kind.name ? kind : undefined

let log: ReturnType<typeof openLog>
let written: number
beforeEach(() => {
  log = openLog()
  written = 0
})
afterEach(() => log.close())

/** Writes a change of some version as a program that knows this kind takes it in. */
function take(
  kindVersion: number,
  { set, over = {} }: Pick<Change, 'set'> & Partial<Pick<Change, 'over'>>,
  kind: Kind = today,
): Change {
  const { db, site } = log.ctx
  written += 1
  const appender = openAppender(db)
  const projector = openProjector(db, appender, undefined, among(kind))
  const { change } = appender.extend(
    {
      clock: written.toString(16).padStart(16, '0'),
      site: site.id,
      scope: '*',
      record: RECORD,
      kind: 'test-note',
      kindVersion,
      author: '张三',
      at: '2026-11-03T01:00:00.000Z',
      set,
      over,
    },
    'A'.repeat(16),
  )
  projector.apply(change, canonicalJson(set))
  appender.finish()
  projector.finish()
  return change
}

const body = () => stateOf(log.ctx.db, RECORD)?.body
const isRebuiltBy = (kind: Kind) => [...rebuildRecords(log.ctx.db, among(kind))].map(({ same }) => same)

describe('what an older version wrote', () => {
  test('shows under the keys and in the values of today', () => {
    take(1, {
      set: {
        name: '一',
        leader: '王某',
        hours: 2,
        'points/a': { what: '走访' },
        [NUMBER]: '1',
        [DELETED]: false,
      },
    })
    expect(body()).toEqual({
      name: '一',
      chief: '王某',
      minutes: 120,
      'steps/a': { what: '走访' },
      [NUMBER]: '1',
      [DELETED]: false,
    })
  })

  test('is led on from the version that wrote it, not from the first', () => {
    take(2, { set: { leader: '不是负责人', hours: 1 } })
    expect(body()).toEqual({ leader: '不是负责人', minutes: 60 })
  })

  test('stays in the log as it was written, hash and all', () => {
    const before = take(1, { set: { leader: '王某' } })
    take(3, { set: { chief: '李某' }, over: { chief: [nameOf(before.id)] } })
    const [first, second] = changesOf(log.ctx.db, RECORD)
    expect(first).toEqual(before)
    const link = { ...(first ?? before), prev: CHAIN_START }
    expect(idOfChange(link.clock, changeHash(link, sha256Hex))).toBe(before.id)
    expect(second?.set).toEqual({ chief: '李某' })
    expect(upgradedChangesOf(log.ctx.db, RECORD, among(today)).map(({ set }) => set)).toEqual([
      { chief: '王某' },
      { chief: '李某' },
    ])
  })

  test('keeps what this version does not know', () => {
    take(1, { set: { leader: '王某', drones: 3, 'photos/x': { of: ['a'] } } })
    expect(body()).toEqual({ chief: '王某', drones: 3, 'photos/x': { of: ['a'] } })
  })

  test('is replaced under its new key by an edit of any version', () => {
    const first = take(1, { set: { leader: '王某', name: '一' } })
    const second = take(1, { set: { leader: null }, over: { leader: [nameOf(first.id)] } })
    take(3, { set: { chief: '李某' }, over: { chief: [nameOf(second.id)] } })
    const state = stateOf(log.ctx.db, RECORD)
    expect(state).toMatchObject({ conflicts: 0, body: { chief: '李某', name: '一' } })
  })

  test('stands against what a newer version wrote meanwhile, for a person to decide', () => {
    const first = take(1, { set: { leader: '王某' } })
    take(3, { set: { chief: '李某' }, over: { chief: [nameOf(first.id)] } })
    take(1, { set: { leader: '赵某' }, over: { leader: [nameOf(first.id)] } })
    const state = stateOf(log.ctx.db, RECORD)
    expect(state?.conflicts).toBe(1)
    expect(state && headsOf(state, 'chief').map(([, value]) => value)).toEqual(['李某', '赵某'])
  })

  test('makes the same record in whatever order it arrives', () => {
    const first = take(1, { set: { leader: '王某', hours: 2 } })
    const second = take(2, { set: { chief: '李某' }, over: { chief: [nameOf(first.id)] } })
    const third = take(1, { set: { hours: 3 }, over: { hours: [nameOf(first.id)] } })
    const read = (changes: readonly Change[]) =>
      foldChanges(changes.map((change) => upgraded(change, among(today))))
    const state = read([first, second, third])
    expect(state?.body).toEqual({ chief: '李某', minutes: 180 })
    for (const order of [
      [first, third, second],
      [second, first, third],
      [third, second, first],
    ])
      expect(read(order)).toEqual(state)
  })
})

describe('what is not upgraded', () => {
  test('a change of this version or a newer one', () => {
    const same = take(3, { set: { chief: '王某', hours: 2 } })
    const newer = take(9, { set: { leader: '甲', hours: 5 }, over: { hours: [nameOf(same.id)] } })
    expect(body()).toEqual({ chief: '王某', hours: 5, leader: '甲' })
    expect(upgraded(newer, among(today))).toBe(newer)
    expect(upgraded(same, among(today))).toBe(same)
  })

  test('a change of a kind without upgrades, or of one that is not known here', () => {
    const change = take(1, { set: { leader: '王某', hours: 2 } }, asFirst)
    expect(body()).toEqual({ leader: '王某', hours: 2 })
    expect(upgraded(change, among(asFirst))).toBe(change)
    expect(upgraded(change)).toBe(change)
    const { ctx } = log
    writeLocal(ctx, [
      { record: 'a', kind: 'unit', kindVersion: 1, scope: '*', set: { name: '桃花村', leader: '王某' } },
    ])
    expect(stateOf(ctx.db, 'a')?.body).toEqual({ name: '桃花村', leader: '王某', [DELETED]: false })
    const text = changeQuery<RecordRow>(ctx.db, 'record').get('a')?.body
    expect(JSON.parse(text ?? '')).toEqual({ name: '桃花村', leader: '王某', [DELETED]: false })
  })
})

describe('the projection of a program whose kind has gained upgrades', () => {
  test('is made anew at the next start, once, and what verifies it agrees', () => {
    const { db, dataKey } = log.ctx
    take(1, { set: { leader: '王某' } }, asFirst)
    expect(body()).toEqual({ leader: '王某' })
    expect(isRebuiltBy(today)).toEqual([false])
    reconcileProjection(db, dataKey, [today])
    expect(body()).toEqual({ chief: '王某' })
    expect(isRebuiltBy(today)).toEqual([true])
    db.exec(`UPDATE records SET body = '{"chief":"not made anew"}'`)
    reconcileProjection(db, dataKey, [today])
    expect(body()).toEqual({ chief: 'not made anew' })
  })

  test('is left alone while no kind has any', () => {
    const { db, dataKey } = log.ctx
    take(1, { set: { leader: '王某' } }, asFirst)
    db.exec(`UPDATE records SET body = '{"leader":"not made anew"}'`)
    reconcileProjection(db, dataKey, [asFirst])
    expect(body()).toEqual({ leader: 'not made anew' })
    projectAll(db, dataKey, [asFirst])
    expect(body()).toEqual({ leader: '王某' })
  })
})
