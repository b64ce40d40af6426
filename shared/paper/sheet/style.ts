import { around, cellPadding, halvesAcross, papers, typeSizes } from './paper'

const pt = (length: number): string => `${Number(length.toFixed(4))}pt`

const upTo = (last: number, rule: (n: number) => string): string =>
  Array.from({ length: last }, (_, n) => rule(n + 1)).join('\n')

/** The most half characters that any column can be wide. */
export const widestColumn = Math.max(...typeSizes.map((type) => halvesAcross(papers.landscape, type)))

const smallest = typeSizes.at(-1) ?? typeSizes[0]
/** The most lines that any row can have. */
const mostLines = Math.ceil(papers.portrait.height / smallest.pitch)

/**
 * Rules for sheets, part of `PRINT_CSS`. `c<n>` is a column's width in half characters of the sheet's type.
 * `r<n>` is a row's height in its lines, `rr<n>` that of a head in two rows.
 * A page across the paper says so by a named page, so that upright and lying pages can stand in one document.
 */
export function sheetCss(fonts: {
  readonly text: string
  readonly head: string
  readonly title: string
}): string {
  const { landscape } = papers
  // A printer's page is cut down to whole pixels: a sheet of its full height would need a second, empty one.
  return `
@page across { size: A4 landscape; margin: 0; }
.sheet { letter-spacing: 0; font-family: ${fonts.text}; font-size: ${around.lineSize}pt; line-height: ${around.line}pt; }
.sheet.landscape { page: across; width: ${landscape.widthMm}mm; height: calc(${landscape.heightMm}mm - 1px); }
${typeSizes
  .map(
    ({ name, size, pitch }) =>
      `.${name} { --half: ${pt(size / 2)}; --size: ${pt(size)}; --pitch: ${pt(pitch)}; }`,
  )
  .join('\n')}
.sarea { position: absolute; top: ${landscape.topMm}mm; left: ${landscape.sideMm}mm; right: ${landscape.sideMm}mm; }
.stitle {
  --half: ${pt(around.titleSize / 2)};
  font-family: ${fonts.title}; font-size: ${around.titleSize}pt; line-height: ${around.titleLine}pt; font-weight: 700;
  text-align: center; white-space: pre;
}
.sgap { height: ${around.titleGap}pt; }
.sline, .sfoot { display: flex; justify-content: space-between; white-space: pre; }
.sline { height: ${around.line}pt; overflow: hidden; }
.snote { --half: ${pt(around.lineSize / 2)}; height: ${around.line}pt; white-space: pre; }
.ssign { display: flex; height: ${around.signers}pt; align-items: flex-end; }
.ssign span { flex: 1; }
.sfoot {
  position: absolute; left: ${landscape.sideMm}mm; right: ${landscape.sideMm}mm; bottom: 7mm;
  font-size: 9pt; line-height: 12pt;
}
.stable { width: max-content; margin: 0 auto; font-size: var(--size); line-height: var(--pitch); }
.srow { display: flex; }
.scell {
  box-sizing: border-box; height: 100%; flex: none; display: flex; flex-direction: column; justify-content: center;
  border: solid #000; border-width: 0.5pt 0 0 0.5pt; padding: 0 calc(var(--half) / 2 - 0.5pt) 0 calc(var(--half) / 2);
  overflow: hidden;
}
.srow > :last-child.scell, .srow > :last-child .sover .scell, .srow > :last-child .sunder .scell:last-child { border-right-width: 0.5pt; }
.srow:last-child .scell { border-bottom-width: 0.5pt; }
.scommon { display: flex; flex: none; flex-direction: column; height: 100%; }
.sover { flex: none; }
.sunder { display: flex; flex: 1; min-height: 0; }
.stext { display: block; white-space: pre; }
.sleft .stext { text-align: left; }
.scenter .stext { text-align: center; }
.sright .stext { text-align: right; }
.shead .scell, .stotal .scell, .sgroup .scell:first-child { font-family: ${fonts.head}; }
.watermark {
  position: absolute; inset: 0; display: flex; align-items: center; justify-content: center;
  font-family: ${fonts.head}; font-size: 54pt; line-height: 1; color: #e9e9e9; white-space: pre;
  transform: rotate(-24deg);
}
${upTo(widestColumn, (n) => `.c${n}{width:calc(${n} * var(--half))}`)}
${upTo(mostLines, (n) => `.r${n}{height:calc(${n} * var(--pitch) + ${cellPadding}pt)}`)}
${upTo(24, (n) => `.rr${n}{height:calc(${n} * var(--pitch) + ${2 * cellPadding}pt)}`)}
.headline {
  position: absolute; left: 0; right: 0; top: 8mm; text-align: center;
  font-family: ${fonts.text}; font-size: 9pt; line-height: 12pt; letter-spacing: 0; white-space: pre;
}
@media screen { .sheet { box-shadow: 0 0 0 1px #c8ccd2; } }
`
}
