import { actionLabels, isAction } from '../../../../shared/audit/actions'
import type { AuditEntry } from '../../../../shared/contract/audit'
import { isDate } from '../../../../shared/dates'
import { elsewhereText, type PaperNumber, readPaperNumber } from '../../../../shared/paper/paper-number'
import { localMinute } from '../../../engine/moment'
import { defineCommand } from '../command'
import { table } from '../table'
import { usage, wholeNumber } from '../usage'

const most = 200

const audit = defineCommand({
  name: 'audit',
  summary: '查阅本机的操作日志：纸面上的“编号”是谁、什么时候、打印或导出了什么',
  options: {
    number: { value: 'N', help: '只看这个编号，写数字，或连代号一起写 A000128' },
    by: { value: 'NAME', help: '只看这个用户做的' },
    action: { value: 'A', help: '只看这种操作，写名称（records.print）或中文（打印记录）' },
    from: { value: 'D', help: '从这一天起' },
    to: { value: 'D', help: '到这一天为止' },
    limit: { value: 'N', help: '最多多少条，默认 50' },
    after: { value: 'N', help: '上一页给出的 next' },
  },
  run: async (ctx, { number, by, action, from, to, limit, after }) => {
    for (const [name, day] of Object.entries({ from, to }))
      if (day !== undefined && !isDate(day)) throw usage(`--${name} 应当写成 2026-11-03 这样`)
    const whole = (name: string, text: string, largest = Number.MAX_SAFE_INTEGER): number =>
      wholeNumber(name, text, 1, largest)
    const asked = number === undefined ? undefined : numberOf(number)
    const rpc = await ctx.signedIn()
    const { entries, next } = await rpc.safety.audit({
      ...(asked && { number: asked.number }),
      ...(by !== undefined && { user: by }),
      ...(action !== undefined && { action: actionOf(action) }),
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      ...(limit !== undefined && { limit: whole('limit', limit, most) }),
      ...(after !== undefined && { after: whole('after', after) }),
    })
    const rows = entries.map((entry) => [
      String(entry.number).padStart(6, '0'),
      ...[localMinute(entry.at), entry.user, entry.label, aboutOf(entry)],
    ])
    const { site } = await rpc.profile.state({})
    const elsewhere = asked && elsewhereText(asked, site?.letter ?? '')
    const more = next === null ? '' : `\n下一页：--after ${next}`
    return {
      json: { entries, next },
      text:
        (elsewhere === undefined ? '' : `${elsewhere}\n`) +
        (rows.length === 0
          ? '没有符合条件的操作。'
          : table(['编号', '时间', '用户', '操作', '内容'], rows) + more),
    }
  },
})

/** @throws AppError `usage` */
function numberOf(text: string): PaperNumber {
  const read = readPaperNumber(text)
  if (!read) throw usage('--number 应当写成纸面上的编号，如 128 或 A000128')
  return read
}

/** @throws AppError `usage` */
function actionOf(text: string): string {
  if (isAction(text)) return text
  const found = Object.entries(actionLabels).find(([, label]) => label === text)
  if (!found) throw usage(`没有“${text}”这种操作；有 ${Object.keys(actionLabels).join('、')}`)
  return found[0]
}

function aboutOf({ facts, records }: AuditEntry): string {
  return [
    ...facts.map(({ label, text }) => `${label} ${text}`),
    ...(records.length > 0 ? [`记录 ${records.map(({ name }) => name).join('、')}`] : []),
  ].join('；')
}

export const auditCommands = [audit]
