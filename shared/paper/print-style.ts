import { sheetCss, widestColumn } from './sheet/style'
import { halfCell, halfLine, lineHalves, pageHalves, typeArea } from './type-area'

/**
 * The families of a 公文 by the names that Windows and Office, UOS, Kylin and WPS give them. Where none is there, a Song face
 * stands in: the grid keeps the layout the same, only the strokes differ.
 */
export const officialFonts = {
  仿宋: [
    ...['仿宋_GB2312', 'FangSong_GB2312', '仿宋', 'FangSong', 'STFangsong', '华文仿宋', '方正仿宋_GBK'],
    ...['方正仿宋_GB18030', 'FZFangSong-Z02', 'FZFangSong-Z02S', '方正仿宋简体'],
  ],
  小标宋: [
    ...[
      '方正小标宋简体',
      'FZXiaoBiaoSong-B05S',
      'FZXiaoBiaoSong-B05',
      '方正小标宋_GBK',
      '方正小标宋_GB18030',
    ],
  ],
  黑体: ['黑体', 'SimHei', 'STHeiti', '华文黑体', '方正黑体_GBK', '方正黑体_GB18030'],
  楷体: [
    ...['楷体_GB2312', 'KaiTi_GB2312', '楷体', 'KaiTi', 'STKaiti', '华文楷体', '方正楷体_GBK'],
    ...['方正楷体_GB18030'],
  ],
} as const
export type OfficialFace = keyof typeof officialFonts
export const officialFaces: readonly OfficialFace[] = ['小标宋', '仿宋', '黑体', '楷体']

/** Those that tables across the page are set in, beside 宋体. */
export const sheetFaces: readonly OfficialFace[] = ['小标宋', '黑体']

const families = (names: readonly string[], ...others: readonly string[]): string =>
  [...names.map((name) => `"${name}"`), ...others].join(',')
const fangsong = families(officialFonts.仿宋, '"Noto Serif CJK SC"', '"Source Han Serif SC"', 'serif')
const xiaobiaosong = families(
  officialFonts.小标宋,
  '"华文中宋"',
  '"STZhongsong"',
  '"Noto Serif CJK SC"',
  '"SimSun"',
  'serif',
)
const heiti = families(officialFonts.黑体, '"Noto Sans CJK SC"', '"Source Han Sans SC"', 'sans-serif')
const kaiti = families(officialFonts.楷体, '"Noto Serif CJK SC"', 'serif')
const songti = '"宋体","SimSun","STSong","Noto Serif CJK SC",serif'

/** A point length with the fewest digits that still add up over a page. */
const pt = (length: number): string => `${Number(length.toFixed(4))}pt`

/** A line of 12 pt holds more half cells than one of 16 pt, a sheet's column of small type still more. */
const widestBox = Math.max(Math.floor((lineHalves * halfCell) / (typeArea.cell / 2)), widestColumn)

const upTo = (last: number, rule: (n: number) => string): string =>
  Array.from({ length: last + 1 }, (_, n) => rule(n)).join('\n')

/**
 * The one print stylesheet: preview (in a shadow root), print, PDF and the HTML file all paint `pagesMarkup` with it.
 * Positions come from the layout as classes, because the app's CSP forbids inline styles:
 * - `at<n>` is a top in half lines (`at<n>h`: and a half);
 * - `tall<n>` is a height in them;
 * - `in<n>` is an indent and `k<n>` a width in half cells.
 *
 * A 16 pt glyph advances 15.79 pt by letter-spacing. ASCII runs and punctuation whose width depends on the font stand
 * in boxes of whole half cells.
 * So a fallback font cannot move a line break.
 */
export const PRINT_CSS = `
@page { size: A4; margin: 0; }
.page {
  --half: ${pt(halfCell)};
  position: relative; box-sizing: border-box; overflow: hidden;
  width: ${typeArea.pageWidthMm}mm; height: ${typeArea.pageHeightMm}mm; margin: 0;
  background: #fff; color: #000;
  font: 400 ${typeArea.body}pt/${pt(typeArea.linePitch)} ${fangsong};
  letter-spacing: ${pt(typeArea.characterPitch - typeArea.body)};
  text-align: left; text-indent: 0; text-transform: none; word-spacing: 0;
  text-rendering: geometricPrecision; font-kerning: none; font-variant-ligatures: none; font-synthesis: none;
  text-spacing-trim: space-all; text-autospace: no-autospace;
  break-after: page; break-inside: avoid;
}
.page:last-child { break-after: auto; }
.area {
  position: absolute; top: ${typeArea.topMm}mm; left: ${typeArea.leftMm}mm;
  width: ${typeArea.widthMm}mm; height: ${typeArea.heightMm}mm;
}
.line {
  position: absolute; left: 0; right: 0; height: ${pt(typeArea.linePitch)}; margin: 0; box-sizing: border-box;
  font-size: inherit; font-weight: 400; white-space: pre;
}
.title {
  --half: ${pt(typeArea.title / 2)};
  font-family: ${xiaobiaosong}; font-size: ${typeArea.title}pt; font-weight: 700; letter-spacing: 0; text-align: center;
}
.h1 { font-family: ${heiti}; }
.h2, .kaiti { font-family: ${kaiti}; }
.caption {
  --half: ${pt(typeArea.cell / 2)};
  font-family: ${heiti}; font-size: ${typeArea.cell}pt; letter-spacing: 0; text-align: center;
}
/* before .h: a figure is a box first, and the font shorthand would take the box's half-width digits away */
.fig {
  display: inline; margin: 0; padding: 0; border: 0; border-radius: 0; background: none; color: inherit; font: inherit;
  letter-spacing: inherit; line-height: inherit; text-align: inherit; -webkit-user-select: text; user-select: text;
}
.h {
  display: inline-block; white-space: pre; text-align: center; text-indent: 0; line-height: inherit;
  font-feature-settings: "hwid" 1;
}
.open { text-align: right; }
.close { text-align: left; }
.shot { position: absolute; left: 0; width: 100%; object-fit: contain; }
.row { position: absolute; left: 0; display: flex; }
.cell {
  box-sizing: border-box; height: 100%; padding: 0 ${typeArea.cellPadding}pt;
  border: solid #000; border-width: 0.5pt 0 0 0.5pt; display: flex; flex: none; flex-direction: column;
  justify-content: center; font-size: ${typeArea.cell}pt; line-height: ${typeArea.cellLine}pt; letter-spacing: 0;
}
.cell:last-child { border-right-width: 0.5pt; }
.row:last-child .cell { border-bottom-width: 0.5pt; }
.text { --half: ${pt(typeArea.cell / 2)}; display: block; white-space: pre; }
.left .text { text-align: left; }
.center .text { text-align: center; }
.right .text { text-align: right; }
.head .cell, .total .cell, .cell.label { font-family: ${heiti}; }
.group .cell:first-child { font-family: ${heiti}; }
.pageno {
  position: absolute; top: ${typeArea.topMm + typeArea.heightMm + typeArea.pageNumberGapMm}mm;
  font: 400 ${typeArea.pageNumber}pt/1 ${songti}; font-feature-settings: "hwid" 1; letter-spacing: 0; white-space: pre;
}
.foot {
  position: absolute; top: ${typeArea.topMm + typeArea.heightMm + typeArea.pageNumberGapMm}mm;
  left: ${typeArea.leftMm}mm; width: ${typeArea.widthMm}mm; display: flex; justify-content: space-between;
  font: 400 ${typeArea.foot}pt/1 ${songti}; letter-spacing: 0; white-space: pre;
}
.stamp {
  position: absolute; left: ${typeArea.leftMm}mm; bottom: 8mm;
  font: 400 9pt/12pt ${songti}; letter-spacing: 0; white-space: pre;
}
.odd .pageno {
  right: calc(${typeArea.pageWidthMm - typeArea.leftMm - typeArea.widthMm}mm + ${typeArea.pageNumber}pt);
}
.even .pageno { left: calc(${typeArea.leftMm}mm + ${typeArea.pageNumber}pt); }
${upTo(pageHalves - 1, (n) => `.at${n}{top:${pt(n * halfLine)}}`)}
${upTo(pageHalves - 1, (n) => `.at${n}h{top:${pt((n + 0.5) * halfLine)}}`)}
${upTo(pageHalves, (n) => `.tall${n}{height:${pt(n * halfLine)}}`)}
${upTo(pageHalves - 1, (n) => `.tall${n}h{height:${pt((n + 0.5) * halfLine)}}`)}
${upTo(lineHalves, (n) => `.in${n}{padding-left:${pt(n * halfCell)}}`)}
${upTo(widestBox, (n) => `.k${n}{width:calc(${n} * var(--half))}`)}
${sheetCss({ text: songti, head: heiti, title: xiaobiaosong })}
@media screen {
  .page { margin: 0 auto 6mm; box-shadow: 0 0 0 1px #c8ccd2; }
  button.fig { cursor: pointer; text-decoration: underline dotted #5a6b85 1px; text-underline-offset: 3pt; }
  /* a box inside a line is not underlined with it */
  button.fig .h { text-decoration: inherit; text-underline-offset: inherit; }
  button.fig:hover { background: #e8f0fb; }
  button.fig:focus-visible { outline: 2px solid #0b5bb5; outline-offset: 1px; }
}
`

/**
 * A whole HTML file around laid-out pages: for the HTML export, the print window and `printToPDF`. Figures become plain
 * spans (nothing can be clicked on paper); the file's own CSP allows its stylesheet and pictures inside it, nothing else.
 * `css` adds rules for what is no report.
 */
export function standaloneHtml(title: string, markup: string, css = ''): string {
  const flat = markup.replaceAll('<button type="button" ', '<span ').replaceAll('</button>', '</span>')
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style>html,body{margin:0;padding:0}${PRINT_CSS}${css}</style>
</head>
<body>
${flat}
</body>
</html>
`
}

/** Whether a document's first page lies across: the print dialog starts with that, a PDF takes each page's own size. */
export function liesAcross(html: string): boolean {
  const [first = ''] = /<section class="page[^"]*"/.exec(html) ?? []
  return first.includes(' landscape')
}

/** Text made safe inside HTML elements and quoted attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
