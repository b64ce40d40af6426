/** Rows come into sight this many at once, so that a move by one row draws nothing anew. */
export const blockRows = 4

/** What of a list is drawn: its first row and how many. */
export interface Sight {
  readonly first: number
  readonly rows: number
}

/** How a list is scrolled, in px: how far down, how high its window is, and how high each row. */
export interface ScrolledTo {
  readonly top: number
  readonly height: number
  readonly row: number
}

/**
 * The rows that are drawn of so many: those in the window, a block above and one below. Their number depends on the window
 * alone, so that a row that comes takes the place of one that goes.
 */
export function sightOf({ top, height, row }: ScrolledTo, count: number): Sight {
  const rows = (Math.ceil(height / row / blockRows) + 3) * blockRows
  const block = Math.floor(top / row / blockRows) - 1
  const last = Math.ceil(Math.max(0, count - rows) / blockRows)
  return { first: Math.min(Math.max(0, block), last) * blockRows, rows }
}

/** How far down a list has to stand for a row to be in its window: no further than needed, or with the row in its middle. */
export function topFor(index: number, scrolled: ScrolledTo, align: 'nearest' | 'center'): number {
  const { top, height, row } = scrolled
  const [above, below] = [index * row, (index + 1) * row - height]
  if (align === 'center') return Math.max(0, (above + below) / 2)
  if (above < top) return above
  return Math.max(0, below > top ? below : top)
}
