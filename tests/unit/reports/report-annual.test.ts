import { measureOf } from '../../../shared/figures/measures'
import { isDistinct } from '../../../shared/figures/measures/define'
import { unitTree } from '../../../shared/figures/unit-tree'
import { parsePeriod } from '../../../shared/period'
import { reportOf } from '../../../shared/reports'
import { computeReport } from '../../../shared/reports/define'
import fc from '../../support/laws/property'

const units = [
  { id: 'district', name: '示范区', level: 'district', parent: null, living: true },
  { id: 'lotus', name: '清荷街道', level: 'street', parent: 'district', living: true },
  { id: 'bay', name: '三湾社区', level: 'community', parent: 'lotus', living: true },
]
const levels = new Map(units.map(({ id, level }) => [level, id]))

/** Where what a measure counts can stand. */
const placeOf = (name: string): string => levels.get(measureOf(name).levels?.at(-1) ?? 'community') ?? 'bay'

const shares = (values: Readonly<Record<string, number>>) => {
  const own = new Map<string, Map<string, { value: number; rows: number; first?: Map<string, string> }>>()
  for (const [name, value] of Object.entries(values)) {
    const first = new Map(Array.from({ length: value }, (_, n) => [`${name}${n}`, `0:2023-01-01:${n + 1}`]))
    const share = { value, rows: value, ...(isDistinct(measureOf(name)) && { first }) }
    const place = placeOf(name)
    own.set(place, (own.get(place) ?? new Map()).set(name, share))
  }
  return own
}

/** The year 2023 of a district, paragraph by paragraph, without what stands under 主要数据 and after. */
function year(values: Readonly<Record<string, number>>, wordings: Readonly<Record<string, string>> = {}) {
  const period = parsePeriod('2023')
  const report = reportOf('annual')
  const amounts = new Map(report.periods(period).map(({ name }) => [name, new Map()]))
  const document = computeReport(report, {
    period,
    unit: null,
    unitName: '示范区',
    tree: unitTree(units),
    texts: {},
    wordings,
    date: '2024-01-05',
    amounts: new Map([...amounts, ['2023', shares(values)]]),
  })
  const blocks = document.blocks.map((block) => (block.type === 'paragraph' ? block.runs : []))
  const texts = blocks.map((runs) => runs.map(({ text }) => text).join('')).filter((text) => text !== '')
  return texts.slice(
    0,
    texts.findIndex((text) => text.includes('主要数据与上年的比较')),
  )
}

test('a year’s clauses with nothing to say are left out, and what is left reads as a sentence', () => {
  expect(year({ teams: 26, consultations: 232, mediationsAccepted: 5 })).toEqual([
    '各街道落实专职普法宣传员配备，负责基层普法工作。建立26支村级普法小分队，定期开展院坝普法活动。' +
      '全面落实法律援助应援尽援，提供法律咨询服务共232次。',
    '坚持发展新时代“枫桥经验”，着力提升矛盾纠纷预防化解法治化水平。依法有效化解社会矛盾纠纷5起，' +
      '调处成功率达0%，确保“小事不出社区、大事不出街道”，最大限度化解矛盾纠纷，促进基层稳定' +
      '（受理5起，其中调解成功0起）。',
  ])
  expect(year({ leadsDisposed: 3, sms: 12 })).toEqual([
    '认真开展“一月一主题”活动，开展“群众不出门，普法送上门”活动，积极开展以宪法、民法典为重点的普法宣传活动，' +
      '向辖区居民投放宣传短信10余条。' +
      '积极推动法律服务农民工，结合“全国根治欠薪线索反映平台”，对辖区工程项目欠薪线索情况进行排查，' +
      '协调化解处理欠薪线索3条。',
  ])
})

test('what counsel did for departments and for villages is said apart', () => {
  const departments = {
    counselServices: 20,
    departmentServices: 12,
    departmentReviews: 9,
    counselLawyers: 8,
    counselDepartments: 7,
  }
  const first =
    '加强合法性审查，选聘8名律师担任7个区级部门法律顾问，充分发挥法律顾问在重大事项上的参谋助手作用，确保决策合法性、合规性。' +
    '全年提供法律服务10余次，审查合法性文件9件，为政府重大决策提供坚强有力的法治保障。'
  const villages = '街道、村（社区）法律顾问提供法律服务8次。'
  expect(year({ ...departments, villageServices: 8 })).toEqual([first + villages])
  expect(year(departments)).toEqual([first])
  expect(year({ counselServices: 8, villageServices: 8 })).toEqual([villages])
})

test('lawyers are said with the villages that they serve, not with those of other advisers', () => {
  expect(year({ villagesAdvised: 26 })).toEqual([
    '2023年，示范区没有开展普法活动，也没有登记法律服务和矛盾纠纷等事项，特此零报告。',
  ])
  expect(year({ villagesAdvised: 26, villageLawyers: 12, villagesWithLawyers: 24 })[1]).toContain(
    '选派12名执业律师担任街道24个村（社区）法律顾问',
  )
})

test('a district’s own words lose a share of nothing too, with its brackets', () => {
  const disputes =
    '受理纠纷{mediationsAccepted}起（成功率{mediationRate}%），咨询{consultations}次；成功率{mediationRate}%。'
  expect(year({ consultations: 3 }, { disputes })).toContain('咨询3次。')
  expect(year({ mediationsAccepted: 4, mediationsSucceeded: 3 }, { disputes })).toContain(
    '受理纠纷4起（成功率75%）；成功率75%。',
  )
})

test('whatever a year has, its sentences say no 0 of anything and no share of nothing', () => {
  const names = reportOf('annual').measures.filter((name) => !measureOf(name).ratio)
  const some = fc.dictionary(fc.constantFrom(...names), fc.integer({ min: 1, max: 30 }))
  fc.assert(
    fc.property(some, (found) => {
      const values = { ...found }
      if (values.mediationsSucceeded !== undefined) values.mediationsAccepted = values.mediationsSucceeded
      if (values.counselLawyers !== undefined) values.counselDepartments = 1
      else delete values.counselDepartments
      if (values.villageLawyers !== undefined) values.villagesWithLawyers = 1
      else delete values.villagesWithLawyers
      for (const text of year(values)) {
        if (text.includes('零报告')) continue
        const without = text.replace(/（受理\d+起，其中调解成功0起）|，调处成功率达0%/g, '')
        expect(without).not.toMatch(/(^|[^\d.])0(余)?[人支名个次条份件元起%]|—|，。|，，|；。/)
        expect(text).toMatch(/。$/)
      }
    }),
    { numRuns: 300 },
  )
})
