import { type Measure, measure, source } from './define'

/** Cases that the 法律援助机构 has taken on, whatever has become of them since. */
const grantedStates = [
  ...['granted', 'advanced', 'assigned', 'handling', 'reassigning', 'terminated'],
  ...['closed', 'archived', 'subsidised'],
]
const closedStates = ['closed', 'archived', 'subsidised']
const left = '草稿、作废和已删除的记录不计。'

/** Contracts in force. */
const contracted = { from: 'from', to: 'to' } as const

/** Consultations, legal aid and what it cost. */
export const services: readonly Measure[] = [
  measure({
    name: 'consultations',
    label: '提供法律咨询服务',
    word: '次',
    group: 'services',
    version: 1,
    meaning: `咨询日期在期内的法律咨询，每条计1次；活动和院坝会现场解答、没有单独登记的咨询不在其中。${left}`,
    over: [source({ kind: 'consultation', add: 'each' })],
  }),
  measure({
    name: 'aidApplications',
    label: '登记法律援助申请',
    word: '件',
    group: 'services',
    version: 1,
    meaning: `登记日期在期内的法律援助案件，不论后来是否给予援助，每条计1件。${left}`,
    over: [source({ kind: 'legal-aid-case', add: 'each' })],
  }),
  measure({
    name: 'aidCases',
    label: '委托办理法律援助案件',
    word: '件',
    group: 'services',
    version: 2,
    meaning: `决定日期在期内、已给予援助或先行提供（含其后指派、承办、终止、结案、归档、发放补贴）的法律援助案件，每条计1件；通知辩护（代理）的没有申请和决定，以登记日期为准，已指派的每条计1件；申请、补正、审查中、视为撤回和不予援助的不计。${left}`,
    over: [
      source({
        kind: 'legal-aid-case',
        when: { by: 'decidedOn' },
        where: { state: grantedStates },
        except: { way: ['notified'] },
        add: 'each',
      }),
      source({
        kind: 'legal-aid-case',
        where: { state: grantedStates, way: ['notified'] },
        add: 'each',
      }),
    ],
  }),
  measure({
    name: 'aidClosed',
    label: '办结法律援助案件',
    word: '件',
    group: 'services',
    version: 1,
    meaning: `结案日期在期内、已结案（含其后归档、发放补贴）的法律援助案件，每条计1件。${left}`,
    over: [
      source({
        kind: 'legal-aid-case',
        when: { by: 'closedOn' },
        where: { state: closedStates },
        add: 'each',
      }),
    ],
  }),
  measure({
    name: 'aidRecovered',
    label: '法律援助挽回经济损失',
    word: '元',
    money: true,
    group: 'services',
    version: 2,
    meaning: `结案日期在期内、已结案（含其后归档、发放补贴）的法律援助案件“挽回经济损失”之和。${left}`,
    over: [
      source({
        kind: 'legal-aid-case',
        when: { by: 'closedOn' },
        where: { state: closedStates },
        add: { field: 'lossRecovered' },
      }),
    ],
  }),
  measure({
    name: 'aidFunding',
    label: '落实法律援助经费',
    word: '元',
    money: true,
    group: 'services',
    version: 2,
    meaning: `补贴发放日期在期内、已办“发放补贴”的法律援助案件“补贴金额”之和：以发放日期为准，与案件办理日期无关；已填金额尚未发放的不计。${left}`,
    over: [
      source({
        kind: 'legal-aid-case',
        when: { by: 'subsidyPaidOn' },
        where: { state: ['subsidised'] },
        add: { field: 'subsidyAmount' },
      }),
    ],
  }),
]

/** What legal advisers did for units and departments. */
export const counsel: readonly Measure[] = [
  measure({
    name: 'counselServices',
    label: '法律顾问服务',
    word: '次',
    group: 'counsel',
    version: 1,
    meaning: `服务日期在期内的法律顾问服务，一次服务一条，每条计1次。${left}`,
    over: [source({ kind: 'counsel-service', add: 'each' })],
  }),
  measure({
    name: 'counselVisits',
    label: '法律顾问现场服务',
    word: '次',
    group: 'counsel',
    version: 1,
    meaning: `服务日期在期内、服务方式不是电话、网络（视频）、书面的法律顾问服务，每条计1次。${left}`,
    over: [source({ kind: 'counsel-service', except: { way: ['phone', 'online', 'written'] }, add: 'each' })],
  }),
  measure({
    name: 'legalityReviews',
    label: '审查合法性文件',
    word: '件',
    group: 'counsel',
    version: 1,
    meaning: `服务日期在期内、类别为“合法性审查”的法律顾问服务“审查文件”之和。${left}`,
    over: [
      source({ kind: 'counsel-service', where: { service: ['legality'] }, add: { field: 'documents' } }),
    ],
  }),
  measure({
    name: 'departmentServices',
    label: '区级部门法律顾问服务',
    word: '次',
    group: 'counsel',
    version: 1,
    meaning: `服务日期在期内、由区（功能区）本级登记的法律顾问服务，每条计1次；街道、村（社区）登记的另计。${left}`,
    levels: ['district'],
    over: [source({ kind: 'counsel-service', add: 'each' })],
  }),
  measure({
    name: 'departmentReviews',
    label: '区级部门审查合法性文件',
    word: '件',
    group: 'counsel',
    version: 1,
    meaning: `服务日期在期内、由区（功能区）本级登记、类别为“合法性审查”的法律顾问服务“审查文件”之和。${left}`,
    levels: ['district'],
    over: [
      source({ kind: 'counsel-service', where: { service: ['legality'] }, add: { field: 'documents' } }),
    ],
  }),
  measure({
    name: 'villageServices',
    label: '街道、村（社区）法律顾问服务',
    word: '次',
    group: 'counsel',
    version: 1,
    meaning: `服务日期在期内、由街道、村（社区）登记的法律顾问服务，每条计1次；区（功能区）本级登记的另计。${left}`,
    levels: ['street', 'village', 'community'],
    over: [source({ kind: 'counsel-service', add: 'each' })],
  }),
  measure({
    name: 'counselLawyers',
    label: '区级部门聘用的法律顾问',
    word: '名',
    group: 'counsel',
    version: 2,
    meaning:
      '由区（功能区）本级登记、合同期与统计期有重叠的法律顾问合同中不同的法律顾问，同一人签几份合同都计1名；以合同为准，与服务次数无关。',
    levels: ['district'],
    over: [source({ kind: 'counsel-contract', when: contracted, add: { distinct: ['adviser'] } })],
  }),
  measure({
    name: 'counselDepartments',
    label: '聘用法律顾问的区级部门',
    word: '个',
    group: 'counsel',
    version: 2,
    meaning:
      '由区（功能区）本级登记、合同期与统计期有重叠的法律顾问合同中不同的“聘用单位”，名称相同的计1个；以合同为准，与服务次数无关。',
    levels: ['district'],
    over: [source({ kind: 'counsel-contract', when: contracted, add: { distinct: ['client'] } })],
  }),
]
