import { basename, resolve } from 'node:path'
import { z } from 'zod'
import { arrivalText, openOf } from '../../../../shared/readiness/month'
import { defineCommand } from '../command'
import { table } from '../table'
import { usage } from '../usage'

const formats = ['html', 'docx', 'xlsx'] as const
const fileFormat = z.enum(formats)

const readiness = defineCommand({
  name: 'readiness',
  summary: '报送情况：一个月里各街道报了没有、还有什么没办完；可以写成催报单',
  options: {
    period: { value: 'P', help: '月份，如 2026-11、2026-11@26；不写是现在该报的那个月' },
    format: { value: 'F', help: '写催报单：格式', choices: formats },
    out: { value: 'F', help: '写催报单：写到哪里' },
  },
  run: async (ctx, { period, format, out }) => {
    if ((format === undefined) !== (out === undefined)) throw usage('--format 和 --out 要一起写')
    const rpc = await ctx.signedIn()
    const which = period === undefined ? {} : { period }
    const month = await rpc.waiting.month(which)
    if (out !== undefined) {
      const path = resolve(out)
      const asked = { ...which, format: fileFormat.parse(format), file: ctx.file(path) }
      const { bytes, number } = await rpc.waiting.writeReminder(asked)
      return {
        json: { ...month, format, file: path, bytes, number },
        text: `已写入 ${basename(path)}，${bytes} 字节，编号 ${number}`,
      }
    }
    const rows = month.streets.map((street) => [
      street.name,
      arrivalText(street),
      street.until,
      street.records,
      openOf(street).join('；'),
    ])
    const head = `${month.label}，截止日期 ${month.until}`
    return {
      json: month,
      text:
        rows.length === 0
          ? `${head}\n没有街道。`
          : `${head}\n${table(['街道', '报送', '截止日期', '记录', '请办理'], rows)}`,
    }
  },
})

export const readinessCommands = [readiness]
