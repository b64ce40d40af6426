import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openForWriting } from '../../../electron/engine/db/open'
import { packedWithin } from '../../../electron/engine/reports/freeze'
import type { FrozenContent } from '../../../shared/paper/frozen'
import {
  type Desk,
  openDistrict,
  openStreet,
  passphrase,
  refusal,
  sessionPatch,
  user,
} from '../../support/desks/engine'
import { dataKeyOf } from '../../support/desks/keys'
import { type Pair, pair, session } from '../../support/desks/pair'
import { partsOfZip, textInZip } from '../../support/paper/zip'
import { markOf } from '../../support/records/frozen'

const month = { report: 'monthly', period: '2026-11' }
let desk: Desk
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yuanba-frozen-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a report with more records behind it than a change of the log takes is signed off without them, and says so', () => {
  const records = Array.from({ length: 300 }, (_, n): [string, string] => [`record-${n}`, `change-${n}`])
  const content: FrozenContent = {
    sheet: { title: '统计表', orientation: 'portrait', columns: [], rows: [] },
    figures: [],
    measures: {},
    rows: { records, amounts: {} },
  }
  const whole = packedWithin(content, 1_000_000)
  expect(whole.keepsRows).toBe(true)
  const bare = packedWithin(content, whole.text.length - 1)
  expect(bare.keepsRows).toBe(false)
  expect(bare.text).toBe(packedWithin({ ...content, rows: null }, 1_000_000).text)
  expect(packedWithin({ ...content, rows: null }, 1_000_000).keepsRows).toBe(false)
})

describe('a report signed off', () => {
  afterEach(() => desk.close())

  const add = async (over: Readonly<Record<string, string | number>> = {}): Promise<string> =>
    (
      await desk.rpc.records.save({
        kind: 'courtyard-session',
        patch: sessionPatch(desk, over),
        operation: desk.operation(),
      })
    ).id
  const freeze = () => markOf(desk.rpc.reports.freeze({ ...month, operation: desk.operation() }))
  async function written(format: 'html' | 'docx' | 'xlsx' | 'json', version?: string): Promise<Buffer> {
    const path = join(folder, `月报.${format}`)
    const file = desk.engine.grant(path)
    await desk.rpc.reports.write({ ...month, format, file, ...(version ? { version } : {}) })
    return readFileSync(path)
  }
  const html = async (version?: string): Promise<string> => (await written('html', version)).toString()
  const people = async (version?: string): Promise<number | undefined> => {
    const { document } = await desk.rpc.reports.compute({ ...month, ...(version ? { version } : {}) })
    return document.figures.find(({ measure, period }) => measure === 'attendance' && period === '2026-11')
      ?.value
  }

  test('opens as it was signed, to the letter, whatever is corrected afterwards; the figures of today are one step away', async () => {
    desk = await openStreet()
    const id = await add({ people: 45 })
    const frozen = await freeze()
    expect(frozen).toMatchObject({
      ...month,
      unit: desk.units.east,
      unitName: '东街街道',
      site: '东街街道A',
      by: user,
    })
    const before = await html()
    await desk.rpc.records.save({
      kind: 'courtyard-session',
      id,
      patch: { people: 40 },
      operation: desk.operation(),
    })
    await desk.rpc.reports.saveText({
      ...month,
      key: 'next',
      text: '后来写的。',
      operation: desk.operation(),
    })
    desk.clock.time += 400 * 24 * 3600 * 1000
    expect(await html()).toBe(before)
    expect([await people(), await people('live')]).toEqual([45, 40])
    const page = await desk.rpc.reports.page(month)
    expect(page.frozen).toEqual(frozen)
    expect(page.texts).toEqual({})
    const live = await desk.rpc.reports.page({ ...month, version: 'live' })
    expect(live.frozen).toBeNull()
    expect(live.texts).toEqual({ next: '后来写的。' })
    expect(await html('live')).toContain('后来写的')
  })

  test('gives its own figures in Word, Excel and JSON too, whatever is corrected afterwards', async () => {
    desk = await openStreet()
    const id = await add({ people: 45 })
    await freeze()
    const edit = { kind: 'courtyard-session', id, patch: { people: 7040 }, operation: desk.operation() }
    await desk.rpc.records.save(edit)
    const texts = async (version?: string): Promise<readonly string[]> => [
      textInZip(await written('docx', version), 'word/document.xml').replaceAll(/<[^>]+>/g, ''),
      partsOfZip(await written('xlsx', version)).join('\n'),
      (await written('json', version)).toString(),
    ]
    for (const text of await texts()) expect(text).not.toContain('7040')
    for (const text of await texts('live')) expect(text).toContain('7040')
    expect((await texts())[0]).toContain('参加群众45人次')
  })

  test('says what has changed since: figures then and now, and the records added, removed and edited', async () => {
    desk = await openStreet()
    const [edited, removed] = [await add({ people: 45 }), await add({ people: 10, courtyard: '周家院子' })]
    const { id } = await freeze()
    const none = await desk.rpc.reports.differences({ id })
    expect([none.figures, none.rows, none.total]).toEqual([[], [], 0])
    await desk.rpc.records.save({
      kind: 'courtyard-session',
      id: edited,
      patch: { people: 40 },
      operation: desk.operation(),
    })
    await desk.rpc.records.delete({ id: removed, operation: desk.operation() })
    const added = await add({ people: 3, courtyard: '吴家院子', unit: desk.units.plum })
    const { figures, rows, total, records, recounted } = await desk.rpc.reports.differences({ id })
    const whole = figures.filter(({ before }) => before.unit === desk.units.east)
    expect(whole.map(({ before, after }) => [before.measure, before.value, after.value])).toEqual(
      expect.arrayContaining([['attendance', 55, 43]]),
    )
    const people = rows.filter(({ measure }) => measure === 'attendance')
    expect(
      people.map(({ record, change, before, after, title, deleted }) => [
        ...[record, change, before, after, deleted],
        title?.slice(11),
      ]),
    ).toEqual([
      [edited, 'edited', 45, 40, false, '解家院子'],
      [removed, 'removed', 10, null, true, '周家院子'],
      [added, 'added', null, 3, false, '吴家院子'],
    ])
    expect(total).toBe(rows.length)
    expect(records).toBe(3)
    expect(recounted).toEqual([])
  })

  test('says which records were edited even where the totals are the same, and not which were reviewed', async () => {
    desk = await openStreet()
    const rounded = await add({ people: 10 })
    await add({ people: 20, unit: desk.units.plum })
    const [moved, reviewed] = [await add(), await add({ people: 7 })]
    const { id } = await freeze()
    const edit = (record: string, patch: object) =>
      desk.rpc.records.save({
        kind: 'courtyard-session',
        id: record,
        patch: { ...patch },
        operation: desk.operation(),
      })
    await edit(moved, { unit: desk.units.plum })
    await edit(rounded, { summary: '只改了小结' })
    const approval = { id: reviewed, flow: 'status', move: 'approve', operation: desk.operation() }
    await desk.rpc.records.move(approval)
    const { figures, rows, total } = await desk.rpc.reports.differences({ id })
    expect(figures.filter(({ before }) => before.unit === desk.units.east)).toEqual([])
    expect(rows.map(({ record, change, before, after }) => [record, change, before === after])).toEqual([
      [moved, 'edited', true],
    ])
    expect(total).toBe(1)
    await desk.rpc.records.delete({ id: rounded, operation: desk.operation() })
    const later = await desk.rpc.reports.differences({ id })
    expect(new Set(later.rows.map(({ record }) => record))).toEqual(new Set([rounded, moved]))
  })

  test('again, opens in its newer form, and the older one stays', async () => {
    desk = await openDistrict()
    await add()
    const first = await freeze()
    await add({ courtyard: '周家院子' })
    desk.clock.time += 60_000
    const second = await freeze()
    expect(await people()).toBe(90)
    expect(await people(first.id)).toBe(45)
    const { frozen, others } = await desk.rpc.reports.page(month)
    expect([frozen?.id, others.map(({ id }) => id)]).toEqual([second.id, [second.id, first.id]])
    expect((await desk.rpc.reports.frozen({})).reports.map(({ id }) => id)).toEqual([second.id, first.id])
  })

  test('is nobody’s to type, edit or delete, and only the review and the management sign', async () => {
    desk = await openStreet()
    const { id } = await freeze()
    const operation = desk.operation()
    const forged = { kind: 'frozen-report', patch: { report: 'monthly' }, operation }
    expect((await refusal(desk.rpc.records.save(forged))).code).toBe('kind.unknown')
    expect((await refusal(desk.rpc.records.delete({ id, operation: desk.operation() }))).code).toBe(
      'kind.unknown',
    )
    await desk.rpc.users.add({ name: '王录入', role: 'entry', passphrase: '另一个很长的口令' })
    await desk.rpc.session.lock({})
    await desk.rpc.session.unlock({ user: '王录入', passphrase: '另一个很长的口令' })
    expect((await refusal(freeze())).code).toBe('right.missing')
    expect((await desk.rpc.reports.page(month)).frozen?.id).toBe(id)
  })

  test('whose content does not fit its hash is not shown', async () => {
    desk = await openStreet()
    const { id } = await freeze()
    await desk.engine.close()
    const db = openForWriting(join(desk.profile, 'profile.db'), await dataKeyOf(desk.profile))
    db.prepare(`UPDATE records SET body = json_set(body, '$.hash', 'x') WHERE id = ?`).run(id)
    db.close()
    desk = await desk.reopen()
    await desk.rpc.session.unlock({ user, passphrase })
    expect((await refusal(desk.rpc.reports.page(month))).code).toBe('report.frozen-damaged')
    expect((await desk.rpc.reports.page({ ...month, version: 'live' })).frozen).toBeNull()
  })

  test('by a district holds for all of it, and the whole profile still passes its check', async () => {
    desk = await openDistrict()
    await add({ unit: desk.units.far, people: 7 })
    await freeze()
    expect(await people()).toBe(7)
    expect(await desk.rpc.safety.verify({})).toMatchObject({ ok: true })
  })
})

describe('a month that a street signed', () => {
  let story: Pair
  beforeAll(async () => {
    story = await pair()
  })
  afterAll(() => story.close())

  test('reaches the district as it was signed, and the district sees what the street corrected later', async () => {
    const { a, district, units } = story
    const id = await a.save('courtyard-session', session(units.peach))
    const frozen = await markOf(a.rpc.reports.freeze({ ...month, operation: a.operation() }))
    await a.save('courtyard-session', { people: 1 }, id)
    const [read] = await district.take((await a.send()).file)
    expect(read).toMatchObject({ result: 'applied', conflicts: 0 })
    const asked = { ...month, unit: units.east ?? '' }
    const page = await district.rpc.reports.page(asked)
    expect(page.frozen).toEqual(frozen)
    const { figures } = await district.rpc.reports.differences({ id: frozen.id })
    expect(figures.find(({ before }) => before.measure === 'attendance')).toMatchObject({
      before: { value: 45 },
      after: { value: 1 },
    })
    expect((await district.rpc.reports.page(month)).frozen).toBeNull()
  })
})
