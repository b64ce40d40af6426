import { defineForm } from './define'

/** Sheets for what is held before people; nobody prescribes their looks. */
export const meetingForms = [
  defineForm({
    name: 'activity-sign-in',
    title: '普法活动签到表',
    text: `
活动主题｜{活动主题}
日期｜{日期}｜地点｜{地点}
主办单位｜{主办单位}｜主讲人｜{主讲人}

空表：35｜序号｜姓名｜单位（住址）｜电话｜签名｜备注
`,
  }),
  defineForm({
    name: 'activity-minutes',
    title: '会议（活动）记录',
    text: `
主题｜{活动主题}
时间｜{日期}｜地点｜{地点}
主持人｜｜主讲人｜{主讲人}
主办单位｜{主办单位}｜协办单位｜{协办单位}
参加人数｜{参加人数}｜发放资料｜{发放资料}

顶格：记录：
{备注}

主持人（签名）｜｜记录人（签名）｜
`,
  }),
  defineForm({
    name: 'session-sign-in',
    title: '院坝会签到表',
    text: `
议题｜{议题}
日期｜{日期}｜地点｜{村（社区）}{院坝（户主）}
主持人｜{主持人}｜主讲人｜{主讲人}

空表：35｜序号｜户主姓名｜住址（组）｜电话｜签名｜备注
`,
  }),
  defineForm({
    name: 'session-minutes',
    title: '院坝会会议记录',
    text: `
议题｜{议题}
时间｜{日期}　{开始时间}至{结束时间}｜地点｜{村（社区）}{院坝（户主）}
主持人｜{主持人}｜主讲人｜{主讲人}
参加户数｜{参加户数}｜参加人数｜{参加人数}
发放资料｜{发放资料}｜解答咨询｜{解答咨询}

顶格：会议内容：
{小结}

表名：群众诉求
明细：{群众诉求}｜{诉求人}｜{诉求内容}｜{交办给}｜{办理期限}｜{办理结果}

主持人（签名）｜｜记录人（签名）｜
`,
  }),
] as const
