import { writeFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { AppError } from '../../../../shared/errors'
import { measureNamed } from '../../../../shared/figures/measures'
import { documentIn } from '../../../../shared/paper/document-in-variant'
import { parsePeriod } from '../../../../shared/period'
import { reports } from '../../../../shared/reports'
import { usualMeasures } from '../../../../shared/statistics/sheet'
import { toDocx } from '../../../engine/export/docx'
import { toHtml } from '../../../engine/export/html'
import { toXlsx } from '../../../engine/export/xlsx'
import { sheetContent } from '../../../engine/handout/sheet-content'
import { today } from '../../../engine/moment'
import { hubFigures } from '../../../hub/figures/figures'
import { hubReport, hubStatistics } from '../../../hub/figures/papers'
import { refreshMonths } from '../../../hub/figures/refresh'
import { regionTree } from '../../../hub/figures/region-tree'
import { lookOnce } from '../../../hub/store/one-moment'
import type { Sql } from '../../../hub/store/store'
import { systemClock } from '../../../machine/surroundings'
import { defineCommand } from '../command'
import { hubOptions, openHubStore } from '../hub-place'
import { table } from '../table'

const formats = ['json', 'html', 'docx', 'xlsx'] as const
type Format = (typeof formats)[number]

const which = {
  ...hubOptions,
  period: {
    value: 'P',
    help: '2026-11、2026-Q4、2026-H1、2026，或起止日期 2026-12-01..2026-12-07',
    required: true,
  },
  unit: { value: 'UNIT', help: '平台里的一个单位（区级以上），写单位编号；不写为全部' },
  measures: { value: 'M', help: '哪些统计项（名称或中文名），按顺序，用逗号隔开' },
} as const

const measuresIn = (text: string | undefined): readonly string[] =>
  text === undefined ? usualMeasures : text.split(',').map((named) => measureNamed(named) ?? named)

const figures = defineCommand({
  name: 'hub figures',
  summary: '各区（县）合计的统计数',
  options: which,
  run: async (_ctx, { period, unit, measures, ...place }) =>
    onStore(place, async (sql) => {
      const tree = await regionTree(sql)
      const asked = { measures: measuresIn(measures), period: parsePeriod(period), unit: unit ?? null }
      if (unit !== undefined && !tree.get(unit)) throw new AppError('unit.not-found', { unit })
      const found = await hubFigures(sql, tree, asked)
      return {
        json: { period, unit: unit ?? null, figures: found },
        text: table(
          ['统计项', '数', ''],
          found.map(({ label, text, word }) => [label, text, word]),
        ),
      }
    }),
})

const report = defineCommand({
  name: 'hub report',
  summary: '生成全部区（县）或其中一个单位的报表',
  operands: {
    value: 'NAME',
    help: `报表名称：${reports.map(({ name, label }) => `${name}（${label}）`).join('、')}、statistics（统计表）`,
  },
  options: {
    ...which,
    format: { value: 'F', help: '文件格式', required: true, choices: formats },
    out: { value: 'F', help: '写到哪个文件', required: true },
  },
  run: async (_ctx, { period, unit, measures, format: asked, out, ...place }, [name = '']) =>
    onStore(place, async (sql) => {
      const format = formats.find((known) => known === asked) ?? 'json'
      const paper = { period, unit: unit ?? null, date: today(systemClock) }
      const path = resolve(out)
      const { title, content } =
        name === 'statistics'
          ? await statisticsFile(sql, paper, measuresIn(measures), format)
          : await reportFile(sql, name, paper, format)
      await writeFile(path, content)
      return {
        json: { report: name, title, format, file: path, bytes: content.byteLength },
        text: `${title}\n已写入 ${basename(path)}（${content.byteLength} 字节）`,
      }
    }),
})

type Paper = Parameters<typeof hubStatistics>[1]

interface WrittenPaper {
  readonly title: string
  readonly content: Uint8Array
}

async function statisticsFile(
  sql: Sql,
  paper: Paper,
  measures: readonly string[],
  format: Format,
): Promise<WrittenPaper> {
  const { sheet, figures } = await hubStatistics(sql, paper, measures)
  const content =
    format === 'json'
      ? jsonBytes({ title: sheet.title, table: { columns: sheet.columns, rows: sheet.rows }, figures })
      : await sheetContent(sheet, format, systemClock.now())
  return { title: sheet.title, content }
}

/** A report leaves a hub as it goes up from a district: with no name that it may not say. */
async function reportFile(sql: Sql, name: string, paper: Paper, format: Format): Promise<WrittenPaper> {
  const document = documentIn(await hubReport(sql, name, paper), 'upward')
  const contents: Readonly<Record<Format, () => Promise<Uint8Array>>> = {
    json: async () => jsonBytes(document),
    html: async () => Buffer.from(toHtml(document)),
    docx: () => toDocx(document),
    xlsx: () => toXlsx(document, systemClock.now()),
  }
  return { title: document.title, content: await contents[format]() }
}

const jsonBytes = (value: unknown): Uint8Array => Buffer.from(`${JSON.stringify(value, null, 2)}\n`)

/** Whoever asks for figures also adds up what ingests made stale. */
async function onStore<T>(
  place: Parameters<typeof openHubStore>[0],
  work: (sql: Sql) => Promise<T>,
): Promise<T> {
  const store = await openHubStore(place)
  try {
    await refreshMonths(store)
    return await store.transaction(async (sql) => {
      await lookOnce(sql)
      return await work(sql)
    })
  } finally {
    await store.close()
  }
}

export const hubFigureCommands = [figures, report]
