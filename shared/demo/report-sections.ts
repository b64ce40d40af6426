import { reportOf } from '../reports'
import { inLabels } from '../reports/placeholders'
import { createPrng, seededId } from './prng'
import type { DemoRecord, DemoSite } from './record'

const founded = 1_609_718_400_000 // 2021-01-04

/** Sentences of the annual report in their fuller words, as people edit them. */
function fuller(...keys: readonly string[]): string {
  const sentences = reportOf('annual').sentences ?? []
  return keys
    .map((key) => sentences.find((sentence) => sentence.key === key))
    .map((sentence) => inLabels(sentence?.fuller ?? ''))
    .join('')
}

/** The six sections of the reference report's first part, with the figures of the year that it is made for. */
const sections = (): readonly { readonly heading: string; readonly text: string }[] => [
  {
    heading: '坚持理论学习，推动法治政府建设',
    text: `始终把学习贯彻习近平法治思想摆在首位，坚持思想引领。${fuller('studies')}${fuller('counsel')}落实第一责任人职责，定期组织各部门负责人开展法治理论集中学习，听取法治政府工作报告，研究解决法治政府建设工作。`,
  },
  {
    heading: '坚持依法行政，严格落实规范执法',
    text:
      '开展行政执法队伍专项整治，执法部门认真开展自查自纠，梳理问题台账，制定了{行政执法整改措施条数}条整改措施，' +
      '{行政执法整改销号问题数}个问题全部完成整改销号。全面推进行政执法“三项制度”，促进严格规范公正文明执法。' +
      '开展{行政复议培训次数}次行政复议专题培训，提升干部职工依法行政能力。{年}年，审结行政诉讼{审结行政诉讼件数}件，' +
      '胜诉率{行政诉讼胜诉率}%。{持证执法人员人数}名持证执法人员全部入驻“互联网+监管”平台，落实网上监管。' +
      '公安分局选派{专职法制员人数}名通过中级执法资格考试民警担任专职法制员，提升法制队伍履职能力。',
  },
  {
    heading: '坚持服务最优，推动营商环境提升',
    text:
      '一是提供便捷高效的行政服务。选派{帮办代办业务能手人数}名业务能手组建帮办代办队伍，为辖区{精准服务企业家数}家企业提供“一对一”精准服务，' +
      '完成{帮办代办事项件数：余}件帮办代办事项。二是营造公平正义的法治环境。建立警企包联机制，组建“义警”等{群防群治队伍支数}个群防群治队伍，' +
      '加强重点企业周边治安环境整治。三是营造活力四射的市场环境。发放{小微贷发放批次}批次小微贷，{小微贷受益市场主体户数}家市场主体受益，' +
      '累计发放贷款{小微贷发放金额}万元，帮助{获得融资企业家数}家企业获得{企业融资金额}万元融资，积极营造创新创业环境氛围。',
  },
  {
    heading: '坚持普治结合，筑牢基层法律服务',
    text: fuller('teams', 'publicity', 'aid', 'wages'),
  },
  {
    heading: '坚持发展为民，维护辖区和谐安定',
    text:
      '实施城市更新行动，完成老旧小区改造{老旧小区改造处数}处，惠及居民{老旧小区改造惠及户数：余}户。发动群众参与基层社会治理，' +
      `组建社区居民治保会，培育发展文明劝导志愿队。${fuller('disputes')}${fuller('honours')}` +
      '组建“义警”队伍，参与社会治理活动{义警参与社会治理次数}次。群众安全感满意度综合指数达{群众安全感满意度}%。',
  },
  {
    heading: '坚持廉政教育，严格落实政府监督',
    text:
      '落实党风廉政建设要求，开展廉政教育{廉政教育次数}次，开展专题警示教育{专题警示教育人次：余}人次，重大节假日开展作风纪律督查，' +
      '发放{廉洁过节提示短信条数：余}条廉洁过节提示短信。全面落实“三重一大”事项监督。自查自纠{自查自纠人次}人次，' +
      '整改问题{自查整改问题个数}个。全面排查重点领域，针对性制定防控措施{廉政防控措施条数}条。进一步畅通群众监督渠道，织密监督网。',
  },
]

/** The annual report as the example district writes it. */
export function demoSections(site: DemoSite): readonly DemoRecord[] {
  if (site.role !== 'district') return []
  return sections().map((section, at) => ({
    id: seededId(createPrng(`section/${site.id}/${at}`), founded + at),
    kind: 'report-section',
    scope: site.scope,
    body: { report: 'annual', order: at + 1, ...section },
  }))
}
