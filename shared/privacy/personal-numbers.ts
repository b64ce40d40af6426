import type { MaskName } from './masks'

/** Half-width and full-width digits: both are typed. */
const d = '[0-9０-９]'
/** What people put between groups of digits. */
const gap = '[ \\-－—·]?'
const one = '[1１]'
const start = `(?<!${d})`
const end = `(?!${d})`
const month = '(?:[0０][1-9１-９]|[1１][0-2０-２])'
const day = '(?:[0０][1-9１-９]|[12１２][0-9０-９]|[3３][01０１])'

interface Shape {
  readonly mask: MaskName
  readonly pattern: RegExp
}

/**
 * Numbers of people as they stand inside longer texts (DOMAIN 6):
 * - an ID of 18 digits, also in groups of 6, 8 and 4, and one of 15 from before 1999;
 * - bank cards in one piece or in fours, and any longer run;
 * - mobiles with or without +86, and landlines with their area code;
 * - shorter numbers that the text itself calls a telephone.
 * Dates and amounts have no such shape.
 */
const shapes: readonly Shape[] = [
  {
    mask: 'id',
    pattern: new RegExp(
      `${start}[1-8１-８]${d}{5}${gap}(?:[12１２][089０８９]${d}{2}${month}${day})${gap}${d}{3}[0-9０-９XxＸｘ](?![0-9０-９A-Za-z])`,
      'g',
    ),
  },
  { mask: 'id', pattern: new RegExp(`${start}[1-8１-８]${d}{5}${d}{2}${month}${day}${d}{3}${end}`, 'g') },
  {
    mask: 'card',
    pattern: new RegExp(`${start}${d}{4}(?:[ \\-]${d}{4}){3}(?:[ \\-]?${d}{1,3})?${end}`, 'g'),
  },
  { mask: 'card', pattern: new RegExp(`${start}${d}{13,}${end}`, 'g') },
  {
    mask: 'phone',
    pattern: new RegExp(
      `(?<!${d})(?:[+＋]?(?:86|８６)[ \\-]?)?${one}[3-9３-９]${d}${gap}${d}{4}${gap}${d}{4}${end}`,
      'g',
    ),
  },
  {
    mask: 'phone',
    pattern: new RegExp(`${start}[（(]?[0０]${d}{2,3}[）)]?${gap}[2-9２-９]${d}{6,7}${end}`, 'g'),
  },
  {
    mask: 'phone',
    pattern: new RegExp(
      `(?<=(?:电话|手机|座机|联系方式|号码|微信|QQ)[^0-9０-９。;；\\n]{0,6})${d}{5,12}${end}`,
      'gi',
    ),
  },
]

/** Every shape holds this; most texts hold none and need no closer look. */
const digits = new RegExp(`(?:${d}[ \\-－—·()（）]?){5}`)

/** A text in which every number of a person is replaced by what `hide` makes of it. */
export function hidePersonalNumbers(text: string, hide: (mask: MaskName, number: string) => string): string {
  if (!digits.test(text)) return text
  return shapes.reduce(
    (shown, { mask, pattern }) => shown.replace(pattern, (number) => hide(mask, number)),
    text,
  )
}

/** Whether a text holds what looks like somebody's number. */
export function hasPersonalNumber(text: string): boolean {
  return hidePersonalNumbers(text, () => '') !== text
}
