/** @jest-environment jsdom */
import { currentPage, parentOf, placesFor } from '../../../renderer/shell/places'
import { trailAfter } from '../../../renderer/ui/trail'
import { kinds } from '../../../shared/kinds'

const places = placesFor({ mayLog: () => true, isStreet: false })

test('there are ten places, and who may log nothing has no place to log', () => {
  expect(places.map(({ label }) => label)).toEqual([
    '首页',
    '登记',
    '台账',
    '期限',
    '月报',
    '统计图表',
    'U盘交换',
    '核对',
    '基础资料',
    '设置',
  ])
  expect(placesFor({ mayLog: () => false, isStreet: false }).map(({ name }) => name)).not.toContain('log')
})

test('every kind has its list, and every kind of the day its form, in one place', () => {
  const paths = places.flatMap(({ path, items }) => [
    ...(path ? [path] : []),
    ...items.map((item) => item.path),
  ])
  expect(new Set(paths).size).toBe(paths.length)
  for (const { name, place } of kinds) {
    expect(paths).toContain(`/k/${name}`)
    expect(paths.includes(`/k/${name}/new`)).toBe(place === 'daily')
  }
})

test.each([
  ['/', '/'],
  ['/k/activity', '/k/activity'],
  ['/k/activity/new', '/k/activity/new'],
  ['/k/activity/0190/edit', '/k/activity'],
  ['/due', '/deadlines'],
  ['/anomalies', '/conflicts'],
  ['/nowhere', undefined],
])('the address %s belongs to the page %s', (path, page) => {
  expect(currentPage(places, path)).toBe(page)
})

test.each([
  ['/k/activity/0190', '/k/activity'],
  ['/k/activity/new', '/k/activity'],
  ['/due', '/deadlines'],
  ['/k/activity', '/'],
  ['/nowhere', '/'],
])('who came to %s by no other page goes back to %s', (path, parent) => {
  expect(parentOf(places, path)).toBe(parent)
})

test('what counts is summed up where it is done', () => {
  const counts = {
    deadlines: 14,
    review: 17,
    returned: 4,
    conflicts: 2,
    anomalies: 1,
    duplicates: 5,
    exchange: 3,
  }
  const waiting = places.flatMap(({ name, waits }) => (waits ? [[name, waits(counts)]] : []))
  expect(waiting).toEqual([
    ['ledgers', 21],
    ['deadlines', 14],
    ['exchange', 3],
    ['check', 8],
  ])
})

test('the way back knows each address once: going back shortens it, replacing does not lengthen it', () => {
  const list = '#/k/activity?unit=1&at=3'
  const record = trailAfter([list], '#/k/activity/0190', false)
  expect(record).toEqual([list, '#/k/activity/0190'])
  expect(trailAfter(record, '#/k/activity/0190', false)).toBe(record)
  expect(trailAfter(record, list, false)).toEqual([list])
  expect(trailAfter(record, '#/k/activity/0191', true)).toEqual([list, '#/k/activity/0191'])
})
