import { statSync } from 'node:fs'
import type { Laptop } from '../../support/desks/cli'
import {
  type Added,
  addStreet,
  countOf,
  type Exported,
  logMonth,
  type Story,
  type Street,
  startDistrict,
} from '../../support/desks/cli-story'
import { openWindow } from '../../support/desks/serve'

let story: Story
let street: Street
let laptop: Laptop

beforeAll(async () => {
  story = await startDistrict()
  street = await addStreet(story, '云锦街道', '001', 'A')
  laptop = street.laptop
  await logMonth(story.desk, street)
})
afterAll(() => story.desk.clear())

interface Page {
  readonly rows: readonly { readonly id: string }[]
  readonly next: string | null
  readonly total: number
}
const list = (...more: readonly string[]): Promise<Page> =>
  laptop.json<Page>('record', 'list', '--kind', 'courtyard-session', ...more)

describe('lists', () => {
  test('page without a gap or a repetition', async () => {
    const all = await list('--limit', '1000')
    const first = await list('--limit', '30')
    const second = await list('--limit', '30', '--after', String(first.next))
    expect([...first.rows, ...second.rows]).toEqual(all.rows)
    expect([all.total, first.total, second.next]).toEqual([52, 52, null])
  })

  test('filter by date, by village under its code or name, and by text in pinyin initials', async () => {
    expect((await list('--from', '2026-10-01', '--to', '2026-10-31')).total).toBe(13)
    const village = await list('--unit', '云锦1村')
    expect(village.total).toBe(4)
    expect(await list('--where', 'unit=001001')).toEqual(village)
    expect((await list('--unit', '云锦街道')).total).toBe(52)
    expect((await list('--search', 'wgwq')).total).toBe(52)
    expect((await list('--search', '39组')).total).toBe(1)
  })

  test('filter by one of several values, by a choice without an index, and refuse what is no choice', async () => {
    const activities = (...more: readonly string[]) =>
      laptop.json<{ total: number; rows: { body: { laws?: readonly string[]; form?: string } }[] }>(
        ...['record', 'list', '--kind', 'activity', '--limit', '1000', ...more],
      )
    const { rows } = await activities()
    const laws = [...new Set(rows.flatMap(({ body }) => body.laws ?? []))]
    for (const law of [...laws, 'civilCode'])
      expect((await activities('--where', `laws=${law}`)).total).toBe(
        rows.filter(({ body }) => body.laws?.includes(law)).length,
      )
    const refused = await laptop.refused('record', 'list', '--kind', 'activity', '--where', 'place=村口')
    expect(refused.code).toBe(2)
  })

  test('read for people too', async () => {
    const { stdout } = await laptop.text('record', 'list', '--kind', 'courtyard-session', '--limit', '2')
    expect(stdout).toMatch(/编号 +日期 +村（社区）/)
    expect(stdout).toContain('共 52 条')
  })
})

describe('a ledger', () => {
  const rowsOf = async (kind: string, ...more: readonly string[]): Promise<number> => {
    const out = ['--format', 'xlsx', '--out', story.desk.path('ledger.xlsx')]
    return (await laptop.json<{ rows: number }>('ledger', '--kind', kind, ...out, ...more)).rows
  }

  test('is of one period, or of all times when none is given', async () => {
    expect(await rowsOf('courtyard-session', '--period', '2026-10')).toBe(13)
    expect(await rowsOf('courtyard-session')).toBe(await countOf(laptop, 'courtyard-session'))
  })

  test('of what lies on no day needs no period', async () => {
    expect(await rowsOf('unit')).toBe(await countOf(laptop, 'unit'))
    expect((await laptop.text('ledgers')).stdout).toMatch(/^unit .*不分时间$/m)
  })
})

describe('one record', () => {
  test('is added, edited with a reason, shown, and keeps its history', async () => {
    const session = {
      date: '2026-11-20',
      unit: street.villages[0],
      courtyard: '老槐树院坝',
      chair: '周永贵',
      speaker: '吴秀英',
      start: '15:00',
      households: 9,
      people: 21,
      agenda: '远离毒品',
      demands: [{ who: '郑家富', phone: '19900001234', what: '排水沟堵了', category: 'neighbours' }],
    }
    const added = await laptop.json<Added>(
      ...['record', 'add', '--kind', 'courtyard-session', '--data', JSON.stringify(session)],
    )
    expect(added).toMatchObject({ added: 1, numbers: [expect.stringMatching(/^001-YB-2026-A\d{4}$/)] })
    const [id = ''] = added.ids
    const edited = await laptop.json<{ id: string; change: string }>(
      ...['record', 'edit', '--id', id, '--data', '{"people": 23}', '--reason', '漏数两人'],
    )
    expect(edited).toEqual({ id, change: expect.stringMatching(/^[0-9a-f]{80}$/) })
    const shown = await laptop.json<{
      number: string
      body: { people: number; demands: readonly unknown[] }
    }>(...['record', 'show', '--id', id])
    expect(shown).toMatchObject({ number: added.numbers[0], body: { people: 23, courtyard: '老槐树院坝' } })
    expect(JSON.stringify(shown.body.demands)).not.toContain('19900001234')
    const { entries } = await laptop.json<{ entries: readonly unknown[] }>('record', 'history', '--id', id)
    expect(entries).toHaveLength(2)
    expect(entries).toContainEqual(
      expect.objectContaining({
        action: 'edit',
        author: '管理员',
        reason: '漏数两人',
        fields: [expect.objectContaining({ key: 'people', old: 21, new: 23 })],
      }),
    )
    expect((await laptop.text('record', 'show', '--id', id)).stdout).toMatch(/参加人数 +23人/)
    expect((await laptop.text('record', 'history', '--id', id)).stdout).toContain('漏数两人')
  })

  test('that is deleted leaves the list, and comes back when it is restored', async () => {
    const [id = ''] = [...street.records.keys()]
    await laptop.json('record', 'delete', '--id', id)
    expect(await countOf(laptop, 'activity')).toBe(32)
    const bin = await laptop.json<Page>('record', 'list', '--kind', 'activity', '--deleted')
    expect(bin.rows.map((row) => row.id)).toEqual([id])
    await laptop.json('record', 'restore', '--id', id)
    expect(await countOf(laptop, 'activity')).toBe(33)
  })

  test('edited by two sites keeps both values until a person decides', async () => {
    const { file } = await laptop.json<Exported>('export', '--to', story.stick)
    await story.district.json('import', file)
    const [, id = ''] = [...street.records.keys()]
    await laptop.json('record', 'edit', '--id', id, '--data', '{"attendance": 61}')
    await story.district.json('record', 'edit', '--id', id, '--data', '{"attendance": 77}')
    const later = await laptop.json<Exported>('export', '--to', story.stick)
    await story.district.json('import', later.file)
    type Head = { readonly change: string; readonly value: number }
    const { conflicts } = await story.district.json<{
      conflicts: readonly { record: string; key: string; heads: readonly Head[] }[]
    }>('conflicts')
    expect(conflicts).toMatchObject([{ record: id, key: 'attendance' }])
    const heads = conflicts[0]?.heads ?? []
    expect(heads.map(({ value }) => value).sort()).toEqual([61, 77])
    const keep = heads.find(({ value }) => value === 61)?.change ?? ''
    const decide = ['resolve', '--record', id, '--field', 'attendance', '--keep', keep]
    await story.district.json(...decide, '--reason', '以签到表为准')
    expect(await story.district.json('conflicts')).toEqual({ conflicts: [], records: 0 })
    const shown = await story.district.json<{ body: { attendance: number } }>('record', 'show', '--id', id)
    expect(shown.body.attendance).toBe(61)
    expect(await story.district.refused(...decide, '--reason', '再来一次')).toMatchObject({
      code: 3,
      error: { code: 'record.no-conflict' },
    })
  })
})

test('a word of the district stands among the options of `kinds`, and is taken, shown and found', async () => {
  const { district, desk, unit } = await startDistrict()
  const entry = { dictionary: 'topic', value: 'gas', label: '燃气安全' }
  await district.json('record', 'add', '--kind', 'dictionary-entry', '--data', JSON.stringify(entry))
  interface Described {
    readonly name: string
    readonly fields: readonly { readonly name: string; readonly options?: readonly object[] }[]
  }
  const { kinds } = await district.json<{ kinds: readonly Described[] }>('kinds')
  const topics = kinds.find(({ name }) => name === 'activity')?.fields.find(({ name }) => name === 'topics')
  expect(topics).toMatchObject({
    dictionary: 'topic',
    options: expect.arrayContaining([{ value: 'gas', label: '燃气安全' }]),
  })
  const record = {
    date: '2026-11-03',
    unit,
    theme: '法治宣传',
    form: 'lecture',
    place: '司法局',
    organiser: '司法局',
    attendance: 40,
    topics: ['gas'],
  }
  const { ids } = await district.json<Added>(
    'record',
    'add',
    '--kind',
    'activity',
    '--data',
    JSON.stringify(record),
  )
  expect((await district.text('record', 'show', '--id', ids[0] ?? '')).stdout).toMatch(/宣传专题 +燃气安全/)
  const found = await district.json<Page>('record', 'list', '--kind', 'activity', '--search', 'ranqi')
  expect(found.rows.map(({ id }) => id)).toEqual(ids)
  desk.clear()
})

describe('the profile', () => {
  test('of a new district can be filled with example data', async () => {
    const { district, desk } = await startDistrict()
    const order = ['demo', '--seed', '3', '--period', '2026-11', '--size', '60']
    const { records } = await district.json<{ records: number }>(...order)
    const totals: Record<string, number> = {}
    for (const { name } of (await district.json<{ kinds: { name: string }[] }>('kinds')).kinds)
      totals[name] = (
        await district.json<{ total: number }>('record', 'list', '--kind', name, '--limit', '1')
      ).total
    expect(totals).toMatchObject({ unit: 1 + 4 + 26, team: 26, person: 148 })
    expect((totals.activity ?? 0) + (totals['courtyard-session'] ?? 0)).toBe(60)
    // The district's own unit was there before.
    expect(Object.values(totals).reduce((sum, total) => sum + total, 0) - 1).toBe(records)
    const { stdout } = await district.text('figure', 'events', '--period', '2026-11')
    expect(stdout).toMatch(/^开展普法活动（2026-11）：[3-6]\d场次$/m)
    expect((await district.text('figure', '开展普法活动', '--period', '2026-11')).stdout).toBe(stdout)
    expect(await district.refused('figure', '没有这一项', '--period', '2026-11')).toMatchObject({
      code: 2,
      error: { code: 'measure.unknown', params: { measure: '没有这一项' } },
    })
    desk.clear()
  })

  test('is backed up into a file that was read back', async () => {
    const made = await laptop.json<{ file: string; bytes: number }>('backup', '--to', story.stick)
    expect(statSync(made.file).size).toBe(made.bytes)
  })

  test('belongs to one process at a time: a command beside a running window is refused with exit code 6', async () => {
    const window = await openWindow(laptop)
    expect(await laptop.refused('status')).toMatchObject({ code: 6, error: { code: 'profile.in-use' } })
    expect(await window.stop()).toBe(0)
    expect((await laptop.text('status')).code).toBe(0)
  })
})
