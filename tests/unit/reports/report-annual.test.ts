import { measureOf } from '../../../shared/figures/measures'
import { isDistinct } from '../../../shared/figures/measures/define'
import { unitTree } from '../../../shared/figures/unit-tree'
import { parsePeriod } from '../../../shared/period'
import { reportOf } from '../../../shared/reports'
import { computeReport } from '../../../shared/reports/define'
import { readWording } from '../../../shared/reports/placeholders'
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

function yearOf(
  values: Readonly<Record<string, number>>,
  wordings: Readonly<Record<string, string>> = {},
  texts: Readonly<Record<string, string>> = {},
  sections: readonly { readonly heading: string; readonly text: string }[] = [],
) {
  const period = parsePeriod('2023')
  const report = reportOf('annual')
  const amounts = new Map(report.periods(period).map(({ name }) => [name, new Map()]))
  return computeReport(report, {
    period,
    unit: null,
    unitName: '示范区',
    tree: unitTree(units),
    texts,
    wordings,
    sections,
    date: '2024-01-05',
    amounts: new Map([...amounts, ['2023', shares(values)]]),
  })
}

/** The year 2023 of a district, paragraph by paragraph, without what stands under 主要数据 and after. */
function year(values: Readonly<Record<string, number>>, wordings: Readonly<Record<string, string>> = {}) {
  const blocks = yearOf(values, wordings).blocks.map((block) =>
    block.type === 'paragraph' ? block.runs : [],
  )
  const texts = blocks.map((runs) => runs.map(({ text }) => text).join('')).filter((text) => text !== '')
  return texts.slice(
    0,
    texts.findIndex((text) => text.includes('主要数据与上年的比较')),
  )
}

const opening = '现将2023年基层普法与法律服务工作情况报告如下：'

test('a year’s clauses with nothing to say are left out, and what is left claims nothing that nobody logged', () => {
  expect(year({ teams: 26, consultations: 232, mediationsAccepted: 5 })).toEqual([
    opening,
    '建有村级普法小分队26支。提供法律咨询服务232次。',
    '受理社会矛盾纠纷5起，调处成功率0%。',
  ])
  expect(year({ leadsDisposed: 3, sms: 12 })).toEqual([
    opening,
    '向辖区居民发送宣传短信10余条。处理欠薪线索3条。',
  ])
  expect(year({ mediationsAccepted: 1134, mediationsSucceeded: 1123 })).toContain(
    '受理社会矛盾纠纷1134起，成功化解1123起，调处成功率99%。',
  )
})

test('a report to a superior opens and ends as one, with what its office typed around it', () => {
  const around = {
    number: '某司〔2024〕3号',
    addressee: '市委依法治市办',
    attachments: '1. 数据表\n2．清单；',
    copies: '区委办',
  }
  const { blocks } = yearOf({ teams: 26 }, {}, around)
  const texts = blocks.map((block) =>
    block.type === 'paragraph' ? block.runs.map(({ text }) => text).join('') : '',
  )
  expect(blocks.slice(1, 3)).toEqual([
    { type: 'paragraph', align: 'center', runs: [{ text: '某司〔2024〕3号' }] },
    { type: 'paragraph', align: 'flush', runs: [{ text: '市委依法治市办：' }] },
  ])
  expect(texts[3]).toBe(opening)
  expect(texts.slice(-5, -2)).toEqual(['特此报告。', '附件：1. 数据表', '　　　2. 清单'])
  expect(blocks.slice(-2)).toEqual([
    { type: 'signature', unit: '示范区', date: '2024年1月5日' },
    {
      type: 'form',
      name: '版记',
      rows: [
        [{ label: '抄送', text: '区委办。' }],
        [
          { label: '印发机关', text: '示范区' },
          { label: '印发日期', text: '2024年1月5日印发' },
        ],
      ],
    },
  ])
  const headings = blocks.flatMap((block) =>
    block.type === 'heading' ? block.runs.map(({ text }) => text) : [],
  )
  expect(headings).toContain('一、坚持普治结合，夯实基层法治基础')
  expect(headings.join('')).not.toMatch(/发文字号|主送机关|附件说明|抄送机关/)
})

test('what counsel did for departments and for villages is said apart, and 选聘 counts contracts', () => {
  const departments = {
    counselServices: 20,
    departmentServices: 12,
    departmentReviews: 9,
    counselLawyers: 8,
    counselDepartments: 21,
  }
  const first =
    '选聘8名律师担任21个区级部门法律顾问；区级部门法律顾问全年提供法律服务10余次，审查合法性文件9件。'
  const villages = '街道、村（社区）法律顾问提供法律服务8次。'
  expect(year({ ...departments, villageServices: 8 })).toEqual([opening, first + villages])
  expect(year(departments)).toEqual([opening, first])
  expect(year({ counselServices: 8, villageServices: 8 })).toEqual([opening, villages])
  expect(year({ departmentServices: 12 })).toEqual([opening, '区级部门法律顾问全年提供法律服务10余次。'])
})

test('lawyers are said with the villages that they serve, not with those of other advisers', () => {
  expect(year({ villagesAdvised: 26 })[1]).toBe(
    '2023年，示范区未开展普法活动，未登记法律服务和矛盾纠纷等事项，为零报告。',
  )
  expect(year({ villagesAdvised: 26, villageLawyers: 12, villagesWithLawyers: 24 })[2]).toContain(
    '12名执业律师担任街道24个村（社区）法律顾问',
  )
})

test('the fuller words of the reference report name figures that there are, and nothing that was only accepted is 化解', () => {
  const { sentences = [] } = reportOf('annual')
  const fuller = sentences.flatMap((sentence) => sentence.fuller ?? [])
  expect(fuller).toHaveLength(8)
  for (const text of fuller) expect([text, readWording(text).problems]).toEqual([text, []])
  expect([...fuller, ...sentences.map(({ text }) => text)].join('')).not.toContain('有效化解')
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
        if (text === opening) continue
        const without = text.replace(/，调处成功率0%/g, '')
        expect(without).not.toMatch(/(^|[^\d.])0(余)?[人支名个次条份件元起%]|—|，。|，，|；。/)
        expect(text).toMatch(/。$/)
      }
    }),
    { numRuns: 300 },
  )
})

test('a district’s own section keeps its words and leaves out a clause of what there was none of', () => {
  const text =
    '深入开展学法。会前学法{meetingStudies}次，村（社区）法律顾问服务{villageServices}次。提供咨询{consultations}次。'
  const { blocks } = yearOf({ meetingStudies: 18 }, {}, {}, [{ heading: '坚持理论学习', text }])
  const texts = blocks.flatMap((block) =>
    block.type === 'paragraph' ? [block.runs.map((run) => run.text).join('')] : [],
  )
  expect(texts).toContain('深入开展学法。会前学法18次。')
})
