import type { consultationCategories, disputeTypes } from '../dictionaries/matter-options'
import type { counselServices } from '../dictionaries/service-options'

/** What people ask, with the answer they got. */
export const questions: readonly (readonly [keyof typeof consultationCategories, string, string])[] = [
  ['family', '结婚时给的彩礼，离婚能否要回', '已说明返还彩礼的三种情形，建议先协商，协商不成可以起诉'],
  ['family', '离婚后对方不付孩子抚养费怎么办', '已告知可以持判决申请执行，并说明需要的材料'],
  ['inheritance', '老人去世没有留下遗嘱，房子怎么分', '已解释法定继承的顺序和份额，建议兄弟姐妹先协商'],
  ['wages', '在工地做了三个月，包工头一直不发工资', '已告知可以向劳动监察投诉，并列出要保留的证据'],
  ['labour', '没有签劳动合同，被辞退有没有补偿', '已说明二倍工资和经济补偿的条件、仲裁时效'],
  ['injury', '上班路上出了车祸算不算工伤', '已说明认定工伤的条件和三十日内申请的期限'],
  ['damages', '邻居家的狗咬伤了孩子，医药费谁出', '已说明饲养人的责任，建议保留票据先行协商'],
  ['traffic', '对方全责的交通事故，保险公司拖着不赔', '已告知可以申请调解或者起诉，说明需要的证据'],
  ['contract', '装修公司收了定金不开工', '已说明定金罚则，代拟了催告函的要点'],
  ['lending', '借出去的钱没有借条能不能起诉', '已说明转账记录、聊天记录可以作证据和诉讼时效'],
  ['neighbours', '隔壁修房子挡了采光', '已说明相邻权的规定，引导申请人民调解'],
  ['housing', '宅基地可以卖给外村人吗', '已说明宅基地流转的限制和风险'],
  ['forestLand', '承包地被邻户占了一垄', '已建议请村委会查对承包合同和四至'],
  ['consumer', '在网上买的药没有效果，商家不退', '已告知向平台和市场监管部门投诉的途径'],
  ['medical', '对医院的治疗有意见，怎么维权', '已说明封存病历、鉴定和医调委的办法'],
  ['welfare', '低保被取消了，不服怎么办', '已说明申请复核和行政复议的期限'],
  ['village', '村里的集体收入能不能要求公开', '已说明村务公开的范围和要求公开的办法'],
  ['other', '广场舞太吵，可以报警吗', '已说明噪声管理的规定，建议先由社区协调'],
]

/** What people quarrel about, with what they agreed. */
export const disputeMatters: readonly (readonly [keyof typeof disputeTypes, string, string])[] = [
  ['family', '夫妻因家务和开支长期争吵，一方提出离婚', '双方同意和好，约定家庭开支共同商量'],
  ['family', '三个子女对父亲的赡养费和照料互相推诿', '每人每月支付赡养费，轮流照料'],
  ['neighbours', '两家因院坝滴水和排水沟发生争执', '由一方改装天沟，另一方让出排水通道'],
  ['neighbours', '楼上漏水泡坏楼下的天花板', '楼上负责维修防水，赔偿粉刷费用'],
  ['neighbours', '夜间打麻将吵闹影响邻居休息', '约定晚上十点后不再打牌'],
  ['housing', '翻建房屋越过原来的地基线', '按原地基线退让，双方签字确认'],
  ['contract', '租户提前退租，房东不退押金', '扣除水电费后退还其余押金'],
  ['business', '流转土地的租金没有按期支付', '分两次付清，逾期按约定计息'],
  ['damages', '孩子玩耍时打伤同伴', '监护人赔偿医药费，双方不再追究'],
  ['forestLand', '相邻林地的界线说法不一', '请老组长指认，重新埋设界桩'],
  ['demolition', '对附属物补偿的清点有异议', '重新清点，按核定数量补偿'],
  ['pollution', '养鸡场的气味影响周边住户', '加装除臭设施，定期清运粪便'],
  ['labour', '餐馆拖欠两个月工资', '一周内结清，双方解除劳动关系'],
  ['consumer', '新买的电动车电池很快损坏', '商家免费更换电池'],
  ['medical', '对诊所用药后的不适有争议', '诊所退还费用并给予适当补偿'],
  ['traffic', '骑车相撞后对医药费分担有分歧', '按责任比例分担医药费'],
  ['property', '业主因电梯常坏拒交物业费', '物业限期维修，业主补交费用'],
  ['village', '对公益设施占地的安排有意见', '召开村民会议另行选址'],
  ['other', '办酒席占用公共通道', '约定报备时间，留出应急通道'],
]

/** What counsel was asked for by an office: service, object, content, result. */
export const counselMatters: readonly (readonly [keyof typeof counselServices, string, string, string])[] = [
  ['opinion', '采购合同', '对合同的付款、违约和争议条款提出意见', '已出具书面法律意见'],
  ['opinion', '征收补偿方案', '对程序和补偿标准是否合法提出意见', '方案按意见修改'],
  ['advice', '信息公开申请', '答复的期限、范围和格式', '当场答复'],
  ['advice', '行政处罚案件', '证据、程序和裁量是否适当', '当场答复，建议补充调查'],
  ['advice', '劳务用工', '劳务派遣和临时用工的风险', '当场答复'],
  ['lecture', '行政执法人员', '行政处罚法与执法规范', '参加人员反映良好'],
  ['mediation', '合同欠款', '协助与对方协商还款', '达成分期还款协议'],
  ['agency', '行政处罚应诉', '代理应诉、准备答辩状和证据', '已开庭'],
  ['duty', '现场值班', '每周二到场值班，解答各科室的问题', '解答完毕'],
]

/** Invented employers: where they work, what they are called. */
export const employers = {
  yes: ['云岭建筑劳务有限公司', '恒川建设工程有限公司', '嘉禾市政工程有限公司', '瑞峰装饰工程有限公司'],
  no: ['锦味餐饮店', '丰裕食品厂', '顺达物流服务部', '晨光制衣厂', '清雅家政服务部'],
} as const

export const projects = [
  '滨河安置房二期',
  '云顶产业园标准厂房',
  '荷塘路改造',
  '学府小区外墙维修',
  '丰登村污水管网',
] as const

/** What legal aid is asked for: cause, facts and what kind of matter it is, by the form of service. */
export const aidPleas = {
  drafting: [
    ['赡养费', '年老多病，子女不付赡养费，请求代写起诉状', 'support'],
    ['民间借贷', '借款到期不还，请求代写起诉状', 'contract'],
    ['离婚', '长期分居，请求代写离婚起诉状', 'marriage'],
  ],
  labour: [
    ['追索劳动报酬', '在工地务工，工资长期没有结清', 'labourPay'],
    ['工伤保险待遇', '做工时受伤，单位没有参加工伤保险', 'injury'],
    ['解除劳动合同经济补偿', '被口头辞退，没有拿到补偿', 'labourPay'],
  ],
  representation: [
    ['机动车交通事故责任', '被撞伤住院，对方拒绝赔偿', 'traffic'],
    ['抚养费', '离婚后独自抚养孩子，对方不付抚养费', 'support'],
    ['提供劳务者受害责任', '帮工时从高处跌落受伤', 'damages'],
  ],
} as const
