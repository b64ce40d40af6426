import { basename, resolve } from 'node:path'
import { z } from 'zod'
import type { Input } from '../../../../shared/contract'
import type { Rpc } from '../../../../shared/contract/rpc'
import { isDate } from '../../../../shared/dates'
import { clocks } from '../../../../shared/deadlines/rule'
import { urgencyLabels } from '../../../../shared/deadlines/urgency'
import { byClock, dueText, type ListedBy, totalOf } from '../../../../shared/deadlines/weekly-list'
import { variant as variants } from '../../../../shared/privacy/variant'
import { defineCommand } from '../command'
import { table } from '../table'
import { unitOption } from '../units'
import { usage } from '../usage'

const whose = z.enum(clocks)
const formats = ['xlsx', 'html', 'docx', 'json'] as const
const fileFormat = z.enum(formats)
/** Of each urgency; a list to read, not a file. */
const mostListed = 1000

const deadlines = defineCommand({
  name: 'deadlines',
  summary: '列出办理期限、写成到期清单，或说明计算依据',
  options: {
    until: { value: 'D', help: '列到哪一天（默认到下周日）' },
    unit: { value: 'U', help: '单位的编号、编码或名称' },
    clock: { value: 'W', help: '只列这个责任主体的', choices: clocks },
    'by-clock': { help: '按责任主体分开列' },
    variant: { value: 'V', help: '清单用于内部、上报或公示', choices: variants.options },
    format: { value: 'F', help: '清单的文件格式', choices: formats },
    out: { value: 'F', help: '把清单写到哪个文件' },
    explain: { value: 'ID', help: '说明这条记录的各个期限' },
  },
  run: async (ctx, { until, unit, clock, variant, format, out, explain, ...options }) => {
    if (until !== undefined && !isDate(until)) throw usage('--until 要写成 2026-11-30 这样的日期')
    if ((format === undefined) !== (out === undefined)) throw usage('--format 和 --out 要一起写')
    if (variant !== undefined && out === undefined) throw usage('--variant 要和 --format、--out 一起写')
    const rpc = await ctx.signedIn()
    if (explain !== undefined) return explained(rpc, explain)
    const reach = {
      ...(until !== undefined && { until }),
      ...(await unitOption(rpc, unit)),
      ...(clock !== undefined && { clock: whose.parse(clock) }),
    }
    const by = options['by-clock'] ? 'clock' : 'urgency'
    if (out === undefined) return listed(rpc, reach, by)
    const path = resolve(out)
    const written = await rpc.deadlines.write({
      ...reach,
      by,
      variant: variants.catch('internal').parse(variant),
      format: fileFormat.parse(format),
      file: ctx.file(path),
    })
    const { title, rows, total, bytes, number } = written
    return {
      json: { title, format, file: path, rows, total, bytes, number },
      text: `${title}\n已写入 ${basename(path)}：${rows} 项${leftText(total - rows)}，${bytes} 字节，编号 ${number}`,
    }
  },
})

const leftText = (left: number): string => (left > 0 ? `，另有 ${left} 项没有列出` : '')

/** What is due, in the terminal. */
async function listed(rpc: Rpc, reach: Input<'deadlines.list'>, by: ListedBy) {
  const found = await rpc.deadlines.list({ ...reach, most: mostListed })
  const total = totalOf(found.totals)
  const shown = by === 'clock' ? byClock(found.rows).flatMap(({ own }) => own) : found.rows
  const rows = shown.map((row) => [
    urgencyLabels[row.urgency],
    dueText(row),
    row.label,
    row.number ?? row.record,
    row.title,
    row.unitName,
    row.whose,
  ])
  const head = ['', '到期日', '事项', '记录', '标题', '单位', '责任主体']
  return {
    json: { ...found, total },
    text:
      rows.length === 0
        ? `到 ${found.until} 为止没有期限。`
        : `${table(head, rows)}\n共 ${total} 项${leftText(total - rows.length)}。`,
  }
}

/** Every open deadline of one record with its sentences. */
async function explained(rpc: Rpc, id: string) {
  const { rows, calendarVersion } = await rpc.deadlines.list({ record: id })
  const told = []
  for (const row of rows) told.push({ ...row, ...(await rpc.deadlines.explain({ id, rule: row.rule })) })
  const text = told.map((row) =>
    [
      `${row.label}：${dueText(row)}（${[row.whose, `${row.law}${row.article}`].filter(Boolean).join('，')}）`,
      ...row.sentences,
    ].join('\n  '),
  )
  return {
    json: { record: id, calendarVersion, deadlines: told },
    text: text.length === 0 ? '这条记录现在没有期限。' : text.join('\n'),
  }
}

export const deadlineCommands = [deadlines]
