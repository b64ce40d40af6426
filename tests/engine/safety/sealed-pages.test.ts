import { join } from 'node:path'
import { openForReading } from '../../../electron/engine/db/open'
import { openPages, pageKey, USABLE } from '../../../electron/engine/safety/sealed-pages'
import { rowsOfPage } from '../../../shared/salvage/cells'
import { newFinds } from '../../../shared/salvage/finds'
import { openStreet, passphrase, sessionPatch, user } from '../../support/desks/engine'
import { dataKeyOf } from '../../support/desks/keys'

test('every record is found in the pages of the files alone, without SQLite, each page proved', async () => {
  const desk = await openStreet()
  for (let n = 0; n < 30; n++)
    await desk.save(
      'courtyard-session',
      sessionPatch(desk, { courtyard: `第${n}院子`, remarks: '长'.repeat(1900) }),
    )
  const key = await dataKeyOf(desk.profile, { user, passphrase })
  const db = openForReading(join(desk.profile, 'profile.db'), key)
  const rows = db
    .prepare<[], { id: string; kind: string; body: string }>(
      'SELECT id, kind, body FROM records WHERE deleted = 0 ORDER BY id',
    )
    .all()
  const pages = openPages(desk.profile)
  const opener = pageKey(pages, key)
  expect(opener.proves).toBe(true)
  const finds = newFinds()
  const layout = {
    usable: USABLE,
    page: (number: number) => {
      const bytes = pages.newest(number)
      return bytes && opener.opened({ number, bytes })
    },
  }
  for (const take of [finds.take, finds.takeChange])
    for (const page of pages.each()) {
      const rowsHere = rowsOfPage(opener.opened(page), page.number === 1 ? 100 : 0, layout)
      for (const row of rowsHere) take(row, opener.isProven(page))
    }
  const found = [...finds.records()].sort((a, b) => (a.id < b.id ? -1 : 1))
  expect(found.map(({ id, kind, flat }) => ({ id, kind, body: JSON.stringify(flat) }))).toEqual(rows)
  expect(new Set(found.map(({ trust }) => trust))).toEqual(new Set(['proven']))
  expect([...finds.saidOf(user)]).toEqual(['admin'])
  pages.close()
  db.close()
  await desk.close()
})
