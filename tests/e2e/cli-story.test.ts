import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
} from 'node:fs'
import { type Laptop, openDesk, passphrase } from '../support/cli'
import { activityOf, type MonthRecord, type Sums, sessionOf, sumsOf } from '../support/month'

const desk = openDesk()
afterAll(() => desk.clear())

interface Added {
  readonly added: number
  readonly ids: readonly string[]
  readonly numbers: readonly (string | null)[]
}
interface Street {
  readonly laptop: Laptop
  readonly letter: string
  readonly unit: string
  readonly villages: readonly string[]
  readonly records: Map<string, MonthRecord>
}
interface Exported {
  readonly file: string
  readonly serial: number
  readonly changes: number
  readonly sha256: string
}
interface Imported {
  readonly files: readonly {
    readonly changes: number
    readonly new: number
    readonly confirmed: number
    readonly result: string
  }[]
}
interface Status {
  readonly site: string
  readonly vector: Readonly<Record<string, number>>
  readonly peers: readonly {
    readonly site: string
    readonly pending: number
    readonly confirmedSerial: number | null
    readonly gaps: readonly number[]
  }[]
}

const month = '2026-11'
const district = desk.laptop('district')
const streetNames = ['云锦街道', '禾丰街道'] as const
const joinPassphrase = desk.write('join-passphrase', '桂花 开在 院坝\n')
const stick = desk.path('stick')
const streets: Street[] = []
let districtUnit = ''

const ndjson = (name: string, bodies: readonly object[]): string =>
  desk.write(name, bodies.map((body) => `${JSON.stringify(body)}\n`).join(''))

async function addAll(street: Street, records: readonly MonthRecord[]): Promise<readonly string[]> {
  const kind = records[0]?.kind ?? ''
  const file = ndjson(
    `${kind}.ndjson`,
    records.map(({ body }) => body),
  )
  const { ids } = await street.laptop.json<Added>('record', 'add', '--kind', kind, '--ndjson', file)
  for (const [i, record] of records.entries()) street.records.set(ids[i] ?? '', record)
  return ids
}

const allRecords = (): ReadonlyMap<string, MonthRecord> =>
  new Map(streets.flatMap(({ records }) => [...records]))
const only = (records: ReadonlyMap<string, MonthRecord>, period: string): ReadonlyMap<string, MonthRecord> =>
  new Map([...records].filter(([, { body }]) => String(body.date).startsWith(period)))

describe('two laptops and a district, from the command line', () => {
  test('the district makes its profile, and the recovery key goes to a private file and nowhere else', async () => {
    const recovery = desk.path('recovery.key')
    const made = await district.json<{ site: string; unit: string }>(
      ...['init', '--role', 'district', '--unit', '示范区', '--code', '510199', '--recovery-out', recovery],
    )
    districtUnit = made.unit
    expect(made.site).toMatch(/^[0-9a-f]{16}$/)
    expect(readFileSync(recovery, 'utf8')).toMatch(/^AGE-SECRET-KEY-1[0-9A-Z]+$/m)
    expect(statSync(recovery).mode & 0o777).toBe(0o600)
    expect(
      await district.refused('init', '--role', 'district', '--unit', '又一区', '--recovery-out', recovery),
    ).toMatchObject({ code: 3, error: { code: 'file.unwritable' } })
    const other = desk.path('other.key')
    expect(
      await district.refused('init', '--role', 'district', '--unit', '又一区', '--recovery-out', other),
    ).toMatchObject({ code: 3, error: { code: 'profile.exists' } })
    expect(existsSync(other)).toBe(false)
  })

  test('it enters two streets with thirteen villages each', async () => {
    for (const [index, name] of streetNames.entries()) {
      const code = `00${index + 1}`
      const street = await district.json<Added>(
        ...['record', 'add', '--kind', 'unit'],
        ...['--data', JSON.stringify({ name, level: 'street', parent: districtUnit, code })],
      )
      const [unit = ''] = street.ids
      const bodies = Array.from({ length: 13 }, (_, i) => ({
        name: `${name.slice(0, 2)}${i + 1}${i < 9 ? '村' : '社区'}`,
        level: i < 9 ? 'village' : 'community',
        parent: unit,
        code: `${code}${String(i + 1).padStart(3, '0')}`,
      }))
      const file = ndjson(`units-${index}.ndjson`, bodies)
      const villages = await district.json<Added>('record', 'add', '--kind', 'unit', '--ndjson', file)
      expect(villages.added).toBe(13)
      const laptop = desk.laptop(`street-${index}`)
      streets.push({ laptop, letter: 'AB'[index] ?? '', unit, villages: villages.ids, records: new Map() })
    }
    const { total } = await district.json<{ total: number }>('record', 'list', '--kind', 'unit')
    expect(total).toBe(1 + 2 + 26)
  })

  test('each laptop joins by a file, and finds the units there at once', async () => {
    for (const [index, { laptop, letter, unit }] of streets.entries()) {
      const file = desk.path(`接入-${letter}.ybj`)
      const made = await district.json<{ file: string; expires: string }>(
        ...['join-file', '--scope', streetNames[index] ?? '', '--letter', letter],
        ...['--out', file, '--join-passphrase-file', joinPassphrase],
      )
      expect(made.file).toBe(file)
      const joined = await laptop.json<{ site: string; scope: string; letter: string }>(
        ...['join', '--file', file, '--join-passphrase-file', joinPassphrase],
      )
      expect(joined).toMatchObject({ scope: unit, letter })
      const { total } = await laptop.json<{ total: number }>('record', 'list', '--kind', 'unit')
      expect(total).toBe(29)
    }
  })

  test('a wrong joining passphrase and a damaged joining file are refused', async () => {
    const stranger = desk.laptop('stranger')
    const wrong = desk.write('wrong-passphrase', '完全不对的口令')
    expect(
      await stranger.refused('join', '--file', desk.path('接入-A.ybj'), '--join-passphrase-file', wrong),
    ).toMatchObject({ code: 4, error: { code: 'join.wrong-passphrase' } })
    const damaged = desk.path('damaged.ybj')
    copyFileSync(desk.path('接入-A.ybj'), damaged)
    truncateSync(damaged, 200)
    const { code } = await stranger.refused(
      'join',
      '--file',
      damaged,
      '--join-passphrase-file',
      joinPassphrase,
    )
    expect(code).toBe(5)
  })

  test('each street logs more than sixty records, some sessions as part of an activity', async () => {
    for (const street of streets) {
      const villageOf = (n: number): string => street.villages[n % 13] ?? ''
      const activities = await addAll(
        street,
        Array.from({ length: 26 }, (_, n) => activityOf(villageOf(n), month, n)),
      )
      const linkedTo = (n: number): string | undefined => (n % 5 === 0 ? activities[n % 26] : undefined)
      await addAll(
        street,
        Array.from({ length: 39 }, (_, n) => sessionOf(villageOf(n), month, n, linkedTo(n))),
      )
      await addAll(
        street,
        Array.from({ length: 13 }, (_, n) => sessionOf(villageOf(n), '2026-10', n)),
      )
      await addAll(
        street,
        Array.from({ length: 7 }, (_, n) => activityOf(villageOf(n), '2025-11', n)),
      )
      expect(street.records.size).toBe(85)
    }
  })

  test('numbers are gapless within street, kind and year, and carry the letter of the laptop', async () => {
    for (const { laptop, letter } of streets) {
      const { rows } = await laptop.json<{ rows: readonly { number: string }[] }>(
        ...['record', 'list', '--kind', 'courtyard-session', '--limit', '1000'],
      )
      const serials = rows.map(({ number }) => /^.+-YB-2026-([A-Z])(\d{4})$/.exec(number))
      expect(new Set(serials.map((match) => match?.[1]))).toEqual(new Set([letter]))
      expect(serials.map((match) => Number(match?.[2])).sort((a, b) => a - b)).toEqual(
        Array.from({ length: 52 }, (_, i) => i + 1),
      )
    }
  })

  test('a batch with one bad line adds nothing and names the line and the field', async () => {
    const [street] = streets
    if (!street) throw new Error('no street')
    const good = sessionOf(street.villages[0] ?? '', month, 1).body
    const count = async (): Promise<number> =>
      (await street.laptop.json<{ total: number }>('record', 'list', '--kind', 'courtyard-session')).total
    const before = await count()
    const bad = ndjson('bad.ndjson', [good, good, { ...good, people: -3 }])
    const refused = await street.laptop.refused(
      'record',
      'add',
      '--kind',
      'courtyard-session',
      '--ndjson',
      bad,
    )
    expect(refused).toMatchObject({
      code: 3,
      error: {
        code: 'record.invalid',
        params: { problems: [{ row: 3, field: 'people', reason: 'count.invalid' }] },
      },
    })
    const broken = desk.write('broken.ndjson', `${JSON.stringify(good)}\n\n{"date": \n`)
    expect(
      await street.laptop.refused('record', 'add', '--kind', 'courtyard-session', '--ndjson', broken),
    ).toMatchObject({ code: 3, error: { params: { problems: [{ row: 3, reason: 'json.invalid' }] } } })
    expect(await count()).toBe(before)
  })

  test('a street cannot write what the district owns, nor for another street', async () => {
    const [one, two] = streets
    if (!one || !two) throw new Error('no streets')
    const unit = JSON.stringify({ name: '新村', level: 'village', parent: one.unit })
    expect(await one.laptop.refused('record', 'add', '--kind', 'unit', '--data', unit)).toMatchObject({
      code: 3,
      error: { code: 'record.wrong-owner' },
    })
    const foreign = JSON.stringify(sessionOf(two.villages[0] ?? '', month, 1).body)
    expect(
      await one.laptop.refused('record', 'add', '--kind', 'courtyard-session', '--data', foreign),
    ).toMatchObject({ code: 3, error: { code: 'record.out-of-scope' } })
  })

  test('the streets export, and the district imports both files at once', async () => {
    mkdirSync(stick)
    const files: string[] = []
    for (const { laptop } of streets) {
      const made = await laptop.json<Exported>('export', '--to', stick, '--medium', 'U-01')
      expect(made).toMatchObject({ serial: 1, changes: 85, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
      files.push(made.file)
    }
    const dry = await district.json<Imported>('import', ...files, '--dry-run')
    expect(dry.files.map(({ result }) => result)).toEqual(['ready', 'ready'])
    const { total } = await district.json<{ total: number }>('record', 'list', '--kind', 'activity')
    expect(total).toBe(0)
    const done = await district.json<Imported>('import', ...files)
    expect(done.files.map((f) => [f.new, f.result])).toEqual([
      [85, 'applied'],
      [85, 'applied'],
    ])
    const again = await district.json<Imported>('import', ...files)
    expect(again.files.map(({ result }) => result)).toEqual(['nothing-new', 'nothing-new'])
  })

  test('files for somebody else, cut short or made up are refused with exit code 5 and change nothing', async () => {
    const [file = ''] = readdirSync(stick)
    const [one, two] = streets
    if (!one || !two) throw new Error('no streets')
    const before = await district.json<Status>('status')
    expect(await two.laptop.refused('import', desk.path('stick', file))).toMatchObject({
      code: 5,
      error: { code: 'bundle.wrong-recipient' },
    })
    const cut = desk.path('cut.ybb')
    copyFileSync(desk.path('stick', file), cut)
    truncateSync(cut, statSync(cut).size - 100)
    expect((await district.refused('import', cut)).code).toBe(5)
    expect(await district.refused('import', desk.write('note.ybb', '不是交换文件'))).toMatchObject({
      code: 5,
      error: { code: 'bundle.not-a-bundle' },
    })
    expect((await district.json<Status>('status')).vector).toEqual(before.vector)
  })

  test('the file that the district sends back is the receipt: nothing is pending any more', async () => {
    for (const { laptop } of streets) {
      const { site } = await laptop.json<Status>('status')
      const made = await district.json<Exported>('export', '--to', stick, '--peer', site)
      const { files } = await laptop.json<Imported>('import', made.file)
      expect(files[0]).toMatchObject({ confirmed: 85 })
      const { peers } = await laptop.json<Status>('status')
      expect(peers).toMatchObject([{ pending: 0, confirmedSerial: 1, gaps: [] }])
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
  const expected = (): Sums => sumsOf(only(allRecords(), month))
  const report = (
    format: string,
    ...more: readonly string[]
  ): Promise<{ figures: readonly Figure[]; bytes: number }> =>
    district.json(
      ...['report', 'monthly', '--period', month, '--format', format],
      ...['--out', desk.path(`month.${format}`), ...more],
    )
  const totals = (
    figures: readonly Figure[],
    period: string,
    unit: string,
  ): Partial<Record<string, number>> =>
    Object.fromEntries(
      figures
        .filter((f) => f.period === period && (f.unit ?? districtUnit) === unit)
        .map((f) => [f.measure, f.value]),
    )

  test('with the sums that a person gets by hand', async () => {
    const { figures } = await report('json')
    expect(totals(figures, month, districtUnit)).toMatchObject(expected())
    const october = sumsOf(only(allRecords(), '2026-10'))
    expect(totals(figures, '2026-10', districtUnit)).toMatchObject(october)
    const lastYear = sumsOf(only(allRecords(), '2025-11'))
    expect(totals(figures, '2025-11', districtUnit)).toMatchObject(lastYear)
  })

  test('a street alone, named by its code', async () => {
    const [street] = streets
    if (!street) throw new Error('no street')
    const { figures } = await report('json', '--unit', '001')
    expect(totals(figures, month, street.unit)).toMatchObject(sumsOf(only(street.records, month)))
  })

  test.each(['json', 'html', 'docx', 'xlsx'])('as %s', async (format) => {
    const { bytes } = await report(format)
    const file = readFileSync(desk.path(`month.${format}`))
    expect(file.length).toBe(bytes)
    const zipped = format === 'docx' || format === 'xlsx'
    if (zipped) expect(file.subarray(0, 2).toString()).toBe('PK')
    else expect(file.toString('utf8')).toContain(String(expected().attendance))
  })

  test('every figure is the sum of the rows behind it', async () => {
    for (const [measure, value] of Object.entries(expected())) {
      const found = await district.json<{ value: number; rows: readonly { amount: number }[] }>(
        ...['figure', measure, '--period', month, '--rows'],
      )
      expect([measure, found.value]).toEqual([measure, value])
      expect(found.rows.reduce((sum, { amount }) => sum + amount, 0)).toBe(value)
    }
  })

  test('names of reports, measures, periods and units that do not exist are refused', async () => {
    const out = ['--format', 'json', '--out', desk.path('x.json')]
    expect(await district.refused('report', 'weekly', '--period', month, ...out)).toMatchObject({
      code: 2,
      error: { code: 'report.unknown' },
    })
    expect(await district.refused('report', 'monthly', '--period', '2026-13', ...out)).toMatchObject({
      code: 2,
      error: { code: 'period.invalid' },
    })
    expect(await district.refused('figure', 'happiness', '--period', month)).toMatchObject({
      code: 2,
      error: { code: 'measure.unknown' },
    })
    expect(await district.refused('figure', 'events', '--period', month, '--unit', '天上街道')).toMatchObject(
      { code: 3, error: { code: 'unit.not-found' } },
    )
  })
})

describe('what is safe stays safe', () => {
  test('two laptops that edit one field keep both values until a person decides', async () => {
    const [street] = streets
    if (!street) throw new Error('no street')
    const [id = ''] = street.records.keys()
    await street.laptop.json(
      'record',
      'edit',
      '--id',
      id,
      '--data',
      '{"attendance": 61}',
      '--reason',
      '漏记一人',
    )
    await district.json('record', 'edit', '--id', id, '--data', '{"attendance": 77}')
    const { file } = await street.laptop.json<Exported>('export', '--to', stick)
    await district.json('import', file)
    const { conflicts } = await district.json<{
      conflicts: readonly {
        record: string
        key: string
        heads: readonly { change: string; value: number }[]
      }[]
    }>('conflicts')
    expect(conflicts).toMatchObject([{ record: id, key: 'attendance' }])
    const heads = conflicts[0]?.heads ?? []
    expect(heads.map(({ value }) => value).sort()).toEqual([61, 77])
    const keep = heads.find(({ value }) => value === 61)?.change ?? ''
    await district.json(
      'resolve',
      '--record',
      id,
      '--field',
      'attendance',
      '--keep',
      keep,
      '--reason',
      '以现场签到为准',
    )
    expect((await district.json<{ conflicts: readonly unknown[] }>('conflicts')).conflicts).toEqual([])
    const shown = await district.json<{ body: { attendance: number } }>('record', 'show', '--id', id)
    expect(shown.body.attendance).toBe(61)
    const { entries } = await district.json<{ entries: readonly { reason: string | null }[] }>(
      ...['record', 'history', '--id', id],
    )
    expect(entries.map(({ reason }) => reason)).toContain('漏记一人')
    expect(entries).toHaveLength(4)
  })

  test('a deleted record leaves the list and comes back', async () => {
    const [street] = streets
    if (!street) throw new Error('no street')
    const [, id = ''] = street.records.keys()
    const listed = async (...more: readonly string[]): Promise<readonly string[]> =>
      (
        await street.laptop.json<{ rows: readonly { id: string }[] }>(
          ...['record', 'list', '--kind', 'activity', '--from', '2026-11-01', '--limit', '1000', ...more],
        )
      ).rows.map((row) => row.id)
    await street.laptop.json('record', 'delete', '--id', id)
    expect(await listed()).not.toContain(id)
    expect(await listed('--deleted')).toEqual([id])
    await street.laptop.json('record', 'restore', '--id', id)
    expect(await listed()).toContain(id)
  })

  test('lists page, filter by village, team, date and text, and count', async () => {
    const [street] = streets
    if (!street) throw new Error('no street')
    const base = ['record', 'list', '--kind', 'courtyard-session'] as const
    type Page = { rows: readonly { id: string }[]; next: string | null; total: number }
    const all = await street.laptop.json<Page>(...base, '--limit', '1000')
    const first = await street.laptop.json<Page>(...base, '--limit', '30')
    const second = await street.laptop.json<Page>(...base, '--limit', '30', '--after', String(first.next))
    expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual(all.rows.map(({ id }) => id))
    expect([all.total, second.next]).toEqual([52, null])
    const october = await street.laptop.json<Page>(...base, '--from', '2026-10-01', '--to', '2026-10-31')
    expect(october.total).toBe(13)
    const village = await street.laptop.json<Page>(...base, '--unit', '云锦1村')
    expect(village.total).toBe(4)
    const sameVillage = await street.laptop.json<Page>(...base, '--where', 'unit=001001')
    expect(sameVillage.rows).toEqual(village.rows)
    expect((await street.laptop.json<Page>(...base, '--search', 'wgwq')).total).toBe(52)
    expect((await street.laptop.json<Page>(...base, '--search', '13组')).total).toBeGreaterThan(0)
  })

  test('verify finds everything whole at all three', async () => {
    for (const laptop of [district, ...streets.map((street) => street.laptop)]) {
      const { ok, checks } = await laptop.json<{ ok: boolean; checks: readonly { ok: boolean }[] }>('verify')
      expect([ok, checks.every((check) => check.ok), checks.length > 2]).toEqual([true, true, true])
    }
  })

  test('a backup is written and read back', async () => {
    const made = await district.json<{ file: string; bytes: number }>('backup', '--to', stick)
    expect(statSync(made.file).size).toBe(made.bytes)
  })

  test('a wrong passphrase is refused with exit code 4, and five of them with a wait', async () => {
    const guesser = desk.laptop('street-1', { YUANBA_PASSPHRASE: '不是这个口令' })
    const codes: string[] = []
    for (let i = 0; i < 6; i++) {
      const { code, error } = await guesser.refused('status')
      expect(code).toBe(4)
      codes.push(error.code)
    }
    expect(codes[0]).toBe('passphrase.wrong')
    expect(codes.at(-1)).toBe('passphrase.wait')
  })

  test('the passphrase may come from a file, and the answer may be for people', async () => {
    const file = desk.write('passphrase', `${passphrase}\n`)
    const person = desk.laptop('street-0', { YUANBA_PASSPHRASE: '' })
    const { code, stdout } = await person.text('status', '--user', '管理员', '--passphrase-file', file)
    expect(code).toBe(0)
    expect(stdout).toContain('示范区')
  })
})
