import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BEFORE_IMPORT_FILE, copyBeforeImport } from '../../electron/engine/backup/before-import'
import type { WriteDb } from '../../electron/engine/context'
import { DATABASE_FILE, openForReading, openForWriting } from '../../electron/engine/db/open'

const key = new Uint8Array(32).fill(3)
const HOUR = 3_600_000
let profile: string
let db: WriteDb
let now: number
beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'yuanba-before-'))
  db = openForWriting(join(profile, DATABASE_FILE), key)
  db.exec('CREATE TABLE imports (hour INTEGER)')
  now = Date.UTC(2026, 0, 5)
})
afterEach(() => {
  db.close()
  rmSync(profile, { recursive: true })
})

/** Imports at an hour after the first. @returns how many imports the copy beside the database holds then */
function importAt(hour: number, alwaysUpTo?: number): unknown {
  const clock = { now: () => now + hour * HOUR }
  copyBeforeImport({ profile, db, clock }, alwaysUpTo)
  db.prepare('INSERT INTO imports VALUES (?)').run(hour)
  const copy = openForReading(join(profile, BEFORE_IMPORT_FILE), key)
  try {
    return copy.prepare('SELECT count(*) FROM imports').pluck().get()
  } finally {
    copy.close()
  }
}

test('a database is copied before each import', () => {
  expect([0, 1, 2].map((hour) => importAt(hour))).toEqual([0, 1, 2])
})

test('a large one before the first import of twenty-four hours, and when the copy is from a time that has not come', () => {
  expect([0, 1, 23, 24, 47, 48].map((hour) => importAt(hour, 0))).toEqual([0, 0, 0, 3, 3, 5])
  expect(importAt(40, 0)).toBe(6)
})
