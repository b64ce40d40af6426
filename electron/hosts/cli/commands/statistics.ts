import { basename, resolve } from 'node:path'
import { measureNamed } from '../../../../shared/figures/measures'
import { signedText, WITHOUT_ROWS } from '../../../../shared/paper/frozen'
import type { Variant } from '../../../../shared/privacy/variant'
import type { Result } from '../command'
import type { CliContext } from '../context'
import { ownPeriod } from '../periods'
import { table } from '../table'
import { unitOption } from '../units'

interface StatisticsOptions {
  readonly period: string
  readonly unit: string | undefined
  readonly measures: string | undefined
  readonly by: string | undefined
  readonly across: string | undefined
  readonly freeze: boolean
  readonly live: boolean
  readonly out: string
}

/** `report statistics`: 统计表 is a table across the page, with measures that can be chosen. */
export async function statisticsReport(
  ctx: CliContext,
  options: StatisticsOptions,
  format: 'json' | 'html' | 'docx' | 'xlsx',
  variant: Variant,
): Promise<Result> {
  const rpc = await ctx.signedIn()
  const path = resolve(options.out)
  const which = {
    period: await ownPeriod(rpc, options.period),
    ...(await unitOption(rpc, options.unit)),
    ...(options.by !== undefined && { by: options.by }),
    ...(options.across !== undefined && { across: options.across }),
    ...(options.measures !== undefined && {
      measures: options.measures.split(',').map((named) => measureNamed(named) ?? named),
    }),
  }
  const signed = options.freeze
    ? await rpc.statistics.freeze({ ...which, operation: ctx.operation() })
    : undefined
  if (signed?.keepsRows === false) ctx.notice(WITHOUT_ROWS)
  const version = signed?.id ?? (options.live ? 'live' : undefined)
  const written = await rpc.statistics.write({
    ...which,
    variant,
    format,
    file: ctx.file(path),
    ...(version !== undefined && { version }),
  })
  const { title, bytes, number, figures, frozen } = written
  const now = figures.filter(({ period, part }) => period === which.period && part === undefined)
  const own = options.unit === undefined ? now.filter(({ unit }) => unit === null) : now
  const rows = own.map(({ label, period, text, word }) => [label, period, text, word])
  return {
    json: { report: 'statistics', title, format, file: path, bytes, number, frozen, figures },
    text: `${title}${frozen ? `\n已${signedText(frozen)}，校验值 ${frozen.hash.slice(0, 16)}` : ''}\n已写入 ${basename(path)}（${bytes} 字节），编号 ${number}\n${table(['统计项', '时间', '数', ''], rows)}`,
  }
}
