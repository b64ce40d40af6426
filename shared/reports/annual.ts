import { basesOf, partsOf } from '../figures/periods'
import { calendarOf, partsIn, yearBefore } from '../period'
import { unitTable } from './by-unit'
import { comparisonTable, loggedBases, partsTable } from './comparison'
import { defineReport } from './define'
import { publicityMeasures, serviceMeasures } from './monthly'
import { officialReport, officialTexts } from './official'
import type { Sentence } from './placeholders'
import { pairedNote } from './sentences'
import { ownSections, paragraphOf, plainParagraph, typedSections } from './skeleton'

const texts = [
  ...officialTexts,
  { key: 'features', label: '特点', heading: '工作特点' },
  { key: 'shortfalls', label: '存在的不足', heading: '存在的不足' },
  { key: 'next', label: '下一步打算', heading: '下一步打算' },
]

/**
 * What a year's report says. The program's own words claim nothing that nobody logged; `fuller` are those of a real report's
 * section (四) (reference/neijiang-hitech-2023-report.txt), for an office that can answer for them.
 */
const said: readonly Omit<Sentence, 'brief'>[] = [
  {
    key: 'teams',
    text: '建有村级普法小分队{teams}支、队员{members}人；{villageLawyers}名执业律师担任街道{villagesWithLawyers}个村（社区）法律顾问。',
    fuller:
      '各街道落实专职普法宣传员配备，负责基层普法工作。择优选聘{members}人、建立{teams}支村级普法小分队，定期开展院坝普法活动。' +
      '选派{villageLawyers}名执业律师担任街道{villagesWithLawyers}个村（社区）法律顾问，为基层社会治理提供法治保障。',
  },
  {
    key: 'publicity',
    text:
      '开展普法活动{events}场次，参加群众{attendance}人次；举办宪法宣讲活动{constitutionLectures:余}次，' +
      '向辖区居民发送宣传短信{sms:余}条，发放各类普法宣传资料{leaflets:余}份。',
    fuller:
      '认真开展“一月一主题”活动，开展“群众不出门，普法送上门”活动，积极开展以宪法、民法典为重点的普法宣传活动，' +
      '举办宪法宣讲活动{constitutionLectures:余}次，向辖区居民投放宣传短信{sms:余}条。以入户走访、集中活动，互联网新媒体等多种形式，' +
      '开展以未成年人保护、根治欠薪、禁毒反诈等为重点的主题法治宣传活动，发放各类普法宣传资料{leaflets:余}份，' +
      '引导更多群众主动学习法律知识，促进社会和谐稳定。',
  },
  {
    key: 'aid',
    text: '提供法律咨询服务{consultations}次，委托办理法律援助案件{aidCases}件，落实法律援助经费{aidFunding}元。',
    fuller:
      '全面落实法律援助应援尽援，提供法律咨询服务共{consultations}次，委托办理法律援助案件共{aidCases}件，' +
      '落实经费保障{aidFunding}元。',
  },
  {
    key: 'wages',
    text: '处理欠薪线索{leadsDisposed}条，为{workersServed:余}名农民工提供服务保障。',
    fuller:
      '积极推动法律服务农民工，结合“全国根治欠薪线索反映平台”，对辖区工程项目欠薪线索情况进行排查，' +
      '协调化解处理欠薪线索{leadsDisposed}条，为{workersServed:余}名农民工提供服务保障。',
  },
  {
    key: 'disputes',
    text: '受理社会矛盾纠纷{mediationsAccepted}起，成功化解{mediationsSucceeded}起，调处成功率{mediationRate}%。',
    fuller:
      '坚持发展新时代“枫桥经验”，着力提升矛盾纠纷预防化解法治化水平。' +
      '受理社会矛盾纠纷{mediationsAccepted}起，成功化解{mediationsSucceeded}起，调处成功率{mediationRate}%，' +
      '推动“小事不出社区、大事不出街道”，促进基层稳定。',
  },
  {
    key: 'honours',
    text:
      '{nationalHonours:名单和批次}获评“全国民主法治示范村（社区）”，共{nationalHonours}个；' +
      '{provincialHonours:名单和批次}获评“省级民主法治示范村（社区）”，共{provincialHonours}个；' +
      '{cityHonours:名单和批次}获评“市级民主法治示范村（社区）”，共{cityHonours}个。',
    fuller:
      '积极开展“法治示范村（社区）”创建，{provincialHonours:名单}荣获{年}年度“省级民主法治示范村（社区）”，' +
      '共{provincialHonours}个。',
  },
  {
    key: 'studies',
    text: '开展会前学法{meetingStudies}次。',
    fuller:
      '全面落实会前学法制度，将重点法律法规纳入学习计划，主任会议全年开展会前学法{meetingStudies}次，纵深推进依法行政。',
  },
  {
    key: 'counsel',
    text:
      '选聘{counselLawyers}名律师担任{counselDepartments}个区级部门法律顾问；' +
      '区级部门法律顾问全年提供法律服务{departmentServices:余}次，审查合法性文件{departmentReviews}件。' +
      '街道、村（社区）法律顾问提供法律服务{villageServices:余}次。',
    fuller:
      '加强合法性审查，选聘{counselLawyers}名律师担任{counselDepartments}个区级部门法律顾问，' +
      '充分发挥法律顾问在重大事项上的参谋助手作用，确保决策合法性、合规性。全年提供法律服务{departmentServices:余}次，' +
      '审查合法性文件{departmentReviews}件，为政府重大决策提供坚强有力的法治保障。' +
      '街道、村（社区）法律顾问提供法律服务{villageServices:余}次。',
  },
]

/** A year's report leaves out what there was none of; only a year of nothing is a report of zeros. */
const sentences: readonly Sentence[] = [
  ...said.map((sentence) => ({ ...sentence, brief: true as const })),
  // Teams and advisers may well be there: a year's figures are not all 0.
  {
    key: 'nothing',
    text: '{期}，{单位}未开展普法活动，未登记法律服务和矛盾纠纷等事项，为零报告。',
    always: true,
  },
]

/** What the year is compared by: everything that its sentences say, and the rest of the year's work. */
const compared = [
  ...publicityMeasures,
  ...['constitutionLectures', 'meetingStudies', 'villagesReached'],
  ...['members', 'teams', 'villageLawyers', 'villagesWithLawyers', 'villagesAdvised'],
  ...['consultations', 'aidCases', 'aidFunding', 'counselServices', 'legalityReviews'],
  ...['departmentServices', 'departmentReviews', 'villageServices'],
  ...['counselLawyers', 'counselDepartments'],
  ...['leadsReceived', 'leadsDisposed', 'workersServed', 'wagesRecovered'],
  ...['mediationsAccepted', 'mediationsSucceeded', 'mediationRate'],
  ...['nationalHonours', 'provincialHonours', 'cityHonours'],
]
const byQuarter = [...publicityMeasures, ...serviceMeasures].filter((name) => name !== 'mediationRate')

const columns = [
  { measure: 'activities', label: '活动\n场次' },
  { measure: 'sessions', label: '院坝会\n场次' },
  { measure: 'attendance', label: '参加\n人次' },
  { measure: 'leaflets', label: '资料\n份' },
  { measure: 'consultations', label: '咨询\n次' },
  { measure: 'mediationsAccepted', label: '纠纷\n起' },
  { measure: 'leadsDisposed', label: '欠薪\n条' },
]

/** 年报: the year in the phrases of the reference report, with its numbers from the records (DOMAIN 4, 5). */
export const annual = defineReport({
  name: 'annual',
  label: '年报',
  period: 'year',
  texts,
  sentences,
  measures: compared,
  periods: (period) => [period, ...partsIn(period), yearBefore(period)],
  compute: (input, figures) => {
    const { period } = input
    // By its own months a year is still called so; the days stand in a note.
    const { label: year } = calendarOf(period)
    const { lastYear } = basesOf(period)
    const own = ownSections(input, figures)
    const bases = [{ ...lastYear, change: '同比' as const }]
    const isCompared = loggedBases(input, figures, bases, compared).length > 0
    const tell = (...keys: Sentence['key'][]) => paragraphOf(sentences, keys, input, figures)
    return officialReport(
      input,
      figures,
      [input.unitName, year, '基层普法', '与法律服务', '工作报告'],
      [
        plainParagraph(`现将${year}基层普法与法律服务工作情况报告如下：`),
        ...(figures.isNothing(input) ? tell('nothing') : []),
      ],
      [
        ...(own.length > 0
          ? [{ heading: `${year}工作开展情况`, blocks: own }]
          : [
              {
                heading: '坚持普治结合，夯实基层法治基础',
                blocks: tell('teams', 'publicity', 'aid', 'wages'),
              },
              { heading: '坚持多元化解，维护辖区和谐安定', blocks: tell('disputes', 'honours') },
              { heading: '坚持依法决策，强化法律顾问保障', blocks: tell('studies', 'counsel') },
            ]),
        {
          heading: '主要数据',
          blocks: [
            {
              type: 'paragraph',
              runs: [
                {
                  text: `${year}主要数据${isCompared ? '与上年的比较' : ''}见表1，分季度情况见表2。`,
                },
              ],
            },
            comparisonTable(input, figures, `表1  ${year}主要数据`, '本年', bases, compared),
            ...pairedNote(input, figures),
            partsTable(input, figures, `表2  ${year}分季度情况`, partsOf(period), '全年', byQuarter),
          ],
        },
        { heading: '分单位情况', blocks: unitTable(input, figures, 3, columns) },
        ...typedSections(texts, input),
      ],
    )
  },
})
