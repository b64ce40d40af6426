import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openForReading } from '../../electron/engine/db/open'
import type { CellFields, Field } from '../../shared/definition/fields'
import { kindOf, kinds } from '../../shared/kinds'
import { maskText } from '../../shared/privacy/masks'
import { hasPersonalNumber } from '../../shared/privacy/personal-numbers'
import { type Desk, openDistrict, sessionPatch, user } from '../support/desks/engine'
import { dataKeyOf } from '../support/desks/keys'
import { needs } from '../support/machine/needs'
import { throughOffice } from '../support/paper/office'
import { placed, textOfPdf } from '../support/paper/paper'
import { partsOfZip } from '../support/paper/zip'

/** 公示 goes on a wall: whatever file it becomes, nobody's number may be in it, and no name whole. */

const phone = '13912345678'
const id = '510103199001011234'
/** Nobody else in the example is called so. */
const names = ['张三丰', '诸葛主讲', '慕容主持'] as const
let desk: Desk
let folder: string
let secrets: readonly string[]
let session: string

beforeAll(async () => {
  desk = await openDistrict()
  folder = mkdtempSync(join(tmpdir(), 'yuanba-public-'))
  await desk.rpc.profile.demo({ seed: 1, period: '2026', size: 60 })
  // And a record in whose free texts everything stands that must not.
  const saved = await desk.rpc.records.save({
    kind: 'courtyard-session',
    patch: {
      ...sessionPatch(desk, { speaker: '诸葛主讲', chair: '慕容主持' }),
      summary: `张三丰（${id}）来电${phone}，卡号6222021234567890123；诸葛主讲答复`,
      demands: [{ who: '张三丰', phone, what: `张三丰说请打${phone}`, category: 'wages' }],
    },
    operation: desk.operation(),
  })
  session = saved.id
  secrets = await secretsOf(desk)
}, 120_000)
afterAll(async () => {
  await desk.close()
  rmSync(folder, { recursive: true })
})

/** Everything about people that is stored here, as typed: what is masked, and who is named in an office. */
async function secretsOf({ profile }: Desk): Promise<readonly string[]> {
  const db = openForReading(join(profile, 'profile.db'), await dataKeyOf(profile))
  const found = new Set<string>()
  const keep = (field: Field | undefined, value: unknown): void => {
    const mask = field?.mask ?? (field?.personal === 'named' ? 'party' : undefined)
    // What a mask leaves as it is, a company above all, is nobody's.
    if (mask && typeof value === 'string' && maskText(mask, value) !== value) found.add(value)
  }
  for (const row of db
    .prepare<[], { kind: string; body: string }>('SELECT kind, body FROM records')
    .iterate()) {
    const { fields } = kindOf(row.kind)
    for (const [key, value] of Object.entries(JSON.parse(row.body) as Record<string, unknown>)) {
      const [name = ''] = key.split('/')
      const field = fields[name]
      keep(field, value)
      const cells: CellFields = field?.type === 'rows' ? field.of : {}
      for (const [cell, inside] of Object.entries(value && typeof value === 'object' ? value : {}))
        keep(cells[cell], inside)
    }
  }
  db.close()
  return [...found, user]
}

/** Everything legible in a file; of the packed ones every part, what is said about the file too. */
function contentOf(format: Format, bytes: Buffer): string {
  const written = format === 'html' || format === 'json' ? bytes.toString() : partsOfZip(bytes).join('\n')
  // As it stands, and as it reads: a run or a span may end in the middle of a number.
  return `${written}\n${plain(written)}`
}
const plain = (markup: string): string => markup.replaceAll(/<[^>]*>/g, '')

type Format = 'html' | 'docx' | 'xlsx' | 'json'

async function write(ledger: string, format: 'html' | 'docx' | 'xlsx', columns?: string[]): Promise<Buffer> {
  const path = join(folder, `${ledger}.${format}`)
  await desk.rpc.ledgers.write({
    ledger,
    format,
    variant: 'public',
    period: '2026',
    ...(columns && { columns }),
    file: desk.engine.grant(path),
    operation: desk.operation(),
  })
  return readFileSync(path)
}

/** What one call writes for everybody. */
async function written(
  format: Format,
  call: (file: string) => Promise<unknown>,
): Promise<{ readonly bytes: Buffer; readonly text: string }> {
  const path = join(folder, `公示.${format}`)
  await call(desk.engine.grant(path))
  const bytes = readFileSync(path)
  return { bytes, text: contentOf(format, bytes) }
}

const leaks = (text: string, but: readonly string[] = []): readonly string[] =>
  secrets.filter((secret) => text.includes(secret) && !but.includes(secret))

/** Of every kind some records, with everything that belongs to them. */
async function someRecords(): Promise<readonly string[]> {
  const found = await Promise.all(
    kinds.map(async ({ name }) => (await desk.rpc.records.list({ kind: name, limit: 6 })).rows),
  )
  return found.flat().map((row) => row.id)
}

test('there is something to leak', () => {
  expect(secrets.length).toBeGreaterThan(200)
  expect(secrets).toEqual(expect.arrayContaining([phone, user, ...names]))
})

test.each(['html', 'docx', 'xlsx'] as const)(
  'no 公示 ledger leaks into %s, with every column it may have',
  async (format) => {
    const { ledgers } = await desk.rpc.ledgers.list({})
    for (const { name, variants, free } of ledgers) {
      if (!variants.includes('public')) continue
      const { columns } = await desk.rpc.ledgers.columns({ ledger: name, variant: 'public' })
      const text = contentOf(
        format,
        await write(name, format, free ? columns.map(({ key }) => key) : undefined),
      )
      // A list that is published to name somebody names that person, and nobody else.
      const named = free ? [] : await paidLawyers()
      expect({ name, leaks: leaks(text, named) }).toEqual({ name, leaks: [] })
    }
  },
  240_000,
)

async function paidLawyers(): Promise<readonly string[]> {
  const { rows } = await desk.rpc.records.list({ kind: 'legal-aid-case', limit: 500 })
  return rows.map(({ body }) => String(body.lawyer))
}

test.each(['html', 'docx'] as const)(
  'no record leaks into %s, whatever kind it is of',
  async (format) => {
    const ids = [...(await someRecords()), session]
    for (let from = 0; from < ids.length; from += 20) {
      const some = ids.slice(from, from + 20)
      const { text } = await written(format, (file) =>
        desk.rpc.records.writePages({
          ids: some,
          variant: 'public',
          format,
          file,
        }),
      )
      expect(leaks(text)).toEqual([])
    }
  },
  240_000,
)

test.each(['html', 'xlsx'] as const)('no list inside a record leaks into %s', async (format) => {
  const { rows } = await desk.rpc.records.list({ kind: 'wage-arrears-lead', limit: 20 })
  const ids = rows.map((row) => row.id)
  const { text } = await written(format, (file) =>
    desk.rpc.records.writePages({
      ids,
      list: 'workers',
      variant: 'public',
      format,
      file,
    }),
  )
  expect(text).toContain('*')
  expect(leaks(text)).toEqual([])
})

test.each(['html', 'docx', 'xlsx', 'json'] as const)(
  'no report and no table leaks into %s, signed off or not',
  async (format) => {
    for (const [report, period] of [
      ['monthly', '2026-06'],
      ['quarterly', '2026-Q2'],
      ['half-year', '2026-H1'],
      ['annual', '2026'],
    ] as const) {
      if (report === 'annual') await desk.rpc.reports.freeze({ report, period, operation: desk.operation() })
      const { text } = await written(format, (file) =>
        desk.rpc.reports.write({
          report,
          period,
          variant: 'public',
          format,
          file,
        }),
      )
      expect({ report, leaks: leaks(text) }).toEqual({ report, leaks: [] })
    }
    await desk.rpc.statistics.freeze({ period: '2026', operation: desk.operation() })
    const { text } = await written(format, (file) =>
      desk.rpc.statistics.write({
        period: '2026',
        variant: 'public',
        format,
        file,
      }),
    )
    expect(leaks(text)).toEqual([])
  },
  120_000,
)

test('what was searched for is not printed: it may be the very name that the rows shorten', async () => {
  const which = { ledger: 'courtyard-session', variant: 'public', period: '2026', text: '诸葛主讲' } as const
  const { markup } = await desk.rpc.ledgers.page(which)
  expect(plain(markup)).toContain('诸*')
  expect(leaks(plain(markup))).toEqual([])
})

test('nothing in the rows looks like a number of a person', async () => {
  const text = contentOf('xlsx', await write('courtyard-session', 'xlsx', ['date', 'summary', 'demands']))
  const cells = [...text.matchAll(/<t(?: [^>]*)?>([^<]*)<\/t>/g)].map((match) => match[1] ?? '')
  expect(cells.some((cell) => cell.includes('来电****'))).toBe(true)
  expect(cells.filter((cell) => hasPersonalNumber(cell))).toEqual([])
})

needs(
  'soffice',
  'pdftotext',
  'pdfinfo',
).test('a PDF made of it has none either, in its text or in what is written about it', async () => {
  const ledger = await write('courtyard-session', 'docx', ['date', 'speaker', 'summary', 'demands'])
  const page = await written('docx', (file) =>
    desk.rpc.records.writePages({
      ids: [session],
      variant: 'public',
      format: 'docx',
      file,
    }),
  )
  for (const docx of [ledger, page.bytes]) {
    const pdf = throughOffice('公示.docx', docx, 'pdf')
    const text = textOfPdf(placed(folder, '公示.pdf', pdf))
    expect(text).toContain('来电****')
    expect(leaks(text)).toEqual([])
  }
}, 120_000)

test('上报 keeps no whole number either', async () => {
  const path = join(folder, '上报.html')
  await desk.rpc.ledgers.write({
    ledger: 'courtyard-session',
    format: 'html',
    variant: 'upward',
    columns: ['date', 'summary', 'demands'],
    file: desk.engine.grant(path),
    operation: desk.operation(),
  })
  const text = readFileSync(path, 'utf8').replaceAll(/<[^>]*>/g, '')
  expect([phone, id, names[0]].filter((secret) => text.includes(secret))).toEqual([])
  expect(text).toContain('139****5678')
})
