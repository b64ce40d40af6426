import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Laptop, peakMemory } from '../../support/desks/cli'
import {
  addStreet,
  type Exported,
  logMonth,
  month,
  type Story,
  type Street,
  startDistrict,
} from '../../support/desks/cli-story'
import { lawSize } from '../../support/laws/law-size'
import { type Sums, sessionOf, sumsOf } from '../../support/records/month'

/** What issue 2 asks for: many records of one street in one month, in little memory. */
const COUNT = lawSize(100_000)
const MOST_MEMORY = 400 * 1024 * 1024

let story: Story
let street: Street
let other: Street
let bundle: Exported

beforeAll(async () => {
  story = await startDistrict()
  street = await addStreet(story, '云锦街道', '001', 'A')
  other = await addStreet(story, '禾丰街道', '002', 'B')
  await logMonth(story.desk, other)
})
afterAll(() => story.desk.clear())

/** Runs a command that must succeed and stay under the limit. */
async function measured<T>(laptop: Laptop, ...args: readonly string[]): Promise<T> {
  const run = await laptop.text(...args, '--json')
  if (run.code !== 0) throw new Error(`${args[0]}: exit ${run.code} ${run.stdout} ${run.stderr}`)
  const peak = peakMemory(run)
  process.stderr.write(`${args.slice(0, 2).join(' ')}：内存峰值 ${Math.round(peak / 1024 / 1024)} MB\n`)
  expect(peak).toBeLessThan(MOST_MEMORY)
  return JSON.parse(run.stdout)
}

const weighed = (name: string): Laptop => story.desk.laptop(name, { YUANBA_DEBUG_MEMORY: '1' }).byProcess

function* sessionLines(): Generator<string> {
  const summary = '围绕务工维权作了讲解，群众听得懂、记得住。'.repeat(3)
  for (let n = 0; n < COUNT; n++) {
    const { body } = sessionOf(street.villages[n % 13] ?? '', month, n)
    yield `${JSON.stringify({ ...body, summary })}\n`
  }
}

describe(`${COUNT} records of one street`, () => {
  test('are added as one batch', async () => {
    const path = story.desk.path('sessions.ndjson')
    await pipeline(Readable.from(sessionLines()), createWriteStream(path))
    const { added, numbers } = await measured<{ added: number; numbers: readonly string[] }>(
      weighed('street-001'),
      ...['record', 'add', '--kind', 'courtyard-session', '--ndjson', path],
    )
    expect([added, numbers.at(-1)]).toEqual([COUNT, `001-YB-2026-A${COUNT}`])
  }, 300_000)

  test('are exported in flat memory', async () => {
    bundle = await measured<Exported>(weighed('street-001'), 'export', '--to', story.stick)
    expect(bundle.changes).toBe(COUNT)
  }, 300_000)

  test('are imported in flat memory', async () => {
    const { files } = await measured<{ files: readonly { new: number; result: string }[] }>(
      weighed('district'),
      ...['import', bundle.file],
    )
    expect(files).toMatchObject([{ new: COUNT, result: 'applied' }])
  }, 300_000)

  test('come out right in the month of 26 villages', async () => {
    const { file } = await other.laptop.json<Exported>('export', '--to', story.stick)
    await story.district.json('import', file)
    const { figures } = await story.district.json<{
      figures: readonly { measure: string; period: string; unit: string; value: number }[]
    }>('report', 'monthly', '--period', month, '--format', 'docx', '--out', story.desk.path('month.docx'))
    const sums = addUp(
      sumsOf(new Map(Array.from({ length: COUNT }, (_, n) => [String(n), sessionOf('', month, n)]))),
      sumsOf(new Map([...other.records].filter(([, { body }]) => String(body.date).startsWith(month)))),
    )
    const told = figures.filter(({ period, unit }) => period === month && (unit ?? story.unit) === story.unit)
    expect(Object.fromEntries(told.map(({ measure, value }) => [measure, value]))).toMatchObject(sums)
  }, 300_000)

  test('are listed page by page and found by text', async () => {
    const list = ['record', 'list', '--kind', 'courtyard-session', '--limit', '50']
    const { rows, total } = await street.laptop.json<{ rows: readonly unknown[]; total: number }>(...list)
    expect([rows.length, total]).toEqual([50, COUNT])
    const found = await street.laptop.json<{ total: number }>(...list, '--search', `${COUNT - 1}组`)
    expect(found.total).toBe(1)
  }, 120_000)

  test('are whole on both sides', async () => {
    for (const laptop of [street.laptop, story.district])
      expect(await laptop.json('verify')).toMatchObject({ ok: true })
  }, 300_000)
})

function addUp(a: Sums, b: Sums): Record<string, number> {
  return Object.fromEntries(
    Object.entries(a).map(([key, value]) => [key, value + (new Map(Object.entries(b)).get(key) ?? 0)]),
  )
}
