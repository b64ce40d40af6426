/** The enumerations of 欠薪线索 (DOMAIN 2e). */

export const leadSources = {
  platform: '平台转办',
  patrol: '主动排查',
  hotline: '热线',
  call: '来电',
  visit: '来访',
  petition: '信访',
  courtyard: '院坝会',
} as const

export const engineering = { yes: '工程', no: '非工程' } as const

export const industries = {
  construction: '建筑业',
  manufacturing: '制造业',
  catering: '住宿餐饮业',
  retail: '批发零售业',
  transport: '交通运输仓储业',
  service: '居民服务业',
  farming: '农林牧渔业',
  realEstate: '房地产和物业',
  education: '教育培训',
  other: '其他',
} as const

export const arrearsCauses = {
  projectFunds: '工程款未到位',
  settlement: '工程量或结算争议',
  subcontracting: '转包、违法分包',
  withheld: '班组长截留',
  difficulty: '经营困难',
  closedDown: '企业停产倒闭',
  runaway: '负责人失联或逃匿',
  refusal: '恶意拖欠',
  dispute: '劳资纠纷',
  other: '其他',
} as const

/** Who must pay in the end (《保障农民工工资支付条例》第二十九至三十七条). */
export const payers = {
  employer: '用人单位',
  builder: '建设单位',
  generalContractor: '施工总承包单位',
  subcontractor: '分包单位',
  teamLeader: '班组长',
  other: '其他',
} as const

export const leadConclusions = {
  paid: '已支付',
  partlyPaid: '部分支付',
  plan: '达成还款计划',
  inspection: '转监察',
  arbitration: '转仲裁',
  legalAid: '转法援',
  police: '移送公安',
  unfounded: '不属实',
  notOurs: '不属管辖',
  duplicate: '重复',
  unreachable: '联系不上',
} as const

/** What the lists of workers that come in call their columns. What is to be paid in all (应发工资) is not what is owed. */
export const workerWords = {
  name: [
    ...['名字', '工人姓名', '农民工姓名', '民工姓名', '职工姓名', '务工人员', '务工人员姓名'],
    ...['劳动者', '劳动者姓名'],
  ],
  amount: [
    ...['欠薪', '欠薪数额', '欠款金额', '拖欠工资', '拖欠金额', '拖欠工资金额', '拖欠工资数额', '欠付工资'],
    ...['欠发工资', '未付工资', '未发工资', '所欠工资', '被欠工资', '金额'],
  ],
  paid: ['已支付', '已付', '已付金额', '已付工资', '已发工资', '已支付工资', '已发放金额'],
}
