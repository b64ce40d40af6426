import { type Period, wholeMonthsIn } from '../period'
import type { Body } from '../shapes'
import { createPrng, seededId } from './prng'
import type { DemoRecord, DemoSite } from './record'

const founded = 1_609_632_000_000 // 2021-01-03

interface DemoIndicator {
  readonly name: string
  readonly word: string
  readonly section: string
  readonly adds?: 'last'
  readonly source: string
  /** The year's value where the district fills it once, in December; or its values month by month, twelve. */
  readonly district?: string | readonly string[]
  /** What the streets fill between them in a year, month by month. */
  readonly streets?: number
}

const [law, market, peace, clean] = ['依法行政', '营商环境', '平安建设', '廉政监督']

/**
 * What the reference report counts and no record here yields (reference/neijiang-hitech-2023-report.txt). Where it says 余, a number
 * that it would be said of.
 */
const counted: readonly DemoIndicator[] = [
  { name: '行政执法整改措施条数', word: '条', section: law, source: '司法局专项整治台账', district: '16' },
  { name: '行政执法整改销号问题数', word: '个', section: law, source: '司法局专项整治台账', district: '12' },
  { name: '行政复议培训次数', word: '次', section: law, source: '司法局培训记录', district: '2' },
  { name: '审结行政诉讼件数', word: '件', section: law, source: '行政应诉台账', district: '12' },
  { name: '胜诉行政诉讼件数', word: '件', section: law, source: '行政应诉台账', district: '8' },
  { name: '持证执法人员人数', word: '名', section: law, adds: 'last', source: '监管平台', district: '22' },
  { name: '专职法制员人数', word: '名', section: law, adds: 'last', source: '公安分局', district: '9' },
  {
    name: '帮办代办业务能手人数',
    word: '名',
    section: market,
    adds: 'last',
    source: '行政审批局',
    district: '6',
  },
  { name: '精准服务企业家数', word: '家', section: market, source: '行政审批局', district: '12' },
  { name: '帮办代办事项件数', word: '件', section: market, source: '行政审批局', streets: 503 },
  { name: '群防群治队伍支数', word: '个', section: market, adds: 'last', source: '公安分局', district: '13' },
  {
    name: '小微贷发放批次',
    word: '批次',
    section: market,
    source: '财政金融局',
    district: ['0', '1', '0', '1', '0', '1', '0', '1', '0', '1', '1', '0'],
  },
  { name: '小微贷受益市场主体户数', word: '家', section: market, source: '财政金融局', district: '17' },
  {
    name: '小微贷发放金额',
    word: '万元',
    section: market,
    source: '财政金融局',
    district: ['0', '812.5', '0', '640', '0', '905.5', '0', '780', '0', '730', '840', '0'],
  },
  { name: '获得融资企业家数', word: '家', section: market, source: '财政金融局', district: '4' },
  { name: '企业融资金额', word: '万元', section: market, source: '财政金融局', district: '3040' },
  { name: '老旧小区改造处数', word: '处', section: peace, source: '住房城乡建设局', district: '9' },
  { name: '老旧小区改造惠及户数', word: '户', section: peace, source: '住房城乡建设局', district: '1026' },
  { name: '义警参与社会治理次数', word: '次', section: peace, source: '公安分局', streets: 7636 },
  {
    name: '群众安全感满意度',
    word: '%',
    section: peace,
    adds: 'last',
    source: '公安社会化评价',
    district: '96.44',
  },
  { name: '廉政教育次数', word: '次', section: clean, source: '纪检监察工委', district: '15' },
  { name: '专题警示教育人次', word: '人次', section: clean, source: '纪检监察工委', district: '1030' },
  { name: '廉洁过节提示短信条数', word: '条', section: clean, source: '纪检监察工委', district: '2080' },
  { name: '自查自纠人次', word: '人次', section: clean, source: '一办六组专班', district: '794' },
  { name: '自查整改问题个数', word: '个', section: clean, source: '一办六组专班', district: '2106' },
  { name: '廉政防控措施条数', word: '条', section: clean, source: '纪检监察工委', district: '216' },
]

const share = { name: '行政诉讼胜诉率', part: '胜诉行政诉讼件数', whole: '审结行政诉讼件数' }

const idOf = (site: DemoSite, name: string): string =>
  seededId(createPrng(`indicator/${site.id}/${name}`), founded)

/** The district's own numbers. */
export function demoIndicators(site: DemoSite): readonly DemoRecord[] {
  if (site.role !== 'district') return []
  const row = (name: string, body: Body): DemoRecord => ({
    id: idOf(site, name),
    kind: 'indicator',
    scope: site.scope,
    body: { name, ...body },
  })
  return [
    ...counted.map(({ name, word, section, adds = 'sum', source, district, streets }, at) =>
      row(name, {
        word,
        section,
        adds,
        filledBy: streets === undefined ? 'district' : 'street',
        every: typeof district === 'string' ? 'year' : 'month',
        source,
        order: at + 1,
      }),
    ),
    row(share.name, {
      section: law,
      adds: 'share',
      places: 2,
      part: idOf(site, share.part),
      whole: idOf(site, share.whole),
      filledBy: 'district',
      every: 'year',
      source: '行政应诉台账',
      order: counted.length + 1,
    }),
  ]
}

/** What was filled for them in the months of a period. @param streets unit ids */
export function demoIndicatorValues(
  site: DemoSite,
  streets: readonly string[],
  period: Period,
): readonly DemoRecord[] {
  if (site.role !== 'district') return []
  return wholeMonthsIn(period).flatMap((date) => {
    const month = Number(date.slice(5, 7)) - 1
    return counted.flatMap(({ name, district, streets: all }) => {
      const filled = (unit: string, value: string): DemoRecord => ({
        id: seededId(createPrng(`${name}/${unit}/${date}`), founded),
        kind: 'indicator-value',
        scope: unit,
        body: { indicator: idOf(site, name), unit, date, value },
      })
      if (all !== undefined)
        return streets.map((unit, at) =>
          filled(unit, String(partOf(all, streets.length * 12, month * streets.length + at))),
        )
      const value = typeof district === 'string' ? (month === 11 ? district : undefined) : district?.[month]
      return value === undefined ? [] : [filled(site.id, value)]
    })
  })
}

/** One of so many nearly equal parts of a whole number, which they sum to. */
function partOf(whole: number, parts: number, at: number): number {
  return Math.floor((whole * (at + 1)) / parts) - Math.floor((whole * at) / parts)
}
