import { migrate } from '../../../electron/hub/store/migrate'
import { createPrng } from '../../../shared/demo/prng'
import {
  addDistrict,
  addRecords,
  idOf,
  openRegion,
  type PlainRecord,
  type Region,
} from '../../support/hub/region'
import { eachStore } from '../../support/hub/stores'
import { lawSize } from '../../support/laws/law-size'
import fc from '../../support/laws/property'

const kind = 'courtyard-session'
const words = ['王家院子', '李家院坝', '张家大院', '桃花沟']
const states = ['draft', 'submitted', 'reviewed']
const villages = ['va', 'vb', 'vc', 'vd']
const days = ['2026-01-05', '2026-01-05', '2026-02-11', '2026-03-20', '2025-12-31', null]

/** Meetings of a district, some without a day, with days that many of them share. */
function meetings(of: string): readonly PlainRecord[] {
  const prng = createPrng(`lists of ${of}`)
  return Array.from({ length: 40 }, (_, at) => ({
    id: idOf(`${of}${at}`),
    kind,
    body: {
      ...(prng.chance(90) && { date: prng.pick(days) }),
      unit: idOf(prng.pick(villages)),
      courtyard: `${prng.pick(words)}${prng.below(9)}号`,
      people: prng.below(50),
      status: prng.pick(states),
    },
  }))
}

const [ofEast, ofWest] = [meetings('e'), meetings('w')]

interface Filter {
  readonly from?: string
  readonly to?: string
  readonly unit?: string
  readonly text?: string
  readonly where?: { readonly status: string }
  readonly ranges?: { readonly people: { readonly from: number } }
}

const day = fc.constantFrom('2025-12-31', '2026-01-05', '2026-02-11', '2026-04-01')
const filters = fc.record(
  {
    from: day,
    to: day,
    unit: fc.constantFrom(...villages.map(idOf)),
    text: fc.constantFrom('王家', '家', '院子3号', '桃花沟 1', '没有'),
    where: fc.record({ status: fc.constantFrom(...states, 'returned') }),
    ranges: fc.record({ people: fc.record({ from: fc.integer({ min: 0, max: 55 }) }) }),
  },
  { requiredKeys: [] },
)

/** Whether a record is one that somebody asked for, said without a database. */
function isMeant({ body }: PlainRecord, { from, to, unit, text, where, ranges }: Filter): boolean {
  const { date } = body
  const isOn = (one: (date: string) => boolean): boolean => typeof date === 'string' && one(date)
  const said = String(body.courtyard)
  return (
    (from === undefined || isOn((date) => date >= from)) &&
    (to === undefined || isOn((date) => date <= to)) &&
    (unit === undefined || body.unit === unit) &&
    (text === undefined || text.split(' ').every((word) => said.includes(word))) &&
    (where === undefined || body.status === where.status) &&
    (ranges === undefined || Number(body.people) >= ranges.people.from)
  )
}

/** In the order of their days, then of their districts and of their numbers there. */
function inOrder(all: readonly PlainRecord[], filter: Filter, descending: boolean): readonly string[] {
  const found = all
    .filter((one) => isMeant(one, filter))
    .map(({ id, body }) => ({ id, key: String(body.date ?? ''), at: all.findIndex((one) => one.id === id) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.at - b.at))
    .map(({ id }) => id)
  return descending ? found.toReversed() : found
}

eachStore((under) => {
  let region: Region
  afterEach(() => region.close())

  test('a list read page by page is what its filter means, in its order, each record once, for a district and above', async () => {
    region = await openRegion(under, async (store) => {
      await migrate(store)
      const east = await addDistrict(store, '东区', ['city', 'east'])
      const west = await addDistrict(store, '西区', ['city', 'west'])
      const units = villages.map((name) => ({
        id: idOf(name),
        kind: 'unit',
        body: { name, level: 'village' },
      }))
      await addRecords(store, east, [...ofEast, ...units])
      await addRecords(store, west, ofWest)
      return { east, west }
    })
    const visitors = [
      { visitor: await region.as('city', 'review'), all: [...ofEast, ...ofWest] },
      { visitor: await region.as('east', 'read'), all: ofEast },
      { visitor: await region.as('west', 'read'), all: ofWest },
    ]
    await fc.assert(
      fc.asyncProperty(
        filters,
        fc.boolean(),
        fc.integer({ min: 1, max: 30 }),
        fc.constantFrom(...visitors),
        async (filter, descending, limit, { visitor, all }) => {
          const asked = { kind, filter, sort: { field: 'date', descending }, limit }
          const read: string[] = []
          let next: string | null = null
          do {
            const page: { rows: readonly { id: string }[]; next: string | null } = await visitor.ok(
              'records.list',
              { ...asked, ...(next !== null && { after: next }) },
            )
            read.push(...page.rows.map(({ id }) => id))
            next = page.next
          } while (next !== null)
          expect(read).toEqual(inOrder(all, filter, descending))
          expect(await visitor.ok('records.count', { kind, filter })).toEqual({ total: read.length })
        },
      ),
      { numRuns: lawSize(100) },
    )
  })
})
