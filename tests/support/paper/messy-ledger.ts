import type { CellValue, MergeRange, WriteSheet } from 'hucre'
import { writeXlsx } from 'hucre/xlsx'

/** A year's ledger of 院坝会 as an office keeps it, with every mess, and what is in it. */
export interface MessyLedger {
  readonly bytes: Uint8Array
  /** Lines that are a record, wrong ones too. */
  readonly rows: number
  /** Lines that say 桂花屯, which is 桂花村. */
  readonly misspelt: number
  /** Lines of 松林村, which nobody has registered. */
  readonly unregistered: number
  /** The line whose number of people is no number, from 1, and what it should be. */
  readonly wordy: { readonly at: number; readonly people: number }
  /** Lines that say the same as the one before. */
  readonly twice: number
  /** Pairs that sound alike, on one day in one village. */
  readonly alike: number
  /** People of the later of such pairs. */
  readonly alikePeople: number
  /** Of all lines but those that stand twice, once they are mended. */
  readonly people: number
  readonly leaflets: number
}

const digits = '〇一二三四五六七八九'
const inWords = (n: number): string => [...String(n)].map((one) => digits[Number(one)]).join('')
const two = (n: number): string => String(n).padStart(2, '0')

/** A day as offices write it, another way each time. */
function dayCell(month: number, day: number, way: number): CellValue {
  switch (way % 8) {
    case 0:
      return `2025.${month}.${day}`
    case 1:
      return `2025年${month}月${day}日`
    case 2:
      return `${month}月${day}日`
    case 3:
      return `25/${month}/${day}`
    case 4:
      return new Date(Date.UTC(2025, month - 1, day))
    case 5:
      return `2025-${two(month)}-${two(day)} 15:00`
    case 6:
      return `2025${two(month)}${two(day)}`
    default:
      return Date.UTC(2025, month - 1, day) / 86_400_000 + 25_569
  }
}

const times: readonly CellValue[] = [
  '15:00',
  '下午3点',
  '上午9点半',
  new Date(Date.UTC(1899, 11, 30, 15)),
  '9:30',
]
const heads = [
  ['序号', '时间', '', '地点', '', '主持人', '主讲人', '议题', '参加情况', '', '发放资料（份）', '备注'],
  ['', '日期', '开始时间', '村（社区）', '院坝（户主）', '', '', '', '户数', '人数', '', ''],
] as const
const merged = (top: number, left: number, bottom: number, right: number): MergeRange => ({
  startRow: top,
  startCol: left,
  endRow: bottom,
  endCol: right,
})

/** Makes such a ledger with so many records; the same for the same number. */
export async function messyLedger(records: number): Promise<MessyLedger> {
  const rows: CellValue[][] = [
    ['云锦街道2025年院坝会台账'],
    ['填报单位：云锦街道司法所'],
    ...heads.map((head) => [...head]),
  ]
  const merges = [merged(0, 0, 0, 11), merged(1, 0, 1, 11)]
  for (const column of [0, 5, 6, 7, 10, 11]) merges.push(merged(2, column, 3, column))
  for (const [from, to] of [
    [1, 2],
    [3, 4],
    [8, 9],
  ] as const)
    merges.push(merged(2, from, 2, to))
  const told = {
    misspelt: 0,
    unregistered: 0,
    twice: 0,
    alike: 0,
    alikePeople: 0,
    people: 0,
    leaflets: 0,
    lines: 0,
  }
  let wordy = { at: 0, people: 0 }
  let part = 0
  const line = (n: number, courtyard: string, village: string): CellValue[] => {
    const month = 1 + Math.floor((n * 12) / records)
    const day = 1 + (n % 28)
    const people = 20 + (n % 37)
    const leaflets = 10 + (n % 53)
    told.people += people
    told.leaflets += leaflets
    part += people
    return [
      n + 1,
      dayCell(month, day, n),
      times[n % times.length] ?? null,
      village,
      courtyard,
      '周永贵',
      n % 9 === 0 ? ' 吴秀英　' : '吴秀英',
      '防诈骗，“宪法进万家”',
      n % 5 === 0 ? '12户' : 12,
      n % 7 === 0 ? `${people}人` : people,
      n % 11 === 0 ? `${leaflets}份` : leaflets,
      n % 3 === 0 ? '/' : null,
    ]
  }
  for (let n = 0; n < records; n += 1) {
    const month = Math.floor((n * 12) / records)
    if (n > 0 && month !== Math.floor(((n - 1) * 12) / records)) {
      rows.push(['小计', null, null, null, null, null, null, null, null, part, null, null], [])
      part = 0
    }
    if (n % 250 === 249) for (const head of heads) rows.push([...head])
    const village = n % 100 === 50 ? '桂花屯' : n % 100 === 60 ? '松林村' : n % 10 === 0 ? '桂花' : '桂花村'
    if (village === '桂花屯') told.misspelt += 1
    if (village === '松林村') told.unregistered += 1
    const row = line(n, `${inWords(n + 1)}号院`, village)
    rows.push(row)
    told.lines += 1
    if (n === 123) {
      wordy = { at: rows.length, people: Number.parseInt(String(row[9]), 10) }
      row[9] = '很多'
    }
    // Lines that were copied and forgotten, and lines that somebody else wrote down too.
    if (n % 500 === 200) {
      rows.push([...row])
      told.twice += 1
      told.lines += 1
    }
    if (n % 1000 === 151) {
      const other = line(n, `${inWords(n + 1)}号苑`, village)
      rows.push(other)
      told.alike += 1
      told.alikePeople += Number.parseInt(String(other[9]), 10)
      told.lines += 1
    }
  }
  rows.push(
    ['小计', null, null, null, null, null, null, null, null, part, null, null],
    ['合计', null, null, null, null, null, null, null, null, told.people, told.leaflets, null],
    ['填表人：李会计'],
    ['备注：人数含流动人口。'],
  )
  const cells = new Map([
    [`${rows.length - 3},9`, { value: told.people, formula: 'SUM(J5:J9)', formulaResult: told.people }],
  ])
  const sheets: WriteSheet[] = [
    { name: '封面', rows: [] },
    { name: '院坝会', rows, merges, cells },
    { name: '旧表', rows: [['作废']], hidden: true },
  ]
  const { lines, ...counts } = told
  return { bytes: await writeXlsx({ sheets }), rows: lines, wordy, ...counts }
}
