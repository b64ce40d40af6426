/** What registers of people say of them, as inspectors ask for it. */

export const sexes = { male: '男', female: '女' } as const

export const educations = {
  junior: '初中及以下',
  senior: '高中（中专）',
  college: '大专',
  bachelor: '本科及以上',
} as const

export const politicalFaces = {
  party: '中共党员',
  league: '共青团员',
  masses: '群众',
  other: '其他',
} as const

/** Who a 法律明白人 is in the village. */
export const readerRoles = {
  cadre: '村（社区）干部',
  mediator: '人民调解员',
  grid: '网格员',
  groupLeader: '村（居）民小组长',
  veteran: '退役军人',
  villager: '村（居）民',
  other: '其他',
} as const

/** How a year's assessment of a register ended; no ranking. */
export const assessments = { qualified: '合格', unqualified: '不合格', pending: '未考核' } as const
