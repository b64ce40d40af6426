import { type IRunOptions, LineRuleType } from 'docx'
import { typeArea } from '../../../shared/reports/type-area'

const fonts = {
  fangsong: '仿宋',
  heiti: '黑体',
  kaiti: '楷体',
  title: '方正小标宋简体',
  songti: '宋体',
} as const
export type Font = keyof typeof fonts

/** Twips in a point. */
export const twip = 20
/** Down to whole twips: 22 lines must not pass the type area. */
export const line = Math.floor(typeArea.linePitch * twip)
const character = typeArea.characterPitch * twip
export const widthOf = (characters: number): number => Math.round(characters * character)

/** `size` in points. */
export function run(font: Font, size: number): IRunOptions {
  const name = fonts[font]
  return { size: size * 2, font: { ascii: name, hAnsi: name, eastAsia: name, cs: name } }
}

export function spacing(): { line: number; lineRule: 'exact'; before: number; after: number } {
  return { line, lineRule: LineRuleType.EXACT, before: 0, after: 0 }
}
