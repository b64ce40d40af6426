import { basename, resolve } from 'node:path'
import { variant } from '../../../../shared/privacy/variant'
import { defineCommand } from '../command'
import { forUnits, unitOptions } from '../every-unit'
import { table } from '../table'
import { unitOption } from '../units'

const formats = ['xlsx', 'html', 'docx'] as const

const ledger = defineCommand({
  name: 'ledger',
  summary: '生成台账或清单',
  options: {
    kind: { value: 'K', help: '记录的种类，或清单的名称（ledgers 列出全部）', required: true },
    period: { value: 'P', help: '2026-11、2026-Q4、2026，或起止日期 2026-12-01..2026-12-07；不写是全部时间' },
    ...unitOptions,
    variant: { value: 'V', help: '内部、上报或公示', choices: variant.options },
    columns: { value: 'C', help: '要哪些列，按顺序，用逗号隔开' },
    whole: { help: '内部版不遮盖姓名和号码（需要相应权限，会记入审计）' },
    format: { value: 'F', help: '文件格式', required: true, choices: formats },
    out: { value: 'F', help: '写到哪个文件（--all-units：哪个文件夹）', required: true },
  },
  run: async (ctx, options) => {
    const rpc = await ctx.signedIn()
    return forUnits(rpc, options, ctx.notice, async (one) => {
      const path = resolve(one.out)
      const { rows, bytes, number } = await rpc.ledgers.write({
        ledger: options.kind,
        ...(options.period !== undefined && { period: options.period }),
        ...(await unitOption(rpc, one.unit)),
        ...(options.variant !== undefined && { variant: variant.parse(options.variant) }),
        ...(options.columns !== undefined && { columns: options.columns.split(',') }),
        whole: options.whole,
        format: formats.find((known) => known === options.format) ?? 'xlsx',
        file: ctx.file(path),
        operation: ctx.operation(),
      })
      return {
        json: { rows, file: path, bytes, number },
        text: `已写入 ${basename(path)}：${rows} 行，${bytes} 字节，编号 ${number}`,
      }
    })
  },
})

const list = defineCommand({
  name: 'ledgers',
  summary: '列出各种台账和清单，以及可选的列',
  options: { kind: { value: 'K', help: '只看这一种，并列出它的列' } },
  run: async (ctx, { kind }) => {
    const rpc = await ctx.signedIn()
    if (kind === undefined) {
      const { ledgers } = await rpc.ledgers.list({})
      return {
        json: { ledgers },
        text: table(
          ['名称', '台账', '时间'],
          ledgers.map(({ name, label, dated }) => [name, label, dated ? '可选' : '不分时间']),
        ),
      }
    }
    const { columns, chosen } = await rpc.ledgers.columns({ ledger: kind })
    const rows = columns.map(({ key, label }) => [key, label, chosen.includes(key) ? '用' : ''])
    return { json: { columns, chosen }, text: table(['列', '名称', '现在用'], rows) }
  },
})

export const ledgerCommands = [ledger, list]
