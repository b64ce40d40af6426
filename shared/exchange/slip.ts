import { type Sheet, textCell } from '../paper/sheet/model'

/** One bundle that changed hands, as the log of bundles knows it. */
export interface HandOverFacts {
  readonly direction: 'export' | 'import'
  readonly serial: number
  /** U盘编号, or null when nobody gave one. */
  readonly medium: string | null
  readonly from: string
  readonly to: string
  /** The words of this computer's key while it waits to be let in; null afterwards. */
  readonly fingerprint: string | null
  readonly file: string
  /** What the file held; null where an older version did not note it. `bytes` are those of the file. */
  readonly changes: number | null
  readonly blobs: number | null
  readonly bytes: number | null
  /** Changes that were new here; only for an import. */
  readonly added: number | null
  readonly sha256: string
  /** Local time, `YYYY-MM-DD HH:mm`. */
  readonly at: string
  readonly user: string
}

/** Left to be written by hand. */
const blank = '　'

/** 收发登记单: a page that goes with the stick and is signed by who gives and who takes. */
export function slipSheet(of: HandOverFacts): Sheet {
  const row = (label: string, text: string) => ({
    role: 'plain' as const,
    cells: [textCell(label), textCell(text)],
  })
  const counted = (count: number | null, word: string): string =>
    count === null ? '未记' : `${count.toLocaleString('zh-CN')} ${word}`
  const isExport = of.direction === 'export'
  return {
    title: '数据介质收发登记单',
    orientation: 'portrait',
    left: isExport ? '联次：发出' : '联次：收到',
    right: `打印依据：本机收发登记`,
    columns: [
      { label: '项目', width: 9, align: 'left', format: 'text' },
      { label: '内容', width: 30, align: 'left', format: 'text' },
    ],
    rows: [
      row('U盘编号', of.medium ?? blank),
      row('发出单位', of.from),
      row('接收单位', of.to),
      row('批次', `第 ${of.serial} 批`),
      row('文件名', of.file),
      row('修改条数', counted(of.changes, '条')),
      ...(of.added === null ? [] : [row('其中新收', counted(of.added, '条'))]),
      row('附件', counted(of.blobs, '个')),
      row('文件大小', counted(of.bytes, '字节')),
      row('校验值（SHA-256）', of.sha256),
      row(isExport ? '导出时间' : '导入时间', of.at),
      row(isExport ? '导出人' : '导入人', of.user),
      ...(of.fingerprint === null ? [] : [row('本机核对词', of.fingerprint)]),
      row('备注', blank),
    ],
    notes: [
      '1. 文件已加密，只有接收单位能打开；介质遗失请立即报告区级单位。',
      '2. 接收后请核对批次和校验值，双方签字，各留一份。',
      ...(of.fingerprint === null
        ? []
        : ['3. 新电脑：接收单位打电话来时，请把本机屏幕上的八个核对词读给对方，一致才准入。']),
    ],
    signers: ['交件人', '收件人', '交接日期'],
    stamp: '院坝普法台',
  }
}
