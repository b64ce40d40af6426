/**
 * The page of GB/T 9704-2012 in numbers: A4, a type area of 156 × 225 mm that holds 22 lines of 28 characters of 3号.
 * 28 × 16 pt would overflow it, so characters advance by 15.79 pt and lines by 28.99 pt. Lengths here are points unless
 * the name says millimetres.
 */
export const typeArea = {
  pageWidthMm: 210,
  pageHeightMm: 297,
  topMm: 37,
  leftMm: 28,
  widthMm: 156,
  heightMm: 225,
  lines: 22,
  characters: 28,
  linePitch: 28.99,
  characterPitch: 15.79,
  /** 3号: body and headings. */
  body: 16,
  /** 2号: the title, 20 characters a line at its natural advance. */
  title: 22,
  titleCharacters: 20,
  /** 4号: the page number, 7 mm below the type area. */
  pageNumber: 14,
  pageNumberGapMm: 7,
  /** 五号: the foot of a form. */
  foot: 10.5,
  /** 小四: table cells; a text line inside a cell takes 17 pt. */
  cell: 12,
  cellLine: 17,
  cellPadding: 3,
} as const

/** The unit of width: half a character of the grid, which is what one ASCII character takes. */
export const halfCell = typeArea.characterPitch / 2
/** Half cells in a line. */
export const lineHalves = typeArea.characters * 2
/** The unit of height: half a line of the grid; table rows may be 1½ lines high. */
export const halfLine = typeArea.linePitch / 2
/** Half lines on a page. */
export const pageHalves = typeArea.lines * 2
