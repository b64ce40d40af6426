/** The enumerations of 普法宣传活动 (DOMAIN 2a), which 月度主题 and 责任清单 share. */

/** How an activity was held (DOMAIN 2a). */
export const activityForms = {
  rally: '集中宣传',
  lecture: '讲座宣讲',
  visit: '入户走访',
  courtyard: '院坝会',
  broadcast: '广播',
  vehicle: '宣传车',
  led: 'LED',
  newMedia: '新媒体',
  sms: '短信',
  arts: '文艺',
  casework: '以案释法',
  questionnaire: '问卷',
  beforeMeeting: '会前学法',
} as const

/** Weeks, months and days of concentrated publicity that offices report apart. */
export const campaigns = {
  constitutionWeek: '宪法宣传周',
  civilCodeMonth: '民法典宣传月',
  nationalSecurityDay: '全民国家安全教育日',
  consumerRights: '消费者权益日',
  antiDrug: '全民禁毒宣传月',
  wages: '根治欠薪宣传',
  other: '其他集中宣传',
} as const

/** 法律进…: seven in the national plan, places differ. */
export const audiences = {
  office: '机关',
  school: '学校',
  countryside: '乡村',
  community: '社区',
  temple: '寺庙',
  enterprise: '企业',
  institution: '单位',
} as const

/**
 * The laws that are taught most, as they stand under 九五普法 (2026–2030): 法治宣传教育法 in force since 2025-11-01, 治安管理处罚法 as revised
 * since 2026-01-01, 行政复议法 of 2023.
 */
export const laws = {
  constitution: '宪法',
  legalPublicity: '法治宣传教育法',
  civilCode: '民法典',
  minors: '未成年人保护法',
  labour: '劳动法与劳动合同法',
  wages: '保障农民工工资支付条例',
  legalAid: '法律援助法',
  telecomFraud: '反电信网络诈骗法',
  publicSecurity: '治安管理处罚法',
  reconsideration: '行政复议法',
  narcotics: '禁毒法',
  domesticViolence: '反家庭暴力法',
  elderly: '老年人权益保障法',
  women: '妇女权益保障法',
  consumers: '消费者权益保护法',
  security: '国家安全法',
  safety: '安全生产法',
  fire: '消防法',
  mediation: '人民调解法',
  villageSelfRule: '村民委员会组织法',
  other: '其他',
} as const

export const topics = {
  thought: '习近平法治思想',
  minors: '未成年人保护',
  wages: '根治欠薪',
  narcotics: '禁毒',
  fraud: '反诈',
  constitution: '宪法宣传',
  civilCode: '民法典宣传',
  women: '妇女维权',
  consumers: '消费维权',
  security: '国家安全',
  safety: '安全生产',
  fire: '消防',
  network: '网络安全',
  other: '其他',
} as const
