import { mkdirSync } from 'node:fs'
import { type Laptop, passphrase } from '../../support/desks/cli'
import {
  type Added,
  addStreet,
  type Exported,
  logAll,
  type Story,
  type Street,
  startDistrict,
  writeLines,
} from '../../support/desks/cli-story'
import { activityOf, type MonthRecord, sessionOf, sumsOf } from '../../support/records/month'

// The year of tests/sync/laws/year.test.ts in short, by the command line alone: four quarters, two laptops of one street.
let story: Story
let a: Street
let b: Street
const stick = (name: string): string => {
  const path = story.desk.path(`stick-${name}`)
  mkdirSync(path, { recursive: true })
  return path
}
beforeAll(async () => {
  story = await startDistrict()
  a = await addStreet(story, '桂湖街道', '510199001', 'A')
  b = { ...(await secondLaptop('B')), records: a.records }
})
afterAll(() => story.desk.clear())

async function secondLaptop(letter: string): Promise<Street> {
  const { desk, district } = story
  const laptop = desk.laptop(`street-${letter}`)
  const out = desk.path(`接入-${letter}.ybj`)
  const secret = ['--join-passphrase-file', story.joinPassphraseFile]
  await district.json('join-file', '--scope', a.name, '--letter', letter, '--out', out, ...secret)
  await laptop.json('join', '--file', out, ...secret)
  return { ...a, laptop, letter }
}

/** A quarter's work at one laptop: in each month three activities and five sessions, some of them linked. */
async function logQuarter(street: Street, quarter: number, mark: number): Promise<readonly string[]> {
  const months = [1, 2, 3].map((n) => `2026-${String(quarter * 3 - 3 + n).padStart(2, '0')}`)
  const village = (n: number): string => street.villages[(n + mark) % 13] ?? ''
  const each = <T>(count: number, of: (month: string, n: number) => T): T[] =>
    months.flatMap((month) => Array.from({ length: count }, (_, n) => of(month, n + mark)))
  const held = await logAll(
    story.desk,
    street,
    each(3, (month, n) => activityOf(village(n), month, n)),
  )
  const linkedTo = (index: number): string | undefined =>
    index % 5 === 0 ? held[Math.floor(index / 5) * 3] : undefined
  const sessions = each(5, (month, n): [string, number] => [month, n])
  await logAll(
    story.desk,
    street,
    sessions.map(([month, n], index) => sessionOf(village(n), month, n, linkedTo(index))),
  )
  return held
}

const send = async (from: Laptop, to: string, ...more: readonly string[]): Promise<string> =>
  (await from.json<Exported>('export', '--to', stick(to), ...more)).file
const take = (at: Laptop, ...files: readonly string[]) =>
  at.json<{ files: readonly { result: string; gaps: readonly number[]; conflicts: number }[] }>(
    'import',
    ...files,
  )

async function edit(at: Laptop, id: string, body: Readonly<Record<string, number>>): Promise<void> {
  await at.json('record', 'edit', '--id', id, '--data', JSON.stringify(body))
}
function note(id: string, body: Readonly<Record<string, number>>): void {
  const record = a.records.get(id)
  if (!record) throw new RangeError('no such record')
  a.records.set(id, { ...record, body: { ...record.body, ...body } })
}

/** The district's figures are the sums of what was typed, by month. */
async function expectMonths(...periods: string[]): Promise<void> {
  for (const period of periods) {
    const typed = new Map<string, MonthRecord>(
      [...a.records].filter(([, { body }]) => String(body.date).startsWith(period)),
    )
    const out = story.desk.path('month.json')
    const { figures } = await story.district.json<{
      figures: readonly { measure: string; period: string; unit: string | null; value: number }[]
    }>('report', 'monthly', '--period', period, '--format', 'json', '--out', out)
    const told = figures
      .filter((figure) => figure.period === period && (figure.unit ?? story.unit) === story.unit)
      .map(({ measure, value }) => [measure, value])
    expect({ period, ...Object.fromEntries(told) }).toMatchObject({ period, ...sumsOf(typed) })
  }
}

test('first quarter: both laptops bring what they logged, and get their receipts', async () => {
  await logQuarter(a, 1, 0)
  await logQuarter(b, 1, 4)
  const files = [await send(a.laptop, 'q1'), await send(b.laptop, 'q1')]
  await take(story.district, ...files)
  for (const { laptop, letter } of [a, b])
    await take(laptop, await send(story.district, 'q1-back', '--peer', `${a.name}${letter}`))
  await expectMonths('2026-01', '2026-03')
})

test('second quarter: a stick is lost and a file comes twice', async () => {
  await logQuarter(a, 2, 1)
  await send(a.laptop, 'lost')
  await logQuarter(b, 2, 5)
  const files = [await send(a.laptop, 'q2'), await send(b.laptop, 'q2')]
  const first = await take(story.district, ...files)
  expect(first.files.map(({ gaps }) => gaps)).toEqual([[2], []])
  const again = await take(story.district, ...files)
  expect(again.files.map(({ result }) => result)).toEqual(['nothing-new', 'nothing-new'])
  await expectMonths('2026-04', '2026-06')
})

test('third quarter: both put one number right, each in another way, and the district decides', async () => {
  const [id = ''] = await logQuarter(a, 3, 2)
  await take(story.district, await send(a.laptop, 'q3'))
  await take(b.laptop, await send(story.district, 'q3-back', '--peer', `${a.name}B`))
  await edit(a.laptop, id, { attendance: 300 })
  await edit(b.laptop, id, { attendance: 400 })
  await take(story.district, await send(a.laptop, 'q3'), await send(b.laptop, 'q3'))
  const { conflicts } = await story.district.json<{
    conflicts: readonly { key: string; heads: readonly { change: string; value: number }[] }[]
  }>('conflicts', '--record', id)
  const keep = conflicts[0]?.heads.find(({ value }) => value === 300)?.change ?? ''
  await story.district.json(
    ...['resolve', '--record', id, '--field', 'attendance', '--keep', keep, '--reason', '电话核实'],
  )
  note(id, { attendance: 300 })
  await expectMonths('2026-07', '2026-09')
})

test('fourth quarter: one laptop is stolen, the other breaks and goes on from its backup', async () => {
  const { desk, district } = story
  await logQuarter(a, 4, 3)
  const backup = await a.laptop.json<{ file: string }>('backup', '--to', stick('backup'))
  await take(district, await send(a.laptop, 'q4'))
  await district.json('site', 'revoke', '--site', `${a.name}B`, '--reason', '电脑被盗，已报案')
  await b.laptop.json<Added>(
    ...['record', 'add', '--kind', 'activity', '--ndjson'],
    writeLines(desk, 'thief.ndjson', [activityOf(a.villages[0] ?? '', '2026-12', 1).body]),
  )
  const stolen = await send(b.laptop, 'stolen')
  expect(await district.refused('import', stolen)).toMatchObject({
    code: 5,
    error: { code: 'bundle.revoked-sender' },
  })
  const restored = desk.laptop('restored', { YUANBA_PASSPHRASE: passphrase })
  await restored.json('restore', '--from', backup.file, '--profile', restored.profile)
  await logQuarter({ ...a, laptop: restored }, 4, 6)
  await take(district, await send(restored, 'q4'))
  await expectMonths('2026-10', '2026-11', '2026-12')
})

test('and the year is the sum of all that was typed, with every profile whole', async () => {
  const typed = new Map([...a.records].filter(([, { body }]) => String(body.date).startsWith('2026')))
  expect(typed.size).toBe(24 * 7)
  for (const [measure, sum] of Object.entries(sumsOf(typed))) {
    const { value } = await story.district.json<{ value: number }>('figure', measure, '--period', '2026')
    expect({ measure, value }).toEqual({ measure, value: sum })
  }
  await expectMonths(...Array.from({ length: 12 }, (_, n) => `2026-${String(n + 1).padStart(2, '0')}`))
  const restored = story.desk.laptop('restored')
  const { site } = await restored.json<{ site: string }>('status')
  await take(restored, await send(story.district, 'year-back', '--peer', site))
  for (const [measure, sum] of Object.entries(sumsOf(typed))) {
    const { value } = await restored.json<{ value: number }>('figure', measure, '--period', '2026')
    expect({ at: 'the street', measure, value }).toEqual({ at: 'the street', measure, value: sum })
  }
  for (const laptop of [story.district, restored])
    expect(await laptop.json<{ ok: boolean }>('verify')).toMatchObject({ ok: true })
})
