import { type Measure, measure, source } from './define'

const during = { from: 'from', to: 'to' } as const
/** Where contracts are written down, only those count: between two of them nobody advises. */
const contracted = { ...during, spans: 'contracts' } as const
const gaps =
  '登记了聘用合同的，按每份合同的起止日期和服务村（社区）计，合同未写结束日期的，以聘用结束日期为准，两份合同之间的空档不计。'

/** Who stands behind the work during a period: people, teams, lawyers of villages. */
export const teams: readonly Measure[] = [
  measure({
    name: 'members',
    label: '小分队队员',
    word: '人',
    group: 'teams',
    version: 2,
    meaning:
      '在队日期与统计期有重叠的队员人数：入队不晚于期末，离队为空或不早于期初。姓名相同、电话的前三位和后四位也相同的计1人；没有填电话的，同一村（社区）同名的计1人。',
    over: [source({ kind: 'person', when: during, add: { distinct: ['name', ['phone', 'unit']] } })],
  }),
  measure({
    name: 'teams',
    label: '村级普法小分队',
    word: '支',
    group: 'teams',
    version: 1,
    meaning: '存续日期与统计期有重叠的小分队，每条记录计1支；未填成立日期的，按一直存续计。',
    over: [source({ kind: 'team', when: { from: 'foundedOn', to: 'dissolvedOn' }, add: 'each' })],
  }),
  measure({
    name: 'officers',
    label: '专职普法宣传员',
    word: '人',
    group: 'teams',
    version: 1,
    meaning: '任职日期与统计期有重叠的专职普法宣传员，每条记录计1人。',
    over: [source({ kind: 'publicity-officer', when: during, add: 'each' })],
  }),
  measure({
    name: 'lawReaders',
    label: '法律明白人',
    word: '人',
    group: 'teams',
    version: 1,
    meaning: '认定至移出的日期与统计期有重叠的法律明白人，每条记录计1人。',
    over: [source({ kind: 'law-reader', when: during, add: 'each' })],
  }),
  measure({
    name: 'legalSites',
    label: '法治文化阵地',
    word: '个',
    group: 'teams',
    version: 1,
    meaning: '建成至停用的日期与统计期有重叠的法治文化阵地，每条记录计1个。',
    over: [source({ kind: 'legal-site', when: during, add: 'each' })],
  }),
  measure({
    name: 'schoolsWithVicePrincipals',
    label: '配备法治副校长的学校',
    word: '所',
    group: 'teams',
    version: 1,
    meaning: '聘期与统计期有重叠的法治副校长所在的学校，名称相同的计1所。',
    over: [source({ kind: 'vice-principal', when: during, add: { distinct: ['school'] } })],
  }),
  measure({
    name: 'lecturers',
    label: '普法讲师',
    word: '人',
    group: 'teams',
    version: 1,
    meaning: '聘任至解聘的日期与统计期有重叠、类别为“普法讲师”的普法讲师和志愿者，每条记录计1人。',
    over: [source({ kind: 'lecturer', when: during, where: { role: ['lecturer'] }, add: 'each' })],
  }),
  measure({
    name: 'volunteers',
    label: '普法志愿者',
    word: '人',
    group: 'teams',
    version: 1,
    meaning: '登记至退出的日期与统计期有重叠、类别为“普法志愿者”的普法讲师和志愿者，每条记录计1人。',
    over: [source({ kind: 'lecturer', when: during, where: { role: ['volunteer'] }, add: 'each' })],
  }),
  measure({
    name: 'mediationCommittees',
    label: '人民调解委员会',
    word: '个',
    group: 'teams',
    version: 1,
    meaning: '设立至撤销的日期与统计期有重叠的人民调解委员会，每条记录计1个。',
    over: [source({ kind: 'mediation-committee', when: during, add: 'each' })],
  }),
  measure({
    name: 'mediators',
    label: '人民调解员',
    word: '人',
    group: 'teams',
    version: 1,
    meaning: '任职日期与统计期有重叠的人民调解员，每条记录计1人。',
    over: [source({ kind: 'mediator', when: during, add: 'each' })],
  }),
  measure({
    name: 'modelHouseholds',
    label: '学法用法示范户',
    word: '户',
    group: 'teams',
    version: 1,
    meaning: '认定至撤销的日期与统计期有重叠的学法用法示范户，每条记录计1户。',
    over: [source({ kind: 'demonstration-household', when: during, add: 'each' })],
  }),
  measure({
    name: 'villageLawyers',
    label: '担任村（社区）法律顾问的执业律师',
    word: '名',
    group: 'teams',
    version: 2,
    meaning:
      '聘用日期与统计期有重叠、身份为“执业律师”、填了服务村（社区）的法律顾问；执业证号相同的计1名，没有证号的按姓名计。统计某街道时，只计服务该街道村（社区）的律师。' +
      gaps,
    over: [
      source({
        kind: 'adviser',
        when: contracted,
        unit: 'villages',
        where: { profession: ['lawyer'] },
        add: { distinct: [['licence', 'name']] },
      }),
    ],
  }),
  measure({
    name: 'villagesWithLawyers',
    label: '执业律师任法律顾问的村（社区）',
    word: '个',
    group: 'teams',
    version: 1,
    meaning:
      '聘用日期与统计期有重叠、身份为“执业律师”的法律顾问所服务的村（社区），几名律师服务同一个村（社区）的计1个。' +
      gaps,
    over: [
      source({
        kind: 'adviser',
        when: contracted,
        unit: 'villages',
        where: { profession: ['lawyer'] },
        add: { distinct: ['villages'] },
      }),
    ],
  }),
  measure({
    name: 'villagesAdvised',
    label: '有法律顾问的村（社区）',
    word: '个',
    group: 'teams',
    version: 2,
    meaning:
      '聘用日期与统计期有重叠的法律顾问（执业律师、基层法律服务工作者）所服务的村（社区），几名顾问服务同一个村（社区）的计1个。' +
      gaps,
    over: [source({ kind: 'adviser', when: contracted, unit: 'villages', add: { distinct: ['villages'] } })],
  }),
]
