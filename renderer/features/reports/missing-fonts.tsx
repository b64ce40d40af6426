import { useMemo } from 'react'
import { officialFonts } from '../../../shared/reports/print-style'

/** Which faces of a 公文 this computer does not have: those of whose names none draws otherwise than what stands in. */
function missingFonts(): readonly string[] {
  const context = document.createElement('canvas').getContext('2d')
  if (!context) return []
  // Latin letters: in every Chinese face they have widths of their own, while Chinese ones are all one em wide.
  const widthIn = (font: string): number => {
    context.font = `40px ${font}`
    return context.measureText('Wiil.mQ@').width
  }
  const standIns = ['monospace', 'serif', 'sans-serif'] as const
  const isThere = (name: string): boolean =>
    standIns.some((standIn) => widthIn(`"${name}",${standIn}`) !== widthIn(standIn))
  return Object.entries(officialFonts)
    .filter(([, names]) => !names.some(isThere))
    .map(([face]) => face)
}

/** Says which faces are missing, so that nobody sends a page that looks other than a 公文 without knowing. */
export function MissingFonts() {
  const missing = useMemo(missingFonts, [])
  if (missing.length === 0) return null
  return (
    <p className="help" role="note">
      本机没有{missing.join('、')}
      字体,预览和打印先用宋体、黑体一类的字体代替,版面(行数、字数、页码)不变。正式行文前请安装
      {missing.includes('小标宋') ? '方正小标宋简体' : '相应字体'}
      {missing.includes('仿宋') ? '、仿宋_GB2312' : ''},或在装了这些字体的电脑上用 Word 文件打印。
    </p>
  )
}
