import { drawMap, type MapPoint, mapInWords } from '../../../shared/charts/map'
import { figureOf } from '../../../shared/figures/make-figure'
import { measureOf } from '../../../shared/figures/measures'
import { monthPeriod } from '../../../shared/period'

const point = (label: string, longitude: number, latitude: number, value: number): MapPoint => ({
  id: label,
  label,
  place: { longitude, latitude },
  figure: figureOf(measureOf('events'), monthPeriod(2026, 3), label, { value, rows: value }),
})

const size = 10

test('north is up, east is right, and a degree of longitude is shorter than one of latitude', () => {
  const { marks, width, height } = drawMap(
    [point('西南', 104, 30, 1), point('东', 104.2, 30, 1), point('北', 104, 30.2, 1)],
    size,
  )
  const [southWest, east, north] = marks
  if (!southWest || !east || !north) throw new RangeError('three marks')
  expect(east.x).toBeGreaterThan(southWest.x)
  expect(east.y).toBe(southWest.y)
  expect(north.y).toBeLessThan(southWest.y)
  expect((east.x - southWest.x) / (southWest.y - north.y)).toBeCloseTo(Math.cos((30.1 * Math.PI) / 180), 6)
  for (const { x, y } of marks) {
    expect(x).toBeGreaterThan(0)
    expect(x).toBeLessThan(width)
    expect(y).toBeGreaterThan(0)
    expect(y).toBeLessThan(height)
  }
})

test('areas say the values; nothing counted is still a circle', () => {
  const { marks } = drawMap(
    [point('多', 104, 30, 100), point('少', 104.1, 30, 25), point('无', 104.2, 30, 0)],
    size,
  )
  const [most, fewer, none] = marks.map(({ radius }) => radius)
  expect(most).toBeCloseTo(2 * (fewer ?? 0), 6)
  expect(none).toBeGreaterThan(0)
})

test('names never lie on one another or on a circle; one without room stands in the table only', () => {
  const many = Array.from({ length: 40 }, (_, at) =>
    point(`第${at}村`, 104 + (at % 8) * 0.002, 30 + Math.floor(at / 8) * 0.002, at),
  )
  const { marks, width, height } = drawMap(many, size)
  expect(marks).toHaveLength(40)
  const boxes = marks.flatMap(({ name, point: { label, figure } }) => {
    if (!name) return []
    const signs = `${label} ${figure.text}`.length
    return [{ left: name.x, top: name.y - size, right: name.x + signs * size * 0.5, bottom: name.y }]
  })
  expect(boxes.length).toBeGreaterThan(0)
  expect(boxes.length).toBeLessThan(40)
  for (const [at, a] of boxes.entries()) {
    expect([a.left >= 0, a.right <= width, a.top >= 0, a.bottom <= height]).toEqual([true, true, true, true])
    for (const b of boxes.slice(at + 1))
      expect(a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).toBe(false)
  }
})

test('one unit, or all at one place, lie in the middle', () => {
  const { marks, width, height } = drawMap([point('一', 104, 30, 3), point('二', 104, 30, 0)], size)
  expect(marks.map(({ x, y }) => [x, y])).toEqual([
    [width / 2, height / 2],
    [width / 2, height / 2],
  ])
  expect(drawMap([], size).marks).toEqual([])
})

test('what is drawn is said as well', () => {
  expect(mapInWords('活动：地图', [point('东街街道', 104, 30, 3)])).toBe('活动：地图。东街街道3。')
})
