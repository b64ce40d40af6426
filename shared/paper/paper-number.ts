/** A row of one laptop's audit log as paper names it: each laptop counts its own rows, so its letter stands before the number. */
export interface PaperNumber {
  /** `A`, or `AKX` once restored; `''` at a district that never was. */
  readonly letter: string
  readonly number: number
  /** It was made for practice, of invented records. */
  readonly practice?: boolean
}

/** `A000128`, as it stands at the foot of a page behind 「编号」; `练习A000128` of what is no real paper. */
export function paperNumberText({ letter, number, practice }: PaperNumber): string {
  return `${practice ? '练习' : ''}${letter}${String(number).padStart(6, '0')}`
}

/** What somebody typed from paper, with or without the letter; nothing for what is no number. */
export function readPaperNumber(text: string): PaperNumber | undefined {
  const [, letter = '', digits = ''] = /^\s*([A-Za-z]{0,3})(\d{1,12})\s*$/.exec(text) ?? []
  const number = Number(digits)
  return number > 0 ? { letter: letter.toUpperCase(), number } : undefined
}

/** What to say of a number whose letter is not that of this laptop, `own`; nothing where it is, or where none was typed. */
export function elsewhereText({ letter }: PaperNumber, own: string): string | undefined {
  if (letter === '' || letter === own) return undefined
  const here = own === '' ? '本机没有代号' : `本机是 ${own} 机`
  return `编号前的“${letter}”是打印或导出它的那台电脑的代号，${here}。除非本机换过代号，请到 ${letter} 机上查。`
}
