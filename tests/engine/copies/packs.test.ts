import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeMeta } from '../../../electron/engine/db/meta'
import { headerOf } from '../../../electron/engine/safety/backup-file'
import { makeBackup } from '../../../electron/engine/safety/make-backup'
import {
  LONGEST_LIST,
  MOST_PACKS,
  MOST_PAGES,
  pageListBytes,
  readPageList,
} from '../../../electron/engine/safety/page-list'
import { putPagesBeside } from '../../../electron/engine/safety/pages-beside'
import { auditRows } from '../../support/desks/audit-rows'
import { type Desk, openStreet, passphrase, sessionPatch, user } from '../../support/desks/engine'
import { pastTheCalls } from '../../support/desks/engine-desks'

const DAY = 24 * 3600 * 1000
const who = { user, passphrase }

let desk: Desk
let place: string
beforeEach(async () => {
  desk = await openStreet()
  place = join(desk.profile, '..', 'place')
  mkdirSync(place)
})
afterEach(() => desk.close())

const save = (courtyard: string) => desk.save('courtyard-session', sessionPatch(desk, { courtyard }))
const daily = () => desk.rpc.safety.keepCopies({ why: 'daily' })
const packs = (folder: string) => {
  const [name = ''] = readdirSync(folder).filter((one) => one.startsWith('yb-blobs'))
  return readdirSync(join(folder, name)).map((one) => join(folder, name, one))
}
const preview = (path: string) =>
  desk.rpc.profile.previewBackup({ file: desk.engine.grant(path), user, passphrase })
const rehearsals = async () =>
  (await auditRows(desk))
    .filter(({ action }) => action === 'safety.rehearse')
    .map(({ detail }) => JSON.parse(detail).same)

test('a pack that rots is found the next day, long before the month’s rehearsal, and the copy of that day rests on none', async () => {
  await save('一号院子')
  expect(await daily()).toMatchObject({ problems: [], rehearsal: true })
  desk.clock.time += DAY
  expect((await daily()).rehearsal).toBeNull()
  const [pack = ''] = packs(join(desk.profile, 'backups'))
  const bytes = readFileSync(pack)
  bytes.fill(9, bytes.length - 5000, bytes.length - 4999)
  writeFileSync(pack, bytes)
  // The same day it is not read again.
  expect(await daily()).toMatchObject({ written: [], rehearsal: null })
  desk.clock.time += DAY
  const found = await daily()
  expect(found).toMatchObject({ written: [expect.anything()], problems: [], rehearsal: false })
  const [newest] = (await desk.rpc.profile.backups({})).backups
  expect((await preview(join(desk.profile, 'backups', newest?.file ?? ''))).kinds).toContainEqual({
    label: '院坝会',
    count: 1,
  })
  expect(await rehearsals()).toEqual([1, 0])
  desk.clock.time += DAY
  expect((await daily()).rehearsal).toBeNull()
})

test('a rehearsal that was cut is held on a copy of now, because with an older one no figure could be compared', async () => {
  await save('一号院子')
  expect(await daily()).toMatchObject({ written: [expect.anything()], rehearsal: true })
  await save('二号院子')
  expect(await daily()).toMatchObject({ written: [], rehearsal: null })
  await pastTheCalls(desk, who, async ({ db }) => writeMeta(db, 'goodPlaces', {}))
  expect(await daily()).toMatchObject({ written: [expect.anything()], rehearsal: true })
})

test('a database of more pages than a list may have is backed up whole, and comes back', async () => {
  await save('一号院子')
  const file = await pastTheCalls(desk, who, async (ctx) => {
    const made = await makeBackup(ctx, place, { before: undefined, begun: () => undefined, mostPages: 10 })
    expect(made.packs).toEqual([])
    return made.file
  })
  expect(packs(place)).toEqual([])
  expect(headerOf(join(place, file))).toMatchObject({ whole: false })
  expect((await preview(join(place, file))).kinds).toContainEqual({ label: '院坝会', count: 1 })
})

test('the longest list that is written is one that is read', () => {
  const hex = 'f'.repeat(64)
  const pack = { name: `pages/${hex}`, key: Buffer.alloc(32).toString('base64'), sha256: hex }
  const largest = { ...pack, pages: MOST_PAGES, bytes: Number.MAX_SAFE_INTEGER }
  const place = { pack: 0, place: 0 }
  const mark = Buffer.alloc(16).toString('base64')
  const listOf = (count: number) =>
    pageListBytes({
      key: pack.key,
      packs: Array.from({ length: count }, () => largest),
      places: [place],
      marks: [mark],
    })
  const [one, many] = [listOf(1).length, listOf(101).length]
  const row = 22
  expect(one + (MOST_PACKS - 1) * Math.ceil((many - one) / 100) + (MOST_PAGES - 1) * row).toBeLessThan(
    LONGEST_LIST,
  )
  expect(readPageList(listOf(2)).places).toEqual([place])
})

test('a page that reads otherwise the second time stands in no pack', async () => {
  await save('一号院子')
  const path = join(desk.profile, 'profile.db')
  await pastTheCalls(desk, who, async (ctx) => {
    // Asked before each reading of the pages: after the first, the disk gives another page.
    let asked = 0
    const signal = new AbortController().signal
    Object.defineProperty(signal, 'throwIfAborted', {
      value: () => {
        asked += 1
        if (asked !== 2) return
        const bytes = readFileSync(path)
        bytes.fill(9, bytes.length - 4000, bytes.length - 3990)
        writeFileSync(path, bytes)
      },
    })
    const before = readFileSync(path)
    await expect(putPagesBeside({ ...ctx, signal }, place, undefined)).rejects.toMatchObject({
      code: 'profile.damaged',
    })
    writeFileSync(path, before)
  })
  expect(packs(place)).toEqual([])
})
