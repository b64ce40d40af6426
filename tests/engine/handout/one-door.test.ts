import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import Database from 'better-sqlite3'
import type { OpenContext } from '../../../electron/engine/context'
import { handOut } from '../../../electron/engine/handout/hand-out'
import { AppError } from '../../../shared/errors'
import { filesBelow } from '../../support/machine/sources'

const root = resolve(__dirname, '../../..')

/** What of the engine's own words says that something leaves. */
const leaving = /\.audit\(\s*'[\w.-]*\.(print\w*|write\w*|save|export|backup|join-file)'/

test('paper and files leave by one door: nothing else notes that they do', () => {
  const others = filesBelow(join(root, 'electron/engine')).filter(
    (file) => leaving.test(readFileSync(file, 'utf8')) && !file.includes('/handout/'),
  )
  expect(others).toEqual([])
  // Planted, so that the scan itself is known to see one.
  expect(leaving.test("const number = ctx.audit('reports.print', facts)")).toBe(true)
})

describe('where the last step fails', () => {
  const noted: [string, unknown][] = []
  const db = new Database(':memory:')
  db.exec('CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT)')
  afterAll(() => db.close())
  const ctx = {
    db,
    site: { letter: 'A' },
    user: { name: '李管理', role: 'admin' },
    audit: (action: string, facts: unknown) => noted.push([action, facts]),
  } as unknown as OpenContext
  const full = (): never => {
    throw new AppError('file.no-space', { file: 'a' })
  }
  beforeEach(() => noted.splice(0))

  test('a second row says that nothing left', () => {
    expect(() => handOut(ctx, 'themes.write', { variant: 'internal' }, full)).toThrow('file.no-space')
    expect(noted).toEqual([
      ['themes.write', { variant: 'internal' }],
      ['export.not-written', { number: 1 }],
    ])
  })

  test('so it does where it fails later', async () => {
    const later = handOut(ctx, 'themes.write', { variant: 'internal' }, async () => full())
    await expect(later).rejects.toThrow('file.no-space')
    expect(noted.map(([action]) => action)).toEqual(['themes.write', 'export.not-written'])
  })
})
