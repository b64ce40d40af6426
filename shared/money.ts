/** Money is whole 分 everywhere; only people type and read 元. */

/** 分 in one 元. */
const FEN = 100
/**
 * No amount reaches 100 亿元; a larger one is a slip of the finger. In 分. A million of the largest still add up within 64 bits,
 * in which a database adds.
 */
export const LARGEST_MONEY = 999_999_999_999

/** How many decimal places of 元 a measure behind the number shifts. */
const SHIFTS: Readonly<Record<string, number>> = { '': 0, 万: 4, 亿: 8 }

const AMOUNT = /^[¥¥]?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(万|亿)?(?:元|圆|块)?整?$/

/**
 * Reads an amount of 元 the way people type it: 31900, 31,900.5, 3.19万, ¥31900元. Answers whole 分, or `null` when it is
 * no amount, has parts of a 分, or is larger than `LARGEST_MONEY`.
 */
export function readMoney(typed: string): number | null {
  const match = AMOUNT.exec(typed.normalize('NFKC').replace(/\s/g, ''))
  if (!match) return null
  const [, whole = '', decimals = '', measure = ''] = match
  // Digits are shifted as text: 3.19 × 10000 is not 31900 in floating point.
  const places = 2 + (SHIFTS[measure] ?? 0)
  const kept = decimals.slice(0, places).padEnd(places, '0')
  if (/[1-9]/.test(decimals.slice(places))) return null
  const fen = Number(`${whole.replace(/,/g, '')}${kept}`)
  return fen <= LARGEST_MONEY ? fen : null
}

/** Whole 分 as people read an amount: 31,900.00. */
export function formatMoney(fen: number): string {
  const { sign, yuan, rest } = moneyParts(fen)
  const grouped = String(yuan).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${sign}${grouped}.${String(rest).padStart(2, '0')}`
}

/** Whole 分 as people type an amount: 31900, or 31900.50 when it has 角 and 分. */
export function plainMoney(fen: number): string {
  const { sign, yuan, rest } = moneyParts(fen)
  return rest === 0 ? `${sign}${yuan}` : `${sign}${yuan}.${String(rest).padStart(2, '0')}`
}

/** Whole 分 as its sign, whole 元, and the rest in 分. */
export function moneyParts(fen: number): {
  readonly sign: string
  readonly yuan: number
  readonly rest: number
} {
  const size = Math.abs(fen)
  return { sign: fen < 0 ? '-' : '', yuan: Math.floor(size / FEN), rest: size % FEN }
}
