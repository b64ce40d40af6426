import type { Output } from '../../../../shared/contract'
import { type RecordFilter, recordFilter } from '../../../../shared/contract/record-lists'
import { type Rpc, RpcError } from '../../../../shared/contract/rpc'
import { isDate } from '../../../../shared/dates'
import { fieldOf, type Kind } from '../../../../shared/definition/define'
import { AppError, isProblems } from '../../../../shared/errors'
import { isFact, severalTable } from '../../../../shared/facts/tables'
import { kindOf } from '../../../../shared/kinds'
import { receiptState } from '../../../../shared/records/receipt'
import type { RecordView } from '../../../../shared/records/view'
import { defineCommand } from '../command'
import { byRow, readBatch } from '../ndjson'
import { recordTable, recordText } from '../record-text'
import { table } from '../table'
import { unitId } from '../units'
import { usage, wholeNumber } from '../usage'
import { asDraft, byId, dataOf, reasonOf, withReason } from './record-options'

const ofKind = { kind: { value: 'K', help: '记录的种类，见 yuanba kinds', required: true } } as const

const add = defineCommand({
  name: 'record add',
  summary: '新增一条或一批记录；一批要么全部写入，要么一条不写',
  options: {
    ...ofKind,
    data: { value: 'JSON', help: '一条记录' },
    ndjson: { value: 'FILE', help: '一批记录的文件，每行一个 JSON 对象' },
    ...asDraft,
  },
  run: async (ctx, { kind, data, ndjson, draft }) => {
    if ((data === undefined) === (ndjson === undefined))
      throw usage('--data 和 --ndjson 要写一个，也只写一个')
    const operation = ctx.operation()
    if (data !== undefined) {
      const patch = dataOf(data)
      const saved = await (await ctx.signedIn()).records.save({ kind, patch, draft, operation })
      return {
        json: { added: 1, ids: [saved.id], numbers: [saved.number] },
        text: `已新增 ${saved.number ?? saved.id}`,
      }
    }
    const rpc = await ctx.signedIn()
    const batch = await readBatch(String(ndjson))
    const { ids, numbers } = await rpc.records
      .addMany({ kind, patches: batch.patches, draft, operation })
      .catch((error: unknown) => {
        throw inRows(error, batch.rows)
      })
    return { json: { added: ids.length, ids, numbers }, text: `已新增 ${ids.length} 条。` }
  },
})

/** The same refusal with lines of the file instead of positions in the batch. */
function inRows(error: unknown, rows: readonly number[]): unknown {
  if (!(error instanceof RpcError) || error.body.code !== 'record.invalid') return error
  const { problems, ...params } = error.body.params
  return isProblems(problems)
    ? new AppError('record.invalid', { ...params, problems: byRow(problems, rows) })
    : error
}

const edit = defineCommand({
  name: 'record edit',
  summary: '修改一条记录',
  options: { ...byId, data: { value: 'JSON', help: '要改的内容', required: true }, ...withReason },
  run: async (ctx, { id, data, reason }) => {
    const patch = dataOf(data)
    const rpc = await ctx.signedIn()
    const { kind } = await rpc.records.get({ id })
    const saved = await rpc.records.save({ kind, id, patch, operation: ctx.operation(), ...reasonOf(reason) })
    return { json: { id, change: saved.change }, text: `已修改 ${saved.number ?? id}` }
  },
})

const remove = defineCommand({
  name: 'record delete',
  summary: '删除一条记录（可以恢复）',
  options: { ...byId, ...withReason },
  run: async (ctx, { id, reason }) => {
    const rpc = await ctx.signedIn()
    const { change } = await rpc.records.delete({ id, operation: ctx.operation(), ...reasonOf(reason) })
    return { json: { id, change }, text: '已删除。' }
  },
})

const restore = defineCommand({
  name: 'record restore',
  summary: '恢复一条删除了的记录',
  options: { ...byId, ...withReason },
  run: async (ctx, { id, reason }) => {
    const rpc = await ctx.signedIn()
    const { change } = await rpc.records.restore({ id, operation: ctx.operation(), ...reasonOf(reason) })
    return { json: { id, change }, text: '已恢复。' }
  },
})

const erase = defineCommand({
  name: 'record erase',
  summary: '彻底清除一条记录的内容（只有区级能做，不能恢复）',
  options: {
    ...byId,
    reason: { value: 'T', help: '清除的理由，会随文件告诉每台电脑', required: true },
    'dry-run': { help: '只看会清除什么，不清除' },
  },
  run: async (ctx, { id, reason, ...options }) => {
    const rpc = await ctx.signedIn()
    if (options['dry-run']) {
      const leaving = await rpc.records.erasePreview({ id })
      const rows = leaving.records.map(({ title, number, fields, changes, files }) => [
        number ?? '',
        title,
        fields.join('、'),
        String(changes),
        String(files),
      ])
      return {
        json: leaving,
        text: `${table(['编号', '记录', '会清除的项目', '修改次数', '附件'], rows)}\n另有 ${leaving.namedBy} 条记录提到它，它们不变。`,
      }
    }
    const done = await rpc.records.erase({ id, reason })
    return {
      json: done,
      text: `已清除 ${done.erased.length} 条记录的内容。请给其他电脑各导出一次，它们收到后也会清除。`,
    }
  },
})

const retention = defineCommand({
  name: 'retention',
  summary: '列出保存期满的记录；只列出，不清除',
  options: { limit: { value: 'N', help: '每类最多列出多少条，默认 50' } },
  run: async (ctx, { limit }) => {
    const most = limit === undefined ? {} : { limit: wholeNumber('limit', limit, 1, 1000) }
    const { kinds } = await (await ctx.signedIn()).records.retentionDue(most)
    const rows = kinds.flatMap(({ kind, years, records }) =>
      records.map(({ id, number, title, closed }) => [
        kindOf(kind).label,
        `${years} 年`,
        closed,
        number ?? '',
        title,
        id,
      ]),
    )
    const total = kinds.reduce((sum, each) => sum + each.total, 0)
    return {
      json: { kinds },
      text: `${table(['种类', '保存', '办结日期', '编号', '记录', 'ID'], rows)}\n共 ${total} 条保存期满。清除用 yuanba record erase。`,
    }
  },
})

const show = defineCommand({
  name: 'record show',
  summary: '显示一条记录',
  options: byId,
  run: async (ctx, { id }) => {
    const rpc = await ctx.signedIn()
    const record = await rpc.records.get({ id })
    return { json: record, text: await recordText(rpc, record) }
  },
})

const history = defineCommand({
  name: 'record history',
  summary: '显示一条记录的每次修改',
  options: byId,
  run: async (ctx, { id }) => {
    const { entries } = await (await ctx.signedIn()).records.history({ id })
    const actions = { create: '新建', edit: '修改', delete: '删除', restore: '恢复' }
    const rows = entries.flatMap(({ at, author, siteName, action, reason, fields }) => [
      [at, author, siteName, actions[action], '', reason ?? ''],
      ...fields.map((f) => ['', '', '', '', f.label, `${f.oldText || '（空）'} → ${f.newText || '（空）'}`]),
    ])
    return {
      json: { entries },
      text: table(['时间', '修改人', '电脑', '操作', '项目', '内容'], rows),
    }
  },
})

const list = defineCommand({
  name: 'record list',
  summary: '列出记录',
  options: {
    ...ofKind,
    where: { value: 'f=v', help: '按一个项目筛选，可以写多次', multiple: true },
    from: { value: 'D', help: '从这一天起' },
    to: { value: 'D', help: '到这一天止' },
    unit: { value: 'U', help: '单位的编号、编码或名称，含下级' },
    search: { value: 'TEXT', help: '文字、拼音或拼音首字母' },
    deleted: { help: '列出已删除的' },
    receipt: { value: 'STATE', help: '只列回执是这样的', choices: receiptState.options },
    sort: { value: 'f', help: '排序的项目；前面加 - 倒序' },
    limit: { value: 'N', help: '最多多少条，默认 100' },
    after: { value: 'CURSOR', help: '上一页给出的 next' },
  },
  run: async (ctx, options) => {
    const kind = kindOf(options.kind)
    const limit = options.limit === undefined ? 100 : wholeNumber('limit', options.limit, 1, 1_000_000)
    const rpc = await ctx.signedIn()
    const filter = await filterIn(rpc, kind, options)
    const { sort } = options
    const rows: RecordView[] = []
    let next: string | null | undefined = options.after
    do {
      const page: Output<'records.list'> = await rpc.records.list({
        kind: kind.name,
        filter,
        limit: Math.min(limit - rows.length, 1000),
        ...(sort === undefined
          ? {}
          : { sort: { field: sort.replace(/^-/, ''), descending: sort.startsWith('-') } }),
        ...(next === undefined ? {} : { after: next }),
      })
      rows.push(...page.rows)
      next = page.next
    } while (next !== null && rows.length < limit)
    const { total } = await rpc.records.count({ kind: kind.name, filter })
    return {
      json: { rows, next, total },
      text: `${await recordTable(rpc, kind, rows)}\n共 ${total} 条${next ? `，下一页：--after ${next}` : ''}`,
    }
  },
})

export interface FilterOptions {
  readonly where: readonly string[]
  readonly from: string | undefined
  readonly to: string | undefined
  readonly unit: string | undefined
  readonly search: string | undefined
  readonly deleted: boolean
  readonly receipt: string | undefined
}

export async function filterIn(rpc: Rpc, kind: Kind, options: FilterOptions): Promise<RecordFilter> {
  const { from, to, unit, search, deleted, receipt } = options
  for (const [name, day] of Object.entries({ from, to }))
    if (day !== undefined && !isDate(day)) throw usage(`--${name} 应当写成 2026-11-03 这样`)
  const where: Record<string, string | number> = {}
  for (const condition of options.where) {
    const [key, value] = conditionOf(kind, condition)
    const field = fieldOf(kind, key)
    const isUnit = (field?.type === 'ref' || field?.type === 'refs') && field.to === 'unit'
    where[key] = isUnit ? await unitId(rpc, String(value)) : value
  }
  return recordFilter.parse({
    from,
    to,
    unit: unit === undefined ? undefined : await unitId(rpc, unit),
    ...(Object.keys(where).length > 0 ? { where } : {}),
    text: search,
    receipt,
    ...(deleted ? { deleted } : {}),
  })
}

function conditionOf(kind: Kind, condition: string): readonly [string, string | number] {
  const at = condition.indexOf('=')
  if (at < 1) throw usage('--where 应当写成 项目=值')
  const [key, value] = [condition.slice(0, at), condition.slice(at + 1)]
  const field = fieldOf(kind, key)
  const isChoice = field?.type === 'choice' || field?.type === 'flag'
  if (!field?.index && !(isChoice && isFact(kind, key)) && !severalTable(kind, key))
    throw usage(`“${kind.label}”不能按 ${key} 筛选`)
  if (field?.type === 'flag') return [key, flagOf(value)]
  const isNumber = field?.type === 'count' || field?.type === 'money'
  return [key, isNumber ? wholeNumber('where', value, 0, Number.MAX_SAFE_INTEGER) : value]
}

/** A flag as its column holds it. */
function flagOf(text: string): number {
  if (text === 'true' || text === '是') return 1
  if (text === 'false' || text === '否') return 0
  throw usage('是否项的条件应当写成 项目=是 或 项目=否')
}

export const recordCommands = [add, edit, remove, restore, erase, retention, show, history, list]
