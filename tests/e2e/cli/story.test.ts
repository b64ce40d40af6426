import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { openDesk } from '../../support/desks/cli'
import {
  addStreet,
  countOf,
  type Exported,
  type Imported,
  logMonth,
  month,
  type Status,
  type Story,
  type Street,
  startDistrict,
} from '../../support/desks/cli-story'
import { type MonthRecord, sumsOf } from '../../support/records/month'

// Exchanging files is tried with a process for each command, as at a desk; the rest is not about processes.
let story: Story
const streets: Street[] = []

beforeAll(async () => {
  story = await startDistrict()
  streets.push(await addStreet(story, '云锦街道', '001', 'A'))
  streets.push(await addStreet(story, '禾丰街道', '002', 'B'))
  for (const street of streets) await logMonth(story.desk, street)
})
afterAll(() => story.desk.clear())

const inPeriod = (
  records: ReadonlyMap<string, MonthRecord>,
  period: string,
): ReadonlyMap<string, MonthRecord> =>
  new Map([...records].filter(([, { body }]) => String(body.date).startsWith(period)))
const everything = (period: string): ReadonlyMap<string, MonthRecord> =>
  inPeriod(new Map(streets.flatMap(({ records }) => [...records])), period)

describe('two laptops and a district, from the command line', () => {
  test('the recovery key goes to a private file and nowhere else', async () => {
    const desk = openDesk()
    const recovery = desk.path('recovery.key')
    const { stdout, stderr } = await desk
      .laptop('profile')
      .byProcess.text('init', '--role', 'district', '--unit', '示范区', '--recovery-out', recovery)
    const key = /^AGE-SECRET-KEY-1[0-9A-Z]+$/m.exec(readFileSync(recovery, 'utf8'))?.[0]
    expect(key).toBeDefined()
    expect(stdout + stderr).not.toContain('AGE-SECRET-KEY')
    if (process.platform !== 'win32') expect(statSync(recovery).mode & 0o777).toBe(0o600)
    desk.clear()
  })

  test('each laptop finds the units that the district had when it joined', async () => {
    const counts = await Promise.all(streets.map(({ laptop }) => countOf(laptop, 'unit')))
    expect(counts).toEqual([1 + 14, 1 + 14 + 14])
  })

  test('each street logs more than sixty records, numbered without a gap under its letter', async () => {
    for (const { laptop, letter, records } of streets) {
      expect(records.size).toBe(85)
      const { rows } = await laptop.json<{ rows: readonly { number: string }[] }>(
        ...['record', 'list', '--kind', 'courtyard-session', '--limit', '1000'],
      )
      const parts = rows.map(({ number }) => /^\d{3}-YB-2026-([A-Z])(\d{4})$/.exec(number))
      expect(new Set(parts.map((part) => part?.[1]))).toEqual(new Set([letter]))
      const serials = parts.map((part) => Number(part?.[2])).sort((a, b) => a - b)
      expect(serials).toEqual(Array.from({ length: 52 }, (_, i) => i + 1))
    }
  })

  test('the streets export, and the district imports both files at once, once', async () => {
    const { byProcess: district } = story.district
    const files: string[] = []
    for (const [index, street] of streets.entries()) {
      const { byProcess: laptop } = street.laptop
      const folder = story.desk.path(`stick-${index}`)
      mkdirSync(folder)
      const made = await laptop.json<Exported>('export', '--to', folder, '--medium', 'U-01')
      expect(made).toMatchObject({ serial: 1, changes: 85, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
      files.push(made.file)
    }
    const dry = await district.json<Imported>('import', ...files, '--dry-run')
    expect(dry.files.map(({ result }) => result)).toEqual(['waiting', 'waiting'])
    expect(await countOf(district, 'activity')).toBe(0)
    const done = await district.json<Imported>('import', ...files)
    expect(done.files.map((file) => [file.new, file.result])).toEqual([
      [85, 'applied'],
      [85, 'applied'],
    ])
    const again = await district.json<Imported>('import', ...files)
    expect(again.files.map(({ result }) => result)).toEqual(['nothing-new', 'nothing-new'])
    expect(await countOf(district, 'activity')).toBe(2 * 33)
  })

  test('the file that the district sends back is the receipt: nothing is pending any more', async () => {
    const { byProcess: district } = story.district
    for (const street of streets) {
      const { byProcess: laptop } = street.laptop
      const { site, peers } = await laptop.json<Status>('status')
      expect(peers).toMatchObject([{ pending: 85 }])
      const made = await district.json<Exported>('export', '--to', story.stick, '--peer', site)
      const { files } = await laptop.json<Imported>('import', made.file)
      expect(files).toMatchObject([{ confirmed: 85 }])
      const after = await laptop.json<Status>('status')
      expect(after.peers).toMatchObject([{ pending: 0, confirmedSerial: 1, gaps: [] }])
      expect(await countOf(laptop, 'unit')).toBe(1 + 14 + 14)
    }
  })
})

describe('the district prints the month', () => {
  interface Figure {
    readonly measure: string
    readonly period: string
    readonly unit: string | null
    readonly value: number
  }
  const report = (
    format: string,
    ...more: readonly string[]
  ): Promise<{ figures: readonly Figure[]; bytes: number; file: string }> =>
    story.district.json(
      ...['report', 'monthly', '--period', month, '--format', format],
      ...['--out', story.desk.path(`month.${format}`), ...more],
    )
  const totals = (figures: readonly Figure[], period: string, unit: string): Record<string, number> =>
    Object.fromEntries(
      figures
        .filter((figure) => figure.period === period && (figure.unit ?? story.unit) === unit)
        .map(({ measure, value }) => [measure, value]),
    )

  test.each([month, '2026-10', '2025-11'])(
    'with the sums of %s that a person gets by hand',
    async (period) => {
      const { figures } = await report('json')
      expect(totals(figures, period, story.unit)).toMatchObject(sumsOf(everything(period)))
    },
  )

  test('with the sums of each of the 26 villages', async () => {
    const { figures } = await report('json')
    for (const { villages } of streets)
      for (const village of villages) {
        const own = new Map([...everything(month)].filter(([, { body }]) => body.unit === village))
        const { activities, sessions, leaflets } = sumsOf(own)
        expect(totals(figures, month, village)).toMatchObject({ activities, sessions, leaflets })
      }
  })

  test('of one street alone, named by its code', async () => {
    const [street] = streets
    const { figures } = await report('json', '--unit', '001')
    const own = inPeriod(street?.records ?? new Map(), month)
    expect(totals(figures, month, street?.unit ?? '')).toMatchObject(sumsOf(own))
  })

  test.each(['json', 'html', 'docx', 'xlsx'])('as %s', async (format) => {
    const { bytes, file } = await report(format)
    const written = readFileSync(file)
    expect(written.length).toBe(bytes)
    if (format === 'docx' || format === 'xlsx')
      expect(written.subarray(0, 4).toString('hex')).toBe('504b0304')
    else expect(written.toString('utf8')).toContain(String(sumsOf(everything(month)).attendance))
  })

  test('and signs the 统计表，which from then on is the one that is written', async () => {
    const table = (...more: readonly string[]) =>
      story.district.json<{ readonly frozen: { readonly hash: string } | null; readonly bytes: number }>(
        ...['report', 'statistics', '--period', month, '--format', 'html'],
        ...['--out', story.desk.path('table.html'), ...more],
      )
    const signed = await table('--freeze')
    expect(signed.frozen?.hash).toMatch(/^[0-9a-f]{64}$/)
    expect([await table(), (await table('--live')).frozen]).toMatchObject([{ frozen: signed.frozen }, null])
  })

  test('and for each unit its own, in a folder, in one command', async () => {
    const folder = story.desk.path('各单位')
    const [street] = streets
    interface Each {
      readonly units: readonly { unit: string; file: string; figures: readonly Figure[] }[]
    }
    const { units } = await story.district.json<Each>(
      ...['report', 'monthly', '--period', month, '--format', 'json', '--all-units', '--out', folder],
    )
    expect(readdirSync(folder).sort()).toEqual(units.map(({ file }) => basename(file)).sort())
    expect([units.length, units[0]?.unit]).toEqual([1 + 2 * 14, story.unit])
    const own = units.find(({ unit }) => unit === street?.unit)
    expect(basename(own?.file ?? '')).toBe('云锦街道.json')
    const records = inPeriod(street?.records ?? new Map(), month)
    expect(totals(own?.figures ?? [], month, street?.unit ?? '')).toMatchObject(sumsOf(records))
    const lists = await story.district.json<{ units: readonly { file: string; rows: number }[] }>(
      ...['ledger', '--kind', 'courtyard-session', '--period', month, '--format', 'xlsx', '--all-units'],
      ...['--unit', '云锦街道', '--out', folder],
    )
    expect(lists.units.map(({ file }) => basename(file))).toContain('云锦街道-云锦1村.xlsx')
    const [all = { rows: 0 }, ...villages] = lists.units
    expect(villages.reduce((sum, { rows }) => sum + rows, 0)).toBe(all.rows)
  })

  test('one that can not be written ends it, with the name of the unit', async () => {
    const { code, stderr } = await story.district.text(
      ...['report', 'monthly', '--period', '2026-13', '--format', 'json', '--all-units'],
      ...['--out', story.desk.path('没有')],
    )
    expect(code).toBe(2)
    expect(stderr).toContain('示范区没有写成；前面的 0 份已经写好。')
  })

  test('and a reminder says what each street has handed in', async () => {
    const { streets: told } = await story.district.json<{
      streets: readonly { name: string; records: number }[]
    }>(...['readiness', '--period', month, '--format', 'docx', '--out', story.desk.path('催报单.docx')])
    expect(told.map(({ name }) => name)).toEqual(streets.map(({ name }) => name))
    expect(statSync(story.desk.path('催报单.docx')).size).toBeGreaterThan(1000)
    const { stdout } = await story.district.text('readiness', '--period', month)
    expect(stdout).toContain('截止日期')
  })

  test('and every figure is the sum of the rows behind it', async () => {
    for (const [measure, value] of Object.entries(sumsOf(everything(month)))) {
      const found = await story.district.json<{ value: number; rows: readonly { amount: number }[] }>(
        ...['figure', measure, '--period', month, '--rows'],
      )
      const sum = found.rows.reduce((total, { amount }) => total + amount, 0)
      expect({ measure, told: found.value, sum }).toEqual({ measure, told: value, sum: value })
    }
  })

  test('and all three profiles are whole afterwards', async () => {
    for (const { byProcess: laptop } of [story.district, ...streets.map((street) => street.laptop)]) {
      const { ok, checks } = await laptop.json<{ ok: boolean; checks: readonly { ok: boolean }[] }>('verify')
      expect([ok, checks.every((check) => check.ok), checks.length > 2]).toEqual([true, true, true])
    }
  })
})
