import { z } from 'zod'
import type { Rpc } from '../../../../shared/contract/rpc'
import { clocks } from '../../../../shared/deadlines/rule'
import { urgencyLabels } from '../../../../shared/deadlines/urgency'
import { dueText } from '../../../../shared/deadlines/weekly-list'
import { isDate } from '../../../../shared/period'
import { defineCommand } from '../command'
import { table } from '../table'
import { unitOption } from '../units'
import { usage } from '../usage'

const whose = z.enum(clocks)
/** Of each urgency; a list to read, not a file. */
const mostListed = 1000

const deadlines = defineCommand({
  name: 'deadlines',
  summary: '列出办理期限,或说明为什么是这一天',
  options: {
    until: { value: 'D', help: '列到哪一天(默认到下周日)' },
    unit: { value: 'U', help: '单位的编号、编码或名称' },
    clock: { value: 'W', help: '只列由谁办的', choices: clocks },
    explain: { value: 'ID', help: '说明这条记录的各个期限' },
  },
  run: async (ctx, { until, unit, clock, explain }) => {
    if (until !== undefined && !isDate(until)) throw usage('--until 要写成 2026-11-30 这样的日期')
    const rpc = await ctx.signedIn()
    if (explain !== undefined) return explained(rpc, explain)
    const found = await rpc.deadlines.list({
      ...(until !== undefined && { until }),
      ...(await unitOption(rpc, unit)),
      ...(clock !== undefined && { clock: whose.parse(clock) }),
      most: mostListed,
    })
    const rows = found.rows.map((row) => [
      urgencyLabels[row.urgency],
      dueText(row),
      row.label,
      row.number ?? row.record,
      row.title,
      row.unitName,
      row.whose,
    ])
    const head = ['', '到期日', '事项', '记录', '标题', '单位', '由谁办']
    const none = `到 ${found.until} 为止没有期限。`
    const total = Object.values(found.totals).reduce((sum, count) => sum + count, 0)
    const left = total - rows.length
    const more = left > 0 ? `\n共 ${total} 项,另有 ${left} 项没有列出。` : ''
    return { json: { ...found, total }, text: rows.length === 0 ? none : `${table(head, rows)}${more}` }
  },
})

/** Every open deadline of one record with its sentences. */
async function explained(rpc: Rpc, id: string) {
  const { rows, calendarVersion } = await rpc.deadlines.list({ record: id })
  const told = []
  for (const row of rows) told.push({ ...row, ...(await rpc.deadlines.explain({ id, rule: row.rule })) })
  const text = told.map((row) =>
    [`${row.label}:${dueText(row)}(${row.whose},${row.law}${row.article})`, ...row.sentences].join('\n  '),
  )
  return {
    json: { record: id, calendarVersion, deadlines: told },
    text: text.length === 0 ? '这条记录现在没有期限。' : text.join('\n'),
  }
}

export const deadlineCommands = [deadlines]
