import { basename, resolve } from 'node:path'
import type { Variant } from '../../../../shared/contract/types'
import type { Result } from '../command'
import type { CliContext } from '../context'
import { table } from '../table'
import { unitOption } from '../units'
import { usage } from '../usage'

interface StatisticsOptions {
  readonly period: string
  readonly unit: string | undefined
  readonly measures: string | undefined
  readonly freeze: boolean
  readonly out: string
}

/** `report statistics`: 统计表 is a table across the page, with measures that can be chosen; it is never signed off. */
export async function statisticsReport(
  ctx: CliContext,
  options: StatisticsOptions,
  format: 'json' | 'html' | 'docx' | 'xlsx',
  variant: Variant,
): Promise<Result> {
  if (options.freeze) throw usage('统计表不能定稿')
  const rpc = await ctx.signedIn()
  const path = resolve(options.out)
  const written = await rpc.statistics.write({
    ...{ period: options.period, variant, format, file: ctx.file(path) },
    ...(await unitOption(rpc, options.unit)),
    ...(options.measures !== undefined && { measures: options.measures.split(',') }),
  })
  const { title, bytes, number, figures } = written
  const own = options.unit === undefined ? figures.filter(({ unit }) => unit === null) : figures
  const rows = own.map(({ label, period, text, word }) => [label, period, text, word])
  return {
    json: { report: 'statistics', title, format, file: path, bytes, number, figures },
    text: `${title}\n已写入 ${basename(path)}(${bytes} 字节),编号 ${number}\n${table(['统计项', '时间', '数', ''], rows)}`,
  }
}
