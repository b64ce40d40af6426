import { type ArrivedFile, arrivedMember, filesToTell, monthEnds } from '../../../shared/sync/arrived'
import { MOST_ARRIVED, manifest } from '../../../shared/sync/manifest'
import fc from '../../support/laws/property'

const file = (nth: number): string => nth.toString(16).padStart(16, '0')
const came = (day: string, nth: number): ArrivedFile => [nth, `${day}T01:00:00.000Z`, file(nth)]
const begins = (days: readonly string[]): readonly string[] => days.map((day) => `${day}T00:00:00.000Z`)

test('the ends of fourteen months are told of, of the calendar’s and of a district’s own', () => {
  const ends = monthEnds([26], '2027-03-10')
  expect(ends).toHaveLength(28)
  expect(ends.slice(0, 4)).toEqual(['2027-03-31', '2027-03-25', '2027-02-28', '2027-02-25'])
  expect(ends.slice(-2)).toEqual(['2026-02-28', '2026-02-25'])
})

test('a day on which no month can begin makes no months of its own', () => {
  for (const none of [null, 'x', 1, 0, -3, 1.5, 29, '26'])
    expect(monthEnds([none], '2027-03-10')).toEqual(monthEnds([], '2027-03-10'))
})

test('the newest file is told of, and the first after each month; files of before and between are not', () => {
  const files = [
    came('2026-12-20', 1),
    came('2027-01-03', 2),
    came('2027-01-20', 3),
    came('2027-02-04', 4),
    came('2027-02-09', 5),
    came('2027-02-11', 6),
  ]
  const told = filesToTell(files.toReversed(), begins(['2027-01-01', '2027-02-01', '2027-03-01']))
  expect(told.map(([serial]) => serial)).toEqual([2, 4, 6])
})

test('a site that is silent for years is told of by its newest file', () => {
  expect(filesToTell([came('2020-01-02', 1), came('2020-01-03', 2)], begins(['2027-01-01']))).toEqual([
    came('2020-01-03', 2),
  ])
  expect(arrivedMember(new Map([['a', []]]), [])).toEqual({})
  expect(arrivedMember(new Map(), [])).toEqual({})
})

test('where there are too many, every site keeps its newest', () => {
  const many = Array.from({ length: 10 }, (_, nth) => came(`2027-01-${10 + nth}`, nth + 1))
  const moments = many.map(([, at]) => at)
  const sites = new Map([
    ['a', many],
    ['b', many.slice(0, 2)],
    ['c', many],
  ])
  const { arrived = {} } = arrivedMember(sites, moments, 8)
  expect(Object.values(arrived).map((files) => files.map(([serial]) => serial))).toEqual([
    [8, 9, 10],
    [1, 2],
    [8, 9, 10],
  ])
})

test('whatever came in whatever order, what is told of it is taken by every reader and says when each month was whole', () => {
  const at = fc
    .date({ min: new Date('2025-06-01'), max: new Date('2027-06-01'), noInvalidDate: true })
    .map((date) => date.toISOString())
  const site = 'a'.repeat(32)
  fc.assert(
    fc.property(
      fc.array(at, { minLength: 1, maxLength: 200 }),
      fc.integer({ min: 2, max: 28 }),
      (times, first) => {
        const files = times.map((time, nth): ArrivedFile => [nth + 1, time, file(nth)])
        const moments = begins(monthEnds([first], '2027-03-10'))
        const { arrived = {} } = arrivedMember(new Map([[site, files]]), moments)
        const told = arrived[site] ?? []
        expect(told.length).toBeLessThanOrEqual(MOST_ARRIVED)
        expect(manifest.safeParse({ ...good, arrived }).success).toBe(true)
        const firstOf = (all: readonly ArrivedFile[], moment: string): string | undefined =>
          all
            .map(([, time]) => time)
            .filter((time) => time >= moment)
            .sort()[0]
        for (const moment of moments) expect(firstOf(told, moment)).toBe(firstOf(files, moment))
      },
    ),
  )
})

const hash = 'f'.repeat(64)
const good = {
  ...{
    format: 4,
    app: '1',
    platform: 'linux',
    arch: 'x64',
    kinds: {},
    from: 'b'.repeat(32),
    to: 'c'.repeat(32),
  },
  ...{ serial: 1, medium: null, createdAt: '2026-11-03T01:00:00.000Z', segments: [], vector: {}, own: [] },
  ...{
    received: [],
    counts: { changes: 0, blobs: 0, bytes: 0 },
    digests: {},
    audit: { count: 0, head: hash },
  },
  entries: [{ name: 'changes.jsonl.zst', size: 0, sha256: hash }],
  official: [{ line: '', prev: hash, checkpoint: '' }],
}
