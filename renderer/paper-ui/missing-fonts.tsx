import { useMemo } from 'react'
import { type OfficialFace, officialFaces, officialFonts } from '../../shared/paper/print-style'

/** Which faces of a 公文 this computer does not have: those of whose names none draws otherwise than what stands in. */
function missingFonts(): readonly OfficialFace[] {
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
  return officialFaces.filter((face) => !officialFonts[face].some(isThere))
}

/** Says which faces are missing, so that nobody sends a page that looks other than a 公文 without knowing. */
export function MissingFonts({
  faces = officialFaces,
}: {
  readonly faces?: readonly OfficialFace[] | undefined
}) {
  const all = useMemo(missingFonts, [])
  const missing = all.filter((face) => faces.includes(face))
  if (missing.length === 0) return null
  return (
    <p className="help" role="note">
      本机没有{missing.join('、')}字体，已用相近字体代替，版面不变。正式行文请将 Word
      文件拿到装有这些字体的电脑上打印。
    </p>
  )
}
