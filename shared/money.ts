/** Money is whole 分 everywhere; only people type and read 元. */

/** 分 in one 元. */
const FEN = 100
/** No amount reaches 10 000 亿元; a larger one is a slip of the finger. In 分. */
export const LARGEST_MONEY = 99_999_999_999_999

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
  const { sign, yuan, rest } = parts(fen)
  const grouped = String(yuan).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${sign}${grouped}.${String(rest).padStart(2, '0')}`
}

/** Whole 分 as people type an amount: 31900, or 31900.50 when it has 角 and 分. */
export function plainMoney(fen: number): string {
  const { sign, yuan, rest } = parts(fen)
  return rest === 0 ? `${sign}${yuan}` : `${sign}${yuan}.${String(rest).padStart(2, '0')}`
}

const DIGITS = '零壹贰叁肆伍陆柒捌玖'
const PLACES = ['', '拾', '佰', '仟'] as const
const GROUPS = ['', '万', '亿'] as const

/**
 * Whole 分 (0 or more, up to `LARGEST_MONEY`) as it is written on a receipt (《支付结算办法》附一): 叁万壹仟玖佰元整. 零
 * stands once for any run of zeros inside a number, and before 分 when there are no 角; 整 ends what has no 分.
 */
export function capitalMoney(fen: number): string {
  const { yuan, rest } = parts(fen)
  const [jiao, cent] = [Math.floor(rest / 10), rest % 10]
  const whole = yuan === 0 ? '' : `${capitalWhole(yuan)}元`
  if (rest === 0) return `${whole || '零元'}整`
  const tenths = jiao > 0 ? `${DIGITS[jiao]}角` : whole === '' ? '' : '零'
  return cent > 0 ? `${whole}${tenths}${DIGITS[cent]}分` : `${whole}${tenths}整`
}

function capitalWhole(yuan: number): string {
  let text = ''
  for (let group = 2; group >= 0; group -= 1) {
    const four = Math.floor(yuan / 10_000 ** group) % 10_000
    if (four === 0) continue
    // A gap before this group's first digit is spoken once: 壹万零伍元, 壹亿零伍万元.
    const gap = text !== '' && (four < 1000 || Math.floor(yuan / 10_000 ** (group + 1)) % 10_000 === 0)
    text += `${gap ? '零' : ''}${capitalFour(four)}${GROUPS[group]}`
  }
  return text
}

function capitalFour(four: number): string {
  let text = ''
  let gap = false
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.floor(four / 10 ** place) % 10
    if (digit === 0) gap = text !== ''
    else {
      text += `${gap ? '零' : ''}${DIGITS[digit]}${PLACES[place]}`
      gap = false
    }
  }
  return text
}

function parts(fen: number): { readonly sign: string; readonly yuan: number; readonly rest: number } {
  const size = Math.abs(fen)
  return { sign: fen < 0 ? '-' : '', yuan: Math.floor(size / FEN), rest: size % FEN }
}
