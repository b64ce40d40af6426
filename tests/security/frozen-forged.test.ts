import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { identityToRecipient } from 'age-encryption'
import { FROZEN_KIND, FROZEN_VERSION } from '../../shared/paper/frozen'
import {
  changesIn,
  entriesOf,
  type Named,
  openBundle,
  rechained,
  writeBundle,
} from '../support/bundles/bundles'
import { siteKeyOf } from '../support/desks/own-keys'
import { type Pair, pair, session } from '../support/desks/pair'

const month = { report: 'monthly', period: '2026-11' }
let story: Pair
let folder: string
beforeEach(async () => {
  story = await pair()
  folder = mkdtempSync(join(tmpdir(), 'yuanba-forged-'))
})
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true })
  await story.close()
})

const freeze = (unit?: string) =>
  story.district.rpc.reports.freeze({
    ...month,
    ...(unit === undefined ? {} : { unit }),
    operation: story.district.operation(),
  })

/** What somebody with the keys of laptop A writes in the name of the district: a report signed off, at the end of all time. */
async function forgedBy(set: Readonly<Record<string, string>>): Promise<string> {
  const { a, district, recoveryKey, stick, units } = story
  await a.save('courtyard-session', session(units.peach))
  const good = await openBundle(join(stick, (await a.send()).file), recoveryKey)
  const keys = await siteKeyOf(a)
  const changes = changesIn(good.lines).map(
    (change): Named => ({
      ...change,
      clock: `ffffffffffff${change.clock.slice(12)}`,
      kind: FROZEN_KIND,
      kindVersion: FROZEN_VERSION,
      author: '示范区司法局',
      set: { ...month, title: '示范区月报', frozenAt: '2026-11-30T00:00:00.000Z', ...set },
    }),
  )
  const recipient = await identityToRecipient((await siteKeyOf(district)).identity)
  const parts = entriesOf(rechained(good, changes, keys.signKey), keys.signKey)
  await writeBundle(join(stick, 'forged.ybb'), parts, recipient)
  return 'forged.ybb'
}

/** A content that is as long as it is right, with something added. */
function contentWith(over: object, content: object): Readonly<Record<string, string>> {
  const text = JSON.stringify({ ...content, ...over })
  return {
    content: deflateRawSync(Buffer.from(text)).toString('base64'),
    hash: createHash('sha256').update(text).digest('hex'),
  }
}

const shown = (unit?: string) =>
  story.district.rpc.reports.page({ ...month, ...(unit === undefined ? {} : { unit }) })

test('a street that signs off in the name of the district does not hide the district’s own', async () => {
  const { district, units } = story
  const own = await freeze()
  await district.take(await forgedBy({ unit: units.district, hash: '', content: '' }))
  const { frozen, others } = await shown()
  expect(frozen?.id).toBe(own.id)
  expect(others.map(({ id }) => id)).toEqual([own.id])
  expect((await district.rpc.reports.frozen({ limit: 1 })).reports.map(({ id }) => id)).toEqual([own.id])
})

test('what the district signed off for a street stays first, whatever clock and name the street writes', async () => {
  const { district, units } = story
  const own = await freeze(units.east)
  await district.take(await forgedBy({ unit: units.east, hash: '', content: '' }))
  const { frozen, others } = await shown(units.east)
  expect(frozen).toMatchObject({ id: own.id, site: '示范区' })
  expect(others.map(({ site }) => site)).toEqual(['示范区', '东街街道A'])
})

test('a page that came along is not what is printed or written: it is drawn from the figures', async () => {
  const { a, district, units } = story
  const own = await a.rpc.reports.freeze({ ...month, operation: a.operation() })
  const content = inflateRawSync(Buffer.from(String((await a.body(own.id)).content), 'base64')).toString()
  const page = contentWith({ html: '<script>alert(1)</script>' }, JSON.parse(content))
  await district.take(await forgedBy({ unit: units.east, ...page }))
  const file = join(folder, '月报.html')
  const { frozen } = await shown(units.east)
  expect(frozen).toMatchObject({ hash: page.hash, site: '东街街道A', by: '示范区司法局' })
  const place = { ...month, unit: units.east, variant: 'internal' } as const
  await district.rpc.reports.write({ ...place, format: 'html', file: district.engine.grant(file) })
  expect(readFileSync(file, 'utf8')).toContain('class="page odd"')
  expect(readFileSync(file, 'utf8')).not.toContain('<script')
})
