import type { CallName, Contract } from '../contract'

/** The writes that leave a row, by what their calls say they note. */
type NotedWrite = {
  [N in CallName]: Contract[N]['notes'] extends readonly string[] | 'itself' ? N : never
}[CallName]

/** What is noted beside the writes: sign-ins, tasks, and what somebody saw whole or took along. */
type Other =
  | 'attachments.printPhotos'
  | 'attachments.read'
  | 'attachments.save'
  | 'attachments.thumbnail'
  | 'deadlines.print'
  | 'deadlines.write'
  | 'forms.write'
  | 'export.not-written'
  | 'ledgers.print'
  | 'ledgers.unmasked'
  | 'ledgers.write'
  | 'profile.create'
  | 'profile.demo'
  | 'profile.rekey'
  | 'profile.restore'
  /** One for each record of a whole print: earlier versions wrote them beside the print's own row. */
  | 'records.unmasked'
  | 'records.erase'
  /** Names and numbers that a form was compared by, for somebody who may not see such. */
  | 'records.similar'
  | 'records.writePages'
  | 'recovery.answer'
  | 'recovery.ask'
  | 'recovery.finish'
  | 'recovery.replace'
  | 'rescue.toExcel'
  | 'reports.print'
  | 'reports.write'
  | 'safety.backup'
  | 'safety.rehearse'
  | 'session.handOver'
  | 'session.unlock'
  | 'session.recover'
  | 'sites.accept-closed'
  | 'sites.joinCity'
  | 'sites.letter'
  | 'sites.refuse'
  | 'sites.rejoin'
  | 'sites.renew'
  | 'sites.revoke'
  | 'sites.succeed'
  | 'statistics.print'
  | 'statistics.write'
  | 'sync.admit'
  | 'sync.begin'
  | 'sync.export'
  | 'sync.import'
  | 'sync.join'
  | 'sync.join-file'
  | 'sync.refuse'
  | 'sync.remember'
  | 'sync.wait'
  | 'themes.print'
  | 'themes.write'
  | 'users.add'
  | 'users.changePassphrase'
  | 'users.setPassphrase'
  | 'users.remove'
  | 'users.setRole'
  | 'tables.take'
  | 'tables.writeRefused'
  | 'tables.writeTemplate'
  | 'update.bring'
  | 'update.drop'
  | 'update.keep'
  | 'update.prepare'
  | 'waiting.printReminder'
  | 'waiting.writeReminder'

/** What a row of the audit log says was done. */
export type AuditAction = NotedWrite | Other

/** The words for them, in the order in which a list offers them. */
export const actionLabels: Readonly<Record<AuditAction, string>> = {
  'session.unlock': '登录',
  'session.recover': '用恢复密钥登录',
  'recovery.ask': '申请重设口令',
  'recovery.answer': '答复口令重设申请',
  'recovery.finish': '凭区级答复重设口令',
  'recovery.replace': '更换恢复密钥',
  'session.handOver': '交接用户',
  'users.add': '添加用户',
  'users.setRole': '改变角色',
  'users.changePassphrase': '修改口令',
  'users.setPassphrase': '重设他人口令',
  'users.remove': '移除用户',
  'records.save': '保存记录',
  'records.addMany': '批量登记',
  'indicators.fill': '填报指标',
  'records.move': '办理',
  'find.whole': '按完整的姓名或号码查找',
  'records.similar': '按完整的姓名或号码查重',
  'bulk.apply': '批量处理',
  'bulk.undo': '撤销批量处理',
  'tables.take': '导入台账',
  'tables.writeRefused': '没有导入的行写成文件',
  'tables.writeTemplate': '导出可以改的表格',
  'records.delete': '删除记录',
  'records.restore': '恢复记录',
  'records.erase': '清除记录内容',
  'records.undo': '撤销修改',
  'records.revert': '恢复历史内容',
  'records.merge': '合并记录',
  'records.unmerge': '取消合并',
  'records.distinct': '标明不是重复',
  'records.resolve': '核对内容不一致',
  'records.resolveMany': '批量核对内容不一致',
  'records.reveal': '查看完整信息',
  'records.unmasked': '查看整条完整信息',
  'records.wholePage': '预览完整信息',
  'ledgers.unmasked': '预览完整台账',
  'records.print': '打印记录',
  'records.writePages': '记录存为文件',
  'forms.wholePage': '预览完整文书',
  'forms.print': '打印文书',
  'forms.write': '文书存为文件',
  'attachments.add': '添加附件',
  'attachments.remove': '移除附件',
  'attachments.caption': '修改附件说明',
  'attachments.mark': '标明附件是否含证件等敏感信息',
  'attachments.read': '打开附件',
  'attachments.save': '附件另存为文件',
  'attachments.printPhotos': '打印照片',
  'attachments.thumbnail': '查看含证件等敏感信息的附件缩略图',
  'reports.print': '打印报告',
  'reports.write': '报告存为文件',
  'reports.freeze': '报告定稿',
  'reports.saveText': '填写报告文字',
  'statistics.print': '打印统计表',
  'statistics.write': '统计表存为文件',
  'statistics.freeze': '统计表定稿',
  'charts.print': '打印图表',
  'ledgers.print': '打印台账',
  'ledgers.write': '台账存为文件',
  'deadlines.print': '打印到期清单',
  'deadlines.write': '到期清单存为文件',
  'waiting.printReminder': '打印催报单',
  'waiting.writeReminder': '催报单写成文件',
  'themes.print': '打印主题计划',
  'themes.write': '主题计划存为文件',
  'themes.suggest': '填入建议的主题',
  'export.not-written': '文件写入失败',
  'sync.begin': '开始写交换文件',
  'sync.export': '导出交换文件',
  'sync.import': '导入交换文件',
  'sync.refuse': '拒收交换文件',
  'sync.slipPrinted': '打印收发登记单',
  'sync.join-file': '制作加入文件',
  'sync.wait': '存放新电脑的文件',
  'sync.admit': '准入电脑',
  'sites.refuse': '拒绝电脑准入',
  'sync.join': '加入区级',
  'sync.remember': '找回电脑',
  'sites.joinCity': '加入市级',
  'sites.rejoin': '重新加入区级',
  'sites.letter': '改用另一代号',
  'sites.renew': '本机换用新的身份',
  'sites.succeed': '电脑由另一台接替',
  'sites.revoke': '停用电脑',
  'sites.accept-closed': '接收停用电脑的资料',
  'safety.backup': '备份',
  'safety.setSecondPlace': '设定第二备份位置',
  'safety.forgetElsewhere': '注明别处的备份已销毁',
  'safety.rehearse': '试恢复备份',
  'update.prepare': '安装更新包',
  'update.keep': '存放更新包',
  'update.drop': '删除存放的更新包',
  'update.bring': '随文件带上更新包',
  'rescue.toExcel': '抢救数据到 Excel',
  'profile.create': '建立资料',
  'profile.restore': '恢复备份',
  'profile.rekey': '更换密钥',
  'profile.demo': '填入示例数据',
}

export function isAction(text: string): text is AuditAction {
  return Object.hasOwn(actionLabels, text)
}

/** An action in words; a newer version may have noted one that has none here. */
export function actionLabel(action: string): string {
  return isAction(action) ? actionLabels[action] : action
}
