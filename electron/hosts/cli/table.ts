/** Columns of a terminal: a Chinese character takes two. */
function width(text: string): number {
  let columns = 0
  for (const character of text) columns += (character.codePointAt(0) ?? 0) >= 0x1100 ? 2 : 1
  return columns
}

/** A small table for a terminal; numbers stand to the right. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const lines = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...lines.map((line) => width(String(line[column] ?? '')))))
  return lines
    .map((line) =>
      widths
        .map((wide, column) => {
          const cell = line[column] ?? ''
          const space = ' '.repeat(wide - width(String(cell)))
          return typeof cell === 'number' ? space + String(cell) : String(cell) + space
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
