import { moneyParts } from '../money'

const DIGITS = '零壹贰叁肆伍陆柒捌玖'
const PLACES = ['', '拾', '佰', '仟'] as const
const GROUPS = ['', '万', '亿'] as const

/**
 * Whole 分 (0 or more, up to `LARGEST_MONEY`) as it is written on a receipt (《支付结算办法》附一): 叁万壹仟玖佰元整. 零
 * stands once for any run of zeros inside a number, and before 分 when there are no 角; 整 ends what has no 分.
 */
export function capitalMoney(fen: number): string {
  const { yuan, rest } = moneyParts(fen)
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
