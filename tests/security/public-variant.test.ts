import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openForReading } from '../../electron/engine/db/open'
import { kindOf } from '../../shared/kinds'
import type { CellFields, Field } from '../../shared/kinds/fields'
import { hasPersonalNumber } from '../../shared/personal-numbers'
import { type Desk, openDistrict, sessionPatch } from '../support/engine'
import { dataKeyOf } from '../support/keys'
import { throughOffice } from '../support/office'
import { hasTool } from '../support/tools'
import { partsOfZip } from '../support/zip'

/** 公示 goes on a wall: whatever file it becomes, nobody's number may be in it, and no name whole. */

const phone = '13912345678'
const id = '510103199001011234'
let desk: Desk
let folder: string
let secrets: readonly string[]

beforeAll(async () => {
  desk = await openDistrict()
  folder = mkdtempSync(join(tmpdir(), 'yuanba-public-'))
  await desk.rpc.profile.demo({ seed: 1, period: '2026', size: 60 })
  // And a record in whose free texts everything stands that must not.
  await desk.rpc.records.save({
    kind: 'courtyard-session',
    patch: {
      ...sessionPatch(desk),
      summary: `张三丰(${id})来电${phone},卡号6222021234567890123`,
      demands: [{ who: '张三丰', phone, what: `张三丰说请打${phone}`, category: 'wages' }],
    },
    operation: desk.operation(),
  })
  secrets = await secretsOf(desk)
}, 120_000)
afterAll(async () => {
  await desk.close()
  rmSync(folder, { recursive: true })
})

/** Every masked value that is stored here, as typed. */
async function secretsOf({ profile }: Desk): Promise<readonly string[]> {
  const db = openForReading(join(profile, 'profile.db'), await dataKeyOf(profile))
  const found = new Set<string>()
  const keep = (field: Field | undefined, value: unknown): void => {
    // Of names only the one that is nobody else's: the example data has officials of the same name, who are not masked.
    if (field?.mask && typeof value === 'string' && (/\d{5}/.test(value) || value === '张三丰'))
      found.add(value)
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
  return [...found]
}

/** Everything legible in a file. */
function contentOf(format: string, bytes: Buffer): string {
  return format === 'html' ? bytes.toString() : partsOfZip(bytes).join('\n')
}

async function write(ledger: string, format: 'html' | 'docx' | 'xlsx', columns?: string[]): Promise<Buffer> {
  const path = join(folder, `${ledger}.${format}`)
  await desk.rpc.ledgers.write({
    ...{ ledger, format, variant: 'public', period: '2026', ...(columns && { columns }) },
    ...{ file: desk.engine.grant(path), operation: desk.operation() },
  })
  return readFileSync(path)
}

const leaks = (text: string): readonly string[] => secrets.filter((secret) => text.includes(secret))

test('there is something to leak', () => {
  expect(secrets.length).toBeGreaterThan(100)
  expect(secrets).toEqual(expect.arrayContaining([phone, '张三丰']))
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
      expect({ name, leaks: leaks(text) }).toEqual({ name, leaks: [] })
    }
  },
  240_000,
)

test('nothing in the rows looks like a number of a person', async () => {
  const text = contentOf('xlsx', await write('courtyard-session', 'xlsx', ['date', 'summary', 'demands']))
  const cells = [...text.matchAll(/<t(?: [^>]*)?>([^<]*)<\/t>/g)].map((match) => match[1] ?? '')
  expect(cells.some((cell) => cell.includes('来电****'))).toBe(true)
  expect(cells.filter((cell) => hasPersonalNumber(cell))).toEqual([])
})

test('a PDF made of it has none either, in its text or in what is written about it', async () => {
  const pdf = throughOffice(
    '公示.docx',
    await write('courtyard-session', 'docx', ['date', 'summary', 'demands']),
    'pdf',
  )
  if (pdf === null || !hasTool('pdftotext', 'pdfinfo')) return
  const path = join(folder, '公示.pdf')
  writeFileSync(path, pdf)
  const text = ['pdftotext', 'pdfinfo'].map(
    (tool) => spawnSync(tool, tool === 'pdftotext' ? [path, '-'] : [path], { encoding: 'utf8' }).stdout,
  )
  expect(text[0]).toContain('来电****')
  expect(leaks(text.join('\n'))).toEqual([])
}, 60_000)

test('上报 keeps no whole number either', async () => {
  const path = join(folder, '上报.html')
  await desk.rpc.ledgers.write({
    ...{
      ledger: 'courtyard-session',
      format: 'html',
      variant: 'upward',
      columns: ['date', 'summary', 'demands'],
    },
    ...{ file: desk.engine.grant(path), operation: desk.operation() },
  })
  const text = readFileSync(path, 'utf8').replaceAll(/<[^>]*>/g, '')
  expect(leaks(text)).toEqual([])
  expect(text).toContain('139****5678')
})
