/** Where each of the eight masks turns a module over, by row and column (ISO/IEC 18004, table 10). */
const masks: readonly ((row: number, column: number) => boolean)[] = [
  (row, column) => (row + column) % 2 === 0,
  (row) => row % 2 === 0,
  (_, column) => column % 3 === 0,
  (row, column) => (row + column) % 3 === 0,
  (row, column) => (Math.floor(row / 2) + Math.floor(column / 3)) % 2 === 0,
  (row, column) => ((row * column) % 2) + ((row * column) % 3) === 0,
  (row, column) => (((row * column) % 2) + ((row * column) % 3)) % 2 === 0,
  (row, column) => (((row + column) % 2) + ((row * column) % 3)) % 2 === 0,
]

/** Data codewords of each block at level M, by version (table 9). */
const blocksOfM: Readonly<Record<number, readonly number[]>> = {
  1: [16],
  2: [28],
  3: [44],
  4: [32, 32],
  5: [43, 43],
  6: [27, 27, 27, 27],
}

const alphanumeric = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'

/** The dark modules of a code that is drawn as one path of runs a row: `M3 0h2v1H3z`, a unit a module. */
function modulesOf(svg: string): boolean[][] {
  const size = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1])
  const modules = Array.from({ length: size }, () => Array<boolean>(size).fill(false))
  const [, dark = ''] = [...svg.matchAll(/ d="([^"]*)"/g)].map(([, path]) => path)
  for (const [, x, y, run] of dark.matchAll(/M(\d+)[ ,](\d+) ?h(\d+)v1H\d+z/g))
    modules[Number(y)]?.fill(true, Number(x), Number(x) + Number(run))
  return modules
}

/** Whether a module is drawn alike in every code of its size: finders, timing, format, alignment (to version 6). */
function isFixed(size: number, row: number, column: number): boolean {
  const isFinder =
    (row < 9 && column < 9) || (row < 9 && column >= size - 8) || (row >= size - 8 && column < 9)
  const isAlignment = size > 21 && Math.abs(row - (size - 7)) <= 2 && Math.abs(column - (size - 7)) <= 2
  return isFinder || isAlignment || row === 6 || column === 6
}

/** The bits of the codewords as they are laid: two columns at a time from the right, up and down by turns, unmasked. */
function bitsOf(modules: readonly (readonly boolean[])[]): number[] {
  const size = modules.length
  const isDark = (row: number, column: number): boolean => modules[row]?.[column] === true
  const format = [2, 3, 4].reduce((read, column) => read * 2 + Number(isDark(8, column)), 0)
  const level = [0, 1].reduce((read, column) => read * 2 + Number(isDark(8, column)), 0)
  if ((level ^ 0b10) !== 0b00) throw new Error('The code is not of level M')
  const mask = masks[format ^ 0b101]
  const bits: number[] = []
  let up = true
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5
    for (let step = 0; step < size; step++) {
      const row = up ? size - 1 - step : step
      for (const column of [right, right - 1])
        if (!isFixed(size, row, column)) bits.push(Number(isDark(row, column) !== mask?.(row, column)))
    }
    up = !up
  }
  return bits
}

/** The data codewords of all blocks, one block behind the other: they are laid a codeword of each by turns. */
function dataOf(bits: readonly number[], blocks: readonly number[]): number[] {
  const codewords = Array.from({ length: Math.floor(bits.length / 8) }, (_, at) =>
    bits.slice(at * 8, at * 8 + 8).reduce((read, bit) => read * 2 + bit, 0),
  )
  return blocks.flatMap((length, block) =>
    Array.from({ length }, (_, at) => codewords[at * blocks.length + block] ?? 0),
  )
}

/**
 * Reads a QR code of level M, version 1 to 6, out of the SVG that draws it, as a scanner does that sees it undamaged: nothing
 * is mended by the correcting codewords.
 * @throws Error where it is no such code
 */
export function readQr(svg: string): string {
  const modules = modulesOf(svg)
  const blocks = blocksOfM[(modules.length - 17) / 4]
  if (!blocks) throw new Error(`No code of ${modules.length} modules is read`)
  const bits = dataOf(bitsOf(modules), blocks).flatMap((word) =>
    Array.from({ length: 8 }, (_, at) => (word >> (7 - at)) & 1),
  )
  let at = 0
  const take = (count: number): number => {
    at += count
    return bits.slice(at - count, at).reduce((read, bit) => read * 2 + bit, 0)
  }
  const mode = take(4)
  if (mode === 0b0100) return Buffer.from(Array.from({ length: take(8) }, () => take(8))).toString()
  if (mode !== 0b0010) throw new Error(`A code of mode ${mode} is not read`)
  let text = ''
  for (let left = take(9); left > 0; left -= 2) {
    const value = take(left > 1 ? 11 : 6)
    text +=
      left > 1 ? `${alphanumeric[Math.floor(value / 45)]}${alphanumeric[value % 45]}` : alphanumeric[value]
  }
  return text
}
