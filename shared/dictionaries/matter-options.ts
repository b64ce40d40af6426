/** What people come with, and who they are: shared by the kinds that follow each other. */

/** What is asked about; names as in 矛盾纠纷 and 群众诉求 where the matter is the same, so that follow-ups take them over. */
export const consultationCategories = {
  family: '婚姻家庭',
  inheritance: '继承',
  wages: '欠薪',
  labour: '劳动争议',
  injury: '工伤',
  damages: '损害赔偿',
  traffic: '道路交通事故',
  contract: '合同',
  lending: '民间借贷',
  neighbours: '邻里',
  housing: '房屋宅基地',
  forestLand: '山林土地',
  demolition: '征地拆迁',
  consumer: '消费',
  medical: '医疗',
  welfare: '社保救助',
  village: '村务',
  criminal: '刑事',
  administrative: '行政',
  other: '其他',
} as const

/** What people ask for in a courtyard; the same types as 矛盾纠纷 and 法律咨询, coarser. */
export const demandCategories = {
  wages: '欠薪',
  family: '婚姻家庭',
  neighbours: '邻里',
  housing: '房屋宅基地',
  forestLand: '山林土地',
  damages: '损害赔偿',
  consumer: '消费',
  labour: '劳动',
  welfare: '社保救助',
  village: '村务',
  other: '其他',
} as const

/** What people quarrel about (DOMAIN 2f). */
export const disputeTypes = {
  family: '婚姻家庭',
  neighbours: '邻里',
  housing: '房屋宅基地',
  contract: '合同',
  business: '生产经营',
  damages: '损害赔偿',
  forestLand: '山林土地',
  demolition: '征地拆迁',
  pollution: '环境污染',
  labour: '劳动争议',
  consumer: '消费',
  medical: '医疗',
  traffic: '道路交通事故',
  property: '物业',
  village: '村务管理',
  other: '其他',
} as const

/** Groups that legal aid is counted by (DOMAIN 2d). */
export const applicantGroups = {
  migrantWorker: '农民工',
  disabled: '残疾人',
  elderly: '老年人',
  minor: '未成年人',
  woman: '妇女',
  militaryFamily: '军人军属',
  veteran: '退役军人',
  poor: '一般贫困',
  other: '其他',
} as const
