import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Output, Parsed } from '../../../../shared/contract'
import { ledgerRows } from '../../../../shared/ledgers/sheet'
import { sheetName } from '../../../../shared/paper/table-file'
import { type SalvagedSheet, salvagedSheets } from '../../../../shared/salvage/sheets'
import { lockProfile } from '../../db/lock'
import { worksheetOf } from '../../export/sheet-xlsx'
import { newStyles } from '../../export/xlsx/styles'
import { type Workbook, writeWorkbook } from '../../export/xlsx/workbook'
import type { Worksheet } from '../../export/xlsx/worksheet'
import { streamChosen } from '../../files/in-passing'
import { leavingCoded } from '../../files/leaving'
import { isoNow } from '../../moment'
import { noteBeside } from '../../profile/outside-log'
import type { DoorContext } from '../../session'
import { type SalvagedPages, salvagePages } from '../salvage'
import { openKeys } from './opened-keys'

/**
 * Writes what a damaged database still holds as an Excel file. It only reads the profile. What left is noted beside the
 * database before the file has its name.
 * @throws AppError `profile.in-use`, `file.unwritable`, `file.no-space`, and as `openKeys` and `salvagePages`
 */
export async function rescueToExcel(
  ctx: DoorContext,
  input: Parsed<'rescue.toExcel'>,
): Promise<Output<'rescue.toExcel'>> {
  ctx.session.leave()
  const folder = ctx.pathOf(input.folder)
  const lock = lockProfile(ctx.profile)
  try {
    const keys = await openKeys(ctx, input)
    const salvaged = await salvagePages(ctx.profile, keys.dataKeys, {
      signal: ctx.signal,
      tell: (done, total) => ctx.emit('progress', { task: 'rescue', done, total }),
    })
    keys.requireManager(salvaged.finds)
    const records = [...salvaged.finds.records()]
    const doubtful = records.filter(({ trust }) => trust !== 'proven').length
    const { pages, lost: lostPages, proved } = salvaged
    const file = nameFor(folder, isoNow(ctx.clock))
    const sheets = salvagedSheets(records, input.whole)
    const about = aboutLines(salvaged, {
      records: records.length,
      doubtful,
      whole: input.whole,
      at: isoNow(ctx.clock),
    })
    const path = join(folder, file)
    const bytes = await leavingCoded(ctx, path, () =>
      streamChosen(ctx, path, async (sink) => {
        const written = await writeWorkbook(workbookOf(sheets, about, ctx.clock.now()), sink)
        noteBeside(ctx, {
          user: keys.user ?? '（恢复密钥）',
          action: 'rescue.toExcel',
          detail: { file, records: records.length, ...(input.whole ? { whole: 1 } : {}) },
        })
        return written
      }),
    )
    return { file, bytes, records: records.length, doubtful, pages, lostPages, proved }
  } finally {
    lock.release()
  }
}

/** A name that the folder does not have yet. */
function nameFor(folder: string, at: string): string {
  for (let n = 1; ; n++) {
    const name = `抢救数据-${at.slice(0, 10)}${n === 1 ? '' : `-${n}`}.xlsx`
    if (!existsSync(join(folder, name))) return name
  }
}

function aboutLines(
  { pages, lost, proved }: SalvagedPages,
  facts: {
    readonly records: number
    readonly doubtful: number
    readonly whole: boolean
    readonly at: string
  },
): string[] {
  return [
    `本文件由院坝普法台从打不开的资料文件中读出，时间 ${facts.at}（世界时）。`,
    `读了 ${pages} 页，${proved ? `其中 ${lost} 页已损坏` : '文件的开头坏了，各页都不能校验'}；找到 ${facts.records} 条记录，其中 ${facts.doubtful} 条请对照纸质材料核对。`,
    facts.whole ? '个人信息是完整的，请按内部资料保管。' : '个人信息已按屏幕上的样子遮盖。',
    '这里没有照片和附件、修改历史、未完成的草稿和定稿的报表。已删除的记录没有列出。',
    '能用备份恢复的，请先用备份恢复；这里的内容用来核对和补登。',
  ]
}

function workbookOf(sheets: readonly SalvagedSheet[], about: readonly string[], createdAt: number): Workbook {
  const styles = newStyles()
  const taken = new Set(['说明'])
  const style = styles.idOf({ font: { name: '宋体', size: 11 }, align: 'left', vertical: 'top', wrap: true })
  const first: Worksheet = {
    name: '说明',
    orientation: 'portrait',
    widths: [84],
    rows: about.map((value) => ({ cells: [{ style, value }] })),
  }
  const tables = sheets.map(({ label, columns, records }) => {
    const serial = { label: '序号', width: 2.5, align: 'center', format: 'count' } as const
    const sheet = {
      title: label,
      orientation: 'landscape',
      columns: [serial, ...columns],
      rows: ledgerRows(columns, records),
    } as const
    return worksheetOf(sheet, styles, sheetName(label, taken))
  })
  return { title: '抢救数据', createdAt, styles, sheets: [first, ...tables] }
}
