import type { ConflictHead } from '../../../../shared/contract/conflicts'
import { localMinute } from '../../../engine/moment'
import { defineCommand } from '../command'
import { everyConflict } from '../every-conflict'
import { table } from '../table'
import { resolveCommand } from './resolve'

const conflicts = defineCommand({
  name: 'conflicts',
  summary: '列出内容不一致的项目',
  options: { record: { value: 'ID', help: '只看这一条记录' } },
  run: async (ctx, { record }) => {
    const { conflicts, records } = await everyConflict(await ctx.signedIn(), record)
    const rows = conflicts.flatMap((c) =>
      c.heads.map((h, i) => [
        ...(i === 0 ? [c.number ?? c.record, c.title, c.label, c.base?.text ?? ''] : ['', '', '', '']),
        ...[h.text, h.reason ?? '', h.author, localMinute(h.at), h.siteName, bundleText(h), h.change],
      ]),
    )
    return {
      json: { conflicts, records },
      text: table(headings, rows),
    }
  },
})

const headings = [
  ...['记录', '标题', '项目', '原来', '内容', '原因', '填写人'],
  ...['填写时间', '电脑', '来自批次', '改动号'],
]

function bundleText({ bundle }: ConflictHead): string {
  if (!bundle) return ''
  return `${bundle.fromName} 第 ${bundle.serial} 批${bundle.medium === null ? '' : `（${bundle.medium}）`}`
}

export const conflictCommands = [conflicts, resolveCommand]
