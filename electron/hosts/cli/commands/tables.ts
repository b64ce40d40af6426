import { resolve } from 'node:path'
import { z } from 'zod'
import type { Output } from '../../../../shared/contract'
import type { Rpc } from '../../../../shared/contract/rpc'
import type { Kind } from '../../../../shared/definition/define'
import { AppError, errorCodes } from '../../../../shared/errors'
import { problemText } from '../../../../shared/field-problems'
import { kindOf } from '../../../../shared/kinds'
import { targetsOf } from '../../../../shared/paste/targets'
import { workbookNoteWords } from '../../../../shared/paste/workbook'
import { defineCommand } from '../command'
import { failureOf } from '../failure'
import { readJson } from '../ndjson'
import { table } from '../table'
import { textOfFile } from '../text-file'
import { usage, wholeNumber } from '../usage'
import { filterIn } from './records'

type Taken = Output<'tables.take'>

/** What a file says of a table's headings and words: columns by field or label, words by field. */
const mappingFile = z.strictObject({
  columns: z.record(z.string(), z.string().nullable()).default({}),
  words: z.record(z.string(), z.record(z.string(), z.string())).default({}),
  year: z.number().int().optional(),
})

const importTable = defineCommand({
  name: 'import-table',
  summary: '导入一份台账（xlsx、xls、ods 或 csv）；整批可以撤销',
  operands: { value: 'FILE', help: '台账文件' },
  options: {
    kind: { value: 'K', help: '记录的种类，见 yuanba kinds', required: true },
    sheet: { value: 'S', help: '工作表的名称；不写是第一张没有隐藏的' },
    mapping: {
      value: 'F',
      help: '列和用词的对照，JSON：{"columns":{"列名":"项目"},"words":{"项目":{"词":"选项"}},"year":2025}',
    },
    year: { value: 'Y', help: '没有写年份的日期是哪一年的' },
    'with-similar': { help: '可能已经登记过的，也作为新的导入' },
    'dry-run': { help: '只看会导入什么，不写入' },
    errors: { value: 'OUT.xlsx', help: '没有导入的行写成文件，原因在批注里' },
  },
  run: async (ctx, options, [file]) => {
    if (file === undefined) throw usage('要写台账文件')
    const kind = kindOf(options.kind)
    const mapping = mappingIn(kind, options.mapping)
    const year = options.year === undefined ? mapping.year : wholeNumber('year', options.year, 1949, 2199)
    const rpc = await ctx.signedIn()
    const book = await rpc.tables.sheets({ file: ctx.file(resolve(file)) })
    const asked = {
      kind: kind.name,
      source: { file: ctx.file(resolve(file)), ...(options.sheet !== undefined && { sheet: options.sheet }) },
      headings: mapping.columns,
      answers: mapping.words,
      ...(year !== undefined && { year }),
      withSimilar: options['with-similar'],
    }
    if (options.errors !== undefined)
      await rpc.tables.writeRefused({
        ...asked,
        to: ctx.file(resolve(options.errors)),
        operation: ctx.operation(),
      })
    const taken = options['dry-run']
      ? await wouldBe(rpc, asked)
      : await rpc.tables.take({ ...asked, operation: ctx.operation() })
    const refused = refusedIn(kind, taken)
    const { rows, added, updated, skipped, similar, alike, batch } = taken
    return {
      json: { rows, added, updated, skipped, similar, alike, refused, batch, notes: book.notes },
      text: [...bookNotes(book, options.sheet), told(taken, refused, options['dry-run'])].join('\n'),
      ...(refused.length > 0 && { exit: errorCodes['record.invalid'].exit }),
    }
  },
})

const tableTemplate = defineCommand({
  name: 'table-template',
  summary: '写出一份可以填的表格；已登记的记录也可以写在里面，改好后用 import-table 导入',
  options: {
    kind: { value: 'K', help: '记录的种类，见 yuanba kinds', required: true },
    out: { value: 'F.xlsx', help: '写到哪个文件', required: true },
    records: { help: '已登记的记录也写在里面；改了哪一格，导入时就修改哪一项' },
    where: { value: 'f=v', help: '只要这些记录：按一个项目筛选，可以写多次', multiple: true },
    from: { value: 'D', help: '只要从这一天起的' },
    to: { value: 'D', help: '只要到这一天止的' },
    unit: { value: 'U', help: '只要这个单位的，含下级：编号、编码或名称' },
  },
  run: async (ctx, { kind: name, out, records, ...which }) => {
    const kind = kindOf(name)
    const rpc = await ctx.signedIn()
    const isNarrowed =
      which.where.length > 0 || [which.from, which.to, which.unit].some((one) => one !== undefined)
    const filter = await filterIn(rpc, kind, {
      ...which,
      search: undefined,
      deleted: false,
      receipt: undefined,
    })
    const written = await rpc.tables.writeTemplate({
      kind: kind.name,
      ...((records || isNarrowed) && { filter }),
      to: ctx.file(resolve(out)),
      operation: ctx.operation(),
    })
    return { json: written, text: `已写入 ${written.file}，里面有 ${written.rows} 条记录。` }
  },
})

const undo = defineCommand({
  name: 'undo',
  summary: '撤销一批：导入的台账，或对多条记录做的一步',
  options: { batch: { value: 'ID', help: '先前给出的 batch', required: true } },
  run: async (ctx, { batch }) => {
    const rpc = await ctx.signedIn()
    const { done, left, leftTotal } = await rpc.bulk.undo({ batch, operation: ctx.operation() })
    const reasons = left.map(({ id, number, title, reason }) => ({
      id,
      number,
      title,
      reason: failureOf(new AppError(reason.code, reason.params)).message.replaceAll('\n', ' '),
    }))
    const rows = reasons.map(({ id, number, title, reason }) => [number ?? id, title, reason])
    const kept =
      leftTotal === 0 ? '' : `，${leftTotal} 条没有撤销：\n${table(['编号', '名称', '原因'], rows)}`
    return {
      json: { done, left: reasons.map(({ id, reason }) => ({ id, reason })), batch },
      text: `已撤销 ${done} 条${kept || '。'}`,
    }
  },
})

/** @throws AppError `file.unreadable`; usage for what is no such file, or names what the kind has not */
function mappingIn(kind: Kind, file: string | undefined): z.infer<typeof mappingFile> {
  if (file === undefined) return mappingFile.parse({})
  const read = mappingFile.safeParse(readJson(textOfFile(file)))
  if (!read.success) throw usage('--mapping 的文件格式不对')
  const { columns, words, ...rest } = read.data
  const keyOf = (said: string): string => {
    const target = targetsOf(kind).find(({ key, label }) => key === said || label === said)
    if (!target) throw usage(`${kind.label}没有“${said}”这一项`)
    return target.key
  }
  const mapped = Object.entries(columns).map(
    ([heading, said]) => [heading, said === null ? null : keyOf(said)] as const,
  )
  const meant = Object.entries(words).map(([said, of]) => [keyOf(said), of] as const)
  return { ...rest, columns: Object.fromEntries(mapped), words: Object.fromEntries(meant) }
}

/** What else is in a file than what is read of it. */
function bookNotes({ sheets, notes }: Output<'tables.sheets'>, chosen: string | undefined): string[] {
  const shown = sheets.filter(({ hidden, rows }) => !hidden && rows > 0)
  const others = chosen === undefined ? shown.slice(1).map(({ name, rows }) => `“${name}”（${rows} 行）`) : []
  const unread =
    others.length === 0
      ? []
      : [`只读了工作表“${shown[0]?.name}”，没有读${others.join('、')}；要读的用 --sheet 指明。`]
  return [...unread, ...notes.map((note) => workbookNoteWords[note])]
}

/** What taking a table in would do, in the same words. */
async function wouldBe(rpc: Rpc, asked: Parameters<Rpc['tables']['preview']>[0]): Promise<Taken> {
  const { rows, counts } = await rpc.tables.preview(asked)
  return {
    rows: counts.rows,
    added: counts.new,
    updated: counts.changes,
    skipped: counts.same + counts.similar + counts.skipped,
    similar: counts.similar,
    alike: counts.alike,
    refused: rows
      .filter(({ fate }) => fate === 'refused')
      .flatMap(({ at, problems, error }): Taken['refused'] =>
        error
          ? [{ row: at, field: '', problem: null, error }]
          : problems.map((problem) => ({ row: at, field: problem.field, problem, error: null })),
      ),
    batch: null,
  }
}

interface RefusedCell {
  readonly row: number
  readonly field: string
  readonly reason: string
}

function refusedIn(kind: Kind, { refused }: Taken): readonly RefusedCell[] {
  return refused.map(({ row, field, problem, error }) => {
    const [key = ''] = field.split('/')
    const said = problem ? problemText(problem, kind.fields[key]?.label ?? field) : ''
    return { row, field, reason: error ? failureOf(new AppError(error.code, error.params)).message : said }
  })
}

function told(
  { rows, added, updated, skipped, similar, alike, batch }: Taken,
  refused: readonly RefusedCell[],
  isDry: boolean,
): string {
  const wrong = new Set(refused.map(({ row }) => row)).size
  const does = isDry ? '会' : '已'
  const counts = `共 ${rows} 行：${does}新增 ${added} 条，${does}修改 ${updated} 条，跳过 ${skipped} 行${similar > 0 ? `（其中 ${similar} 行可能已经登记过）` : ''}，${wrong} 行有问题。`
  const list = refused.slice(0, 50).map(({ row, reason }) => [String(row), reason])
  return [
    counts,
    ...(alike > 0 ? [`新增的里面，${alike} 条可能和本表前面的行是同一件事，导入后在“核对”里确认。`] : []),
    ...(batch === null ? [] : [`整批撤销用 undo --batch ${batch}`]),
    ...(list.length > 0 ? [table(['行', '原因'], list)] : []),
  ].join('\n')
}

export const tableCommands = [importTable, tableTemplate, undo]
