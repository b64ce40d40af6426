import { basename, resolve } from 'node:path'
import type { Input, Output } from '../../../../shared/contract'
import type { Rpc } from '../../../../shared/contract/rpc'
import { measureNamed } from '../../../../shared/figures/measures'
import { signedText, WITHOUT_ROWS } from '../../../../shared/paper/frozen'
import { type Variant, variant } from '../../../../shared/privacy/variant'
import type { RecordView } from '../../../../shared/records/view'
import { reports } from '../../../../shared/reports'
import { defineCommand, type Result } from '../command'
import type { CliContext } from '../context'
import { forUnits, unitOptions } from '../every-unit'
import { ownPeriod } from '../periods'
import { table } from '../table'
import { unitOption } from '../units'
import { statisticsReport } from './statistics'

const formats = ['json', 'html', 'docx', 'xlsx'] as const
const periodOption = {
  period: {
    value: 'P',
    help: '2026-11、2026-Q4、2026-H1、2026、2026-11@26（报送月：10月26日至11月25日），或起止日期 2026-12-01..2026-12-07',
    required: true,
  },
} as const

const report = defineCommand({
  name: 'report',
  summary: '生成报表',
  operands: {
    value: 'NAME',
    help: `报表名称：${reports.map(({ name, label }) => `${name}（${label}）`).join('、')}、statistics（统计表）`,
  },
  options: {
    ...periodOption,
    ...unitOptions,
    measures: { value: 'M', help: '统计表要哪些统计项（名称或中文名），按顺序，用逗号隔开' },
    by: { value: 'C', help: '统计表不按单位而按分类：如 纠纷类型、活动形式、宣传专题，或 mediation.type' },
    across: { value: 'C', help: '统计表的列按分类，一次统计一项：如 纠纷类型；行是单位，或 --by 的分类' },
    variant: { value: 'V', help: '内部、上报或公示', choices: variant.options },
    format: { value: 'F', help: '文件格式', required: true, choices: formats },
    out: { value: 'F', help: '写到哪个文件（--all-units：哪个文件夹）', required: true },
    freeze: { help: '定稿：存下这份报表，以后打开和打印的都是它' },
    live: { help: '已定稿的也按现在的记录重新算' },
  },
  run: async (ctx, options, [name = '']) => {
    const rpc = await ctx.signedIn()
    return forUnits(rpc, options, ctx.notice, (one) => oneReport(ctx, rpc, name, one))
  },
})

interface ReportOptions {
  readonly period: string
  readonly unit: string | undefined
  readonly measures: string | undefined
  readonly by: string | undefined
  readonly across: string | undefined
  readonly variant: string | undefined
  readonly format: string
  readonly out: string
  readonly freeze: boolean
  readonly live: boolean
}

async function oneReport(ctx: CliContext, rpc: Rpc, name: string, options: ReportOptions): Promise<Result> {
  const format = formats.find((known) => known === options.format) ?? 'json'
  if (name === 'statistics') return statisticsReport(ctx, options, format, variantOf(options.variant))
  const which: Input<'reports.compute'> = {
    report: name,
    period: await ownPeriod(rpc, options.period),
    variant: variantOf(options.variant),
    ...(await unitOption(rpc, options.unit)),
    ...(options.live && !options.freeze ? { version: 'live' as const } : {}),
  }
  if (options.freeze) {
    const { period, unit } = which
    const place = { report: name, period, ...(unit === undefined ? {} : { unit }) }
    const { keepsRows } = await rpc.reports.freeze({ ...place, operation: ctx.operation() })
    if (!keepsRows) ctx.notice(WITHOUT_ROWS)
  }
  const { document, frozen } = await rpc.reports.compute(which)
  const path = resolve(options.out)
  const { bytes } = await rpc.reports.write({ ...which, format, file: ctx.file(path) })
  const own = which.unit ?? (await rpc.profile.state({})).site?.unitId
  const shown = new Map(document.figures.map((f) => [f.id, f])).values()
  const rows = [...shown]
    .filter((f) => f.period === which.period && (f.unit === null || f.unit === own))
    .map((f) => [f.label, f.period, f.text, f.word])
  return {
    json: {
      report: name,
      title: document.title,
      format,
      file: path,
      bytes,
      frozen,
      figures: document.figures,
    },
    text: `${document.title}${frozen ? `\n已${signedText(frozen)}，校验值 ${frozen.hash.slice(0, 16)}` : ''}\n已写入 ${basename(path)}（${bytes} 字节）\n${table(['统计项', '时间', '数', ''], rows)}`,
  }
}

const variantOf = (text: string | undefined): Variant => variant.parse(text ?? 'internal')

const figure = defineCommand({
  name: 'figure',
  summary: '算一个统计数',
  operands: { value: 'MEASURE', help: '统计项的名称或中文名（measures 列出全部）' },
  options: { ...periodOption, unit: unitOptions.unit, rows: { help: '同时列出背后的记录' } },
  run: async (ctx, options, [named = '']) => {
    const rpc = await ctx.signedIn()
    const measure = measureNamed(named) ?? named
    const period = await ownPeriod(rpc, options.period)
    const which = { measure, period, ...(await unitOption(rpc, options.unit)) }
    const found = await rpc.reports.figure(which)
    const total = `${found.label}（${found.period}）：${found.text}${found.word}`
    if (!options.rows) return { json: { ...found }, text: total }
    // A share's rows are those of its two figures.
    if (found.parts) {
      const parts = await Promise.all(
        found.parts.map(async (part) => ({ ...part, rows: await rowsOf(rpc, { ...which, ...part }) })),
      )
      const texts = parts.map((part) => `${part.label}：${part.value}${part.word}\n${tableOf(part.rows)}`)
      return { json: { ...found, parts }, text: [total, ...texts].join('\n') }
    }
    const rows = await rowsOf(rpc, which)
    return { json: { ...found, rows }, text: `${total}\n${tableOf(rows)}` }
  },
})

const tableOf = (rows: readonly FigureRow[]): string =>
  table(
    ['编号', '记录', '数'],
    rows.map((row) => [row.number ?? row.id, row.title, row.amount]),
  )

/** All records behind a figure, page by page. */
async function rowsOf(rpc: Rpc, which: Input<'reports.figure'>): Promise<readonly FigureRow[]> {
  const { measure, period, unit } = which
  const rows: FigureRow[] = []
  for (let after: string | null | undefined; after !== null; ) {
    const page: Output<'reports.figureRows'> = await rpc.reports.figureRows({
      measure,
      period,
      limit: 1000,
      ...(unit === undefined ? {} : { unit }),
      ...(after === undefined ? {} : { after }),
    })
    rows.push(...page.rows.map(rowOf))
    after = page.next
  }
  return rows
}

type FigureRow = Pick<RecordView, 'id' | 'kind' | 'number' | 'title'> & { readonly amount: number }

/** What a reader of figures wants of a record, and no more: there may be very many. */
function rowOf({ record, amount }: Output<'reports.figureRows'>['rows'][number]): FigureRow {
  const { id, kind, number, title } = record
  return { id, kind, number, title, amount }
}

export const reportCommands = [report, figure]
