import { mkdirSync } from 'node:fs'
import { activityOf, type MonthRecord, sessionOf } from '../records/month'
import { type Desk, type Laptop, openDesk } from './cli'

/** The JSON documents that the stories read, as far as they read them. */
export interface Added {
  readonly added: number
  readonly ids: readonly string[]
  readonly numbers: readonly (string | null)[]
}
export interface Exported {
  readonly file: string
  readonly serial: number
  readonly changes: number
  readonly sha256: string
}
export interface Imported {
  readonly files: readonly {
    readonly changes: number
    readonly new: number
    readonly confirmed: number
    readonly result: string
  }[]
}
export interface Status {
  readonly site: string
  readonly vector: Readonly<Record<string, number>>
  readonly peers: readonly {
    readonly site: string
    readonly pending: number
    readonly confirmedSerial: number | null
    readonly gaps: readonly number[]
  }[]
}

export interface Street {
  readonly laptop: Laptop
  readonly name: string
  readonly letter: string
  readonly unit: string
  /** Nine villages and four communities. */
  readonly villages: readonly string[]
  /** What was logged here, by id. */
  readonly records: Map<string, MonthRecord>
}

/** A district and the streets that joined it, each used from the command line only. */
export interface Story {
  readonly desk: Desk
  readonly district: Laptop
  readonly unit: string
  readonly stick: string
  /** Where the passphrase of the newest joining file stands. */
  readonly joinPassphraseFile: string
}

/** The month that the stories log. */
export const month = '2026-11'

/** A district with its profile and nothing else. */
export async function startDistrict(): Promise<Story> {
  const desk = openDesk()
  const district = desk.laptop('district')
  const recovery = desk.path('recovery.key')
  const { unit } = await district.json<{ unit: string }>(
    ...['init', '--role', 'district', '--unit', '示范区', '--code', '510199', '--recovery-out', recovery],
  )
  const stick = desk.path('stick')
  mkdirSync(stick)
  return {
    desk,
    district,
    unit,
    stick,
    joinPassphraseFile: desk.path('join-passphrase'),
  }
}

/** The district enters a street with 13 villages and communities, and a laptop of that street joins. */
export async function addStreet(story: Story, name: string, code: string, letter: string): Promise<Street> {
  const { desk, district } = story
  const body = { name, level: 'street', parent: story.unit, code }
  const added = await district.json<Added>('record', 'add', '--kind', 'unit', '--data', JSON.stringify(body))
  const [unit = ''] = added.ids
  const villages = Array.from({ length: 13 }, (_, i) => ({
    name: `${name.slice(0, 2)}${i + 1}${i < 9 ? '村' : '社区'}`,
    level: i < 9 ? 'village' : 'community',
    parent: unit,
    code: `${code}${String(i + 1).padStart(3, '0')}`,
  }))
  const file = writeLines(desk, `villages-${code}.ndjson`, villages)
  const { ids } = await district.json<Added>('record', 'add', '--kind', 'unit', '--ndjson', file)
  const laptop = desk.laptop(`street-${code}`)
  const out = desk.path(`接入-${name}-${letter}.ybj`)
  const secret = ['--join-passphrase-file', story.joinPassphraseFile]
  await district.json('join-file', '--scope', name, '--letter', letter, '--out', out, ...secret)
  await laptop.json('join', '--file', out, ...secret)
  return { laptop, name, letter, unit, villages: ids, records: new Map() }
}

/** Adds records of one kind as one batch, and remembers them under their ids. */
export async function logAll(
  desk: Desk,
  street: Street,
  records: readonly MonthRecord[],
): Promise<readonly string[]> {
  const kind = records[0]?.kind ?? ''
  const lines = records.map(({ body }) => body)
  const file = writeLines(desk, `${street.letter}-${kind}.ndjson`, lines)
  const { ids } = await street.laptop.json<Added>('record', 'add', '--kind', kind, '--ndjson', file)
  for (const [i, record] of records.entries()) street.records.set(ids[i] ?? '', record)
  return ids
}

/** 85 records: a month with linked sessions, and some of the month before and the year before. */
export async function logMonth(desk: Desk, street: Street): Promise<void> {
  const villageOf = (n: number): string => street.villages[n % 13] ?? ''
  const times = (count: number, make: (n: number) => MonthRecord): readonly MonthRecord[] =>
    Array.from({ length: count }, (_, n) => make(n))
  const held = await logAll(
    desk,
    street,
    times(26, (n) => activityOf(villageOf(n), month, n)),
  )
  const linkedTo = (n: number): string | undefined => (n % 5 === 0 ? held[n % 26] : undefined)
  await logAll(
    desk,
    street,
    times(39, (n) => sessionOf(villageOf(n), month, n, linkedTo(n))),
  )
  await logAll(
    desk,
    street,
    times(13, (n) => sessionOf(villageOf(n), '2026-10', n)),
  )
  await logAll(
    desk,
    street,
    times(7, (n) => activityOf(villageOf(n), '2025-11', n)),
  )
}

/** Writes a file of one JSON object a line. */
export function writeLines(desk: Desk, name: string, bodies: readonly object[]): string {
  return desk.write(name, bodies.map((body) => `${JSON.stringify(body)}\n`).join(''))
}

/** How many records a list finds. */
export async function countOf(laptop: Laptop, kind: string, ...more: readonly string[]): Promise<number> {
  return (await laptop.json<{ total: number }>('record', 'list', '--kind', kind, '--limit', '1', ...more))
    .total
}
