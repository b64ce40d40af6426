import { type Sheet, textCell } from '../paper/sheet/model'

/** A laptop that passes from one person to the next, as it stands at that moment. */
export interface PersonHandOver {
  readonly unit: string
  /** The computer as people call it from now on and called it before, and its id from now on. */
  readonly computer: string
  readonly formerComputer: string
  readonly site: string
  readonly from: string
  readonly to: string
  readonly role: string
  /** Local times, `YYYY-MM-DD HH:mm`; null for never. */
  readonly at: string
  readonly lastExport: string | null
  readonly lastBackup: string | null
  /** Changes written by who leaves, half-typed forms taken over, own changes not known to have arrived, records in conflict. */
  readonly changes: number
  readonly drafts: number
  readonly pending: number
  readonly conflicts: number
}

/** 人员交接单: what was handed over, signed by both and by a witness. */
export function handOverSheet(of: PersonHandOver): Sheet {
  const row = (label: string, text: string) => ({
    role: 'plain' as const,
    cells: [textCell(label), textCell(text)],
  })
  const counted = (count: number, word: string): string => `${count.toLocaleString('zh-CN')} ${word}`
  return {
    title: '人员交接单',
    orientation: 'portrait',
    left: `单位：${of.unit}`,
    right: `交接时间：${of.at}`,
    columns: [
      { label: '项目', width: 10, align: 'left', format: 'text' },
      { label: '内容', width: 29, align: 'left', format: 'text' },
    ],
    rows: [
      row('电脑', `${of.computer}（识别码 ${of.site}），交接前称 ${of.formerComputer}`),
      row('移交人', of.from),
      row('接交人', of.to),
      row('角色', of.role),
      row('移交人登记的修改', `${counted(of.changes, '条')}，署名不变`),
      row('未完成的草稿', `${counted(of.drafts, '份')}，已转给接交人`),
      row('对方尚未确认收到', counted(of.pending, '条')),
      row('内容不一致的记录', counted(of.conflicts, '条')),
      row('最近一次导出', of.lastExport ?? '没有导出过'),
      row('最近一次备份', of.lastBackup ?? '没有备份过'),
      row('备注', '　'),
    ],
    notes: [
      '1. 移交人的口令已停用，资料的密钥和本机的签名密钥已随交接更换；请导出一次交换文件，对方收到后即由新密钥接替。以前的备份仍由当时的口令打开，请一并移交或销毁。',
      '2. 请当面点交U盘、接入文件、纸质台账，三方签字，各留一份。',
    ],
    signers: ['移交人', '接交人', '监交人'],
    stamp: '院坝普法台',
  }
}
