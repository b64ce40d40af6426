/** The enumerations of 法律咨询 and 法律顾问服务 (DOMAIN 2c, 2g). */

/** How somebody came to ask (DOMAIN 2c). */
export const consultationChannels = {
  visit: '来访',
  call: '来电',
  letter: '信函',
  network: '网络',
  adviser: '顾问值班',
  courtyard: '院坝现场',
} as const

/** How an adviser served. */
export const counselWays = { onSite: '现场', phone: '电话', online: '网络（视频）', written: '书面' } as const

/** What a legal adviser did on one visit (DOMAIN 2g). */
export const counselServices = {
  opinion: '法律意见',
  advice: '咨询',
  lecture: '讲座',
  mediation: '调解',
  agency: '代理',
  legality: '合法性审查',
  duty: '值班',
} as const
