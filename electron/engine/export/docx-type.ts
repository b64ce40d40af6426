import { type Document, type IRunOptions, LineRuleType, Packer } from 'docx'
import { typeArea } from '../../../shared/paper/type-area'

/**
 * The faces of a 公文 by the name that Word files carry, and what a program without a face goes by.
 * That is other names of the same face, and whether a serif or a plain one may stand in (ECMA-376-1 §17.8.3).
 */
const faces = {
  fangsong: { name: '仿宋', also: '仿宋_GB2312,FangSong,FangSong_GB2312,STFangsong', family: 'roman' },
  heiti: { name: '黑体', also: 'SimHei,STHeiti', family: 'swiss' },
  kaiti: { name: '楷体', also: '楷体_GB2312,KaiTi,KaiTi_GB2312,STKaiti', family: 'roman' },
  title: { name: '方正小标宋简体', also: 'FZXiaoBiaoSong-B05S,方正小标宋_GBK,华文中宋', family: 'roman' },
  songti: { name: '宋体', also: 'SimSun,STSong', family: 'roman' },
} as const
export type Font = keyof typeof faces

/** Who a file says it is from: the program, and no person. */
export const madeBy = { creator: '院坝普法台', lastModifiedBy: '院坝普法台' } as const

/** Twips in a point. */
export const twip = 20
/** Down to whole twips: 22 lines must not pass the type area. */
export const line = Math.floor(typeArea.linePitch * twip)
/** Also down: LibreOffice's grid has cells of whole twips, and what begins a hair behind one's edge begins in the next. */
const character = Math.floor(typeArea.characterPitch * twip)
export const widthOf = (characters: number): number => Math.floor(characters * character)

/** `size` in points. */
export function runIn(font: Font, size: number): IRunOptions {
  const { name } = faces[font]
  return { size: Math.round(size * 2), font: { ascii: name, hAnsi: name, eastAsia: name, cs: name } }
}

export function spacing(): { line: number; lineRule: 'exact'; before: number; after: number } {
  return { line, lineRule: LineRuleType.EXACT, before: 0, after: 0 }
}

/** Charset 86: GB 2312. */
const fontTable =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
  '<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">' +
  Object.values(faces)
    .map(
      ({ name, also, family }) =>
        `<w:font w:name="${name}"><w:altName w:val="${also}"/><w:charset w:val="86"/>` +
        `<w:family w:val="${family}"/><w:pitch w:val="auto"/></w:font>`,
    )
    .join('') +
  '</w:fonts>'

/** A document as the bytes of a .docx that also says what may stand in for its fonts, which the library leaves out. */
export async function docxBytes(file: Document): Promise<Uint8Array> {
  const overrides = [{ path: 'word/fontTable.xml', data: fontTable }]
  return new Uint8Array(await Packer.toArrayBuffer(file, undefined, overrides))
}
