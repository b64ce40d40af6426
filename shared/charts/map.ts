import type { Figure } from '../figures/figure'

/** Where a unit lies, degrees (CGCS2000, as surveying gives them; a shift of some hundred metres does not show on these maps). */
export interface MapPlace {
  /** East. */
  readonly longitude: number
  /** North. */
  readonly latitude: number
}

/** A unit on the map with what is counted of it. */
export interface MapPoint {
  readonly id: string
  readonly label: string
  readonly place: MapPlace
  readonly figure: Figure
}

/** One circle, in px of the drawing; the writing beside it stands at a corner of its box, or in the table only. */
export interface MapMark {
  readonly point: MapPoint
  readonly x: number
  readonly y: number
  /** The area says the value; the smallest is still seen. */
  readonly radius: number
  /** Left end and base line of the name; null where there is no room. */
  readonly name: { readonly x: number; readonly y: number } | null
}

export interface MapDrawing {
  readonly width: number
  readonly height: number
  readonly marks: readonly MapMark[]
}

interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** All lengths of a drawing are multiples of its type. */
const WIDTH = 42
const SHORTEST = 18
const TALLEST = 34
const MARGIN = 4
const SMALLEST = 0.4
const LARGEST = 1.9
/** Narrower than this nothing is told apart: all of it lies in the middle, degrees. */
const LEAST_SPAN = 0.002

/**
 * A map without a background: equirectangular about the middle latitude (Snyder, Map Projections, 1987, §12), so that a district looks as
 * on any map of it. North is up. @param size the type's size, px
 */
export function drawMap(points: readonly MapPoint[], size: number): MapDrawing {
  const width = WIDTH * size
  const margin = MARGIN * size
  const flat = flattened(points)
  const spanX = spanOf(flat.map(({ x }) => x))
  const spanY = spanOf(flat.map(({ y }) => y))
  const wanted = ((width - 2 * margin) * spanY.length) / spanX.length + 2 * margin
  const height = Math.min(TALLEST * size, Math.max(SHORTEST * size, wanted))
  const scale = Math.min((width - 2 * margin) / spanX.length, (height - 2 * margin) / spanY.length)
  const most = Math.max(...points.map(({ figure }) => figure.value), 1)
  const circles = flat.map(({ point, x, y }) => ({
    point,
    x: width / 2 + (x - spanX.middle) * scale,
    y: height / 2 - (y - spanY.middle) * scale,
    radius: size * Math.max(SMALLEST, LARGEST * Math.sqrt(Math.max(0, point.figure.value) / most)),
  }))
  const taken = circles.map(boxOfCircle)
  const room: Box = { left: 0, top: 0, right: width, bottom: height }
  const marks = circles.map((circle): MapMark => {
    const own = boxOfCircle(circle)
    const free = besideOf(circle, size).find(
      (box) => isInside(box, room) && !taken.some((other) => !isSame(other, own) && overlap(box, other)),
    )
    if (free) taken.push(free)
    return { ...circle, name: free ? { x: free.left, y: free.bottom - size * 0.3 } : null }
  })
  return { width, height, marks }
}

/** What the map shows in one sentence, for people who hear the screen. */
export function mapInWords(title: string, points: readonly MapPoint[]): string {
  return `${title}。${points.map(({ label, figure }) => `${label}${figure.text}`).join('，')}。`
}

/** What stands beside a circle. */
export const pointText = ({ label, figure }: MapPoint): string => `${label} ${figure.text}`

function flattened(points: readonly MapPoint[]) {
  const middle = spanOf(points.map(({ place }) => place.latitude)).middle
  const narrowing = Math.cos((middle * Math.PI) / 180)
  return points.map((point) => ({
    point,
    x: point.place.longitude * narrowing,
    y: point.place.latitude,
  }))
}

function spanOf(values: readonly number[]): { readonly middle: number; readonly length: number } {
  if (values.length === 0) return { middle: 0, length: LEAST_SPAN }
  const [low, high] = [Math.min(...values), Math.max(...values)]
  return { middle: (low + high) / 2, length: Math.max(LEAST_SPAN, high - low) }
}

type Circle = Pick<MapMark, 'x' | 'y' | 'radius'>

const boxOfCircle = ({ x, y, radius }: Circle): Box => ({
  left: x - radius,
  top: y - radius,
  right: x + radius,
  bottom: y + radius,
})

/** Where the writing may stand, the best place first: right, left, below, above. */
function besideOf({ x, y, radius, point }: Circle & { readonly point: MapPoint }, size: number): Box[] {
  const width = widthOf(pointText(point)) * size
  const height = size * 1.3
  const gap = size * 0.25
  const at = (left: number, top: number): Box => ({ left, top, right: left + width, bottom: top + height })
  return [
    at(x + radius + gap, y - height / 2),
    at(x - radius - gap - width, y - height / 2),
    at(x - width / 2, y + radius),
    at(x - width / 2, y - radius - height),
  ]
}

/** In widths of a Chinese character. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, sign) => sum + ((sign.codePointAt(0) ?? 0) > 0x2e7f ? 1 : 0.6), 0)

const isInside = (box: Box, room: Box): boolean =>
  box.left >= room.left && box.top >= room.top && box.right <= room.right && box.bottom <= room.bottom

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

const isSame = (a: Box, b: Box): boolean => a.left === b.left && a.top === b.top && a.right === b.right
