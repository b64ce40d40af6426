/**
 * How a value is shortened for people without the right to see it (DOMAIN 6): 张*, 138****1234, 510***********1234, a bank
 * card's last four, of an address the village. `party` is a name that may be an organisation's, which stays whole; `hidden`
 * shows nothing.
 */
export type MaskName = 'name' | 'party' | 'phone' | 'id' | 'card' | 'address' | 'hidden'

const masks: Readonly<Record<MaskName, (text: string) => string>> = {
  name: nameMask,
  party: (text) => {
    if (organisation.test(text)) return text
    const place = courtyardWord.exec(text)?.[0] ?? ''
    return place === text ? text : `${nameMask(text)}${place}`
  },
  // Of a landline the area code, which says no more than the town, and two digits.
  phone: (text) => {
    if (/^1\d{10}$/.test(text)) return `${text.slice(0, 3)}****${text.slice(-4)}`
    return `${areaCode.exec(text)?.[0] ?? ''}****${text.slice(-2)}`
  },
  // The same stars whatever the length; a short document number keeps less of itself.
  id: (text) =>
    text.length >= 15 ? `${text.slice(0, 3)}${'*'.repeat(11)}${text.slice(-4)}` : `****${tail(text, 2)}`,
  // Not even how long it is.
  hidden: () => '****',
  card: (text) => `****${tail(text, text.length >= 12 ? 4 : 2)}`,
  // Of a house what many share: the village, otherwise the street, the district, the group of a village.
  address: (text) => {
    const kept = shared.map((pattern) => pattern.exec(text)?.[0]).find((part) => part !== undefined) ?? ''
    return kept === text ? text : `${kept}****`
  },
}

/** 010, 02x and four digits elsewhere, with the dash behind them. */
const areaCode = /^0(?:10|2\d|[3-9]\d{2})-?/

/** One star whatever the length: 张三 and 张三丰 must not differ. */
function nameMask(text: string): string {
  return `${[...text][0] ?? ''}*`
}

/** How names of organisations end; nobody's own name is so long. */
const organisation =
  /^.{2,}(?:公司|集团|中心|大队|支队|中队|委员会|居委会|村委会|办公室|街道|社区|学校|学院|医院|银行|信用社|合作社|协会|商会|工会|联合会|事务所|政府|法院|检察院|项目部)$|^.{4,}[局所站处科部厅院厂店校会办]$/
/** What a courtyard is called after its household; a name of such words alone is nobody's. */
const courtyardWord = /(?:院坝|院子|大院|坝子|晒坝|院落|广场|活动室|会议室)$/
const shared = [/^.*?(?:村|社区)/, /^.*?(?:街道|镇|乡)/, /^.*?(?:(?<!小)区|县|市)/, /^[^号栋楼单元]{1,6}组/]

/** The last characters of a text that is longer than they are. */
function tail(text: string, length: number): string {
  return text.length > length * 2 ? text.slice(-length) : ''
}

/** A text as it is shown to people without the right to see it: 张*, 138****1234, 510***********1234, ****1234. */
export function maskText(mask: MaskName, text: string): string {
  return text === '' ? '' : masks[mask](text)
}

/** Whether a mask is that of a name: what people call each other, other than a number. */
export function isName(mask: MaskName): boolean {
  return mask === 'name' || mask === 'party'
}
