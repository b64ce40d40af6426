import type { Input } from '../../../../shared/contract'
import type { ConflictEntry } from '../../../../shared/contract/conflicts'
import type { Rpc } from '../../../../shared/contract/rpc'
import { AppError } from '../../../../shared/errors'
import type { Json } from '../../../../shared/json'
import { defineCommand, type Result } from '../command'
import type { CliContext } from '../context'
import { everyConflict } from '../every-conflict'
import { readJson } from '../ndjson'
import { usage } from '../usage'

/** As many decisions as one call of `records.resolveMany` takes. */
const AT_ONCE = 500

export const resolveCommand = defineCommand({
  name: 'resolve',
  summary: '决定一个内容不一致的项目，或用 --all --keep-site 批量决定',
  options: {
    record: { value: 'ID', help: '记录的编号' },
    field: { value: 'F', help: '项目；和 --all 同用时只决定这一项' },
    keep: { value: 'CHANGE', help: '采用这一个改动' },
    value: { value: 'JSON', help: '改填这个值' },
    together: { help: '同一行改了不同的格：合在一起' },
    both: { help: '长文字：几段都保留' },
    all: { help: '决定所有记录的内容不一致' },
    'keep-site': { value: 'SITE', help: '和 --all 同用：都采用这台电脑的内容（识别码或名称）' },
    reason: { value: 'T', help: '原因', required: true },
  },
  run: async (ctx, options) => {
    const { record, field, keep, value, together, both, reason } = options
    const choices: readonly Choice[] = [
      ...(keep === undefined ? [] : [{ keep }]),
      ...(value === undefined ? [] : [{ value: jsonOf(value) }]),
      ...(together ? [{ together } as const] : []),
      ...(both ? (['both'] as const) : []),
    ]
    const site = options['keep-site']
    if (options.all) {
      if (site === undefined || record !== undefined || choices.length > 0)
        throw usage('--all 要和 --keep-site 同用，不能再写 --record、--keep、--value、--together 或 --both')
      return resolveAll(ctx, { site, field, reason })
    }
    if (site !== undefined) throw usage('--keep-site 要和 --all 同用')
    if (record === undefined || field === undefined) throw usage('要写 --record 和 --field，或者写 --all')
    const [choice, ...others] = choices
    if (choice === undefined || others.length > 0)
      throw usage('--keep、--value、--together 和 --both 要写一个，也只写一个')
    const rpc = await ctx.signedIn()
    const { change } = await rpc.records.resolve({
      record,
      key: field,
      reason,
      operation: ctx.operation(),
      ...(choice === 'both' ? { value: await bothOf(rpc, record, field) } : choice),
    })
    return { json: { id: record, change }, text: '已决定。' }
  },
})

type Choice = Pick<Input<'records.resolve'>, 'keep' | 'value' | 'together'> | 'both'
type Decision = Input<'records.resolveMany'>['decisions'][number]

function jsonOf(text: string): Json {
  const value = readJson(text)
  if (value === undefined) throw usage('--value 应当是 JSON，文字要加双引号')
  return value
}

/** All texts of a conflict, as the window offers them. @throws AppError `record.no-conflict`, `usage` */
async function bothOf(rpc: Rpc, record: string, key: string): Promise<string> {
  const { conflicts } = await everyConflict(rpc, record)
  const found = conflicts.find((conflict) => conflict.key === key)
  if (!found) throw new AppError('record.no-conflict', { key })
  if (found.both === null) throw usage(`“${found.label}”不能几段都保留，请用 --keep 或 --value`)
  return found.both
}

/** Decides for one computer's versions wherever this computer may decide and there is one; the others stay as they are. */
async function resolveAll(
  ctx: CliContext,
  { site: named, field, reason }: { site: string; field: string | undefined; reason: string },
): Promise<Result> {
  const rpc = await ctx.signedIn()
  const conflicts = (await everyConflict(rpc, undefined)).conflicts.filter(
    ({ key }) => field === undefined || key === field,
  )
  const site = await siteNamed(rpc, named, conflicts)
  const decisions = conflicts.flatMap((conflict) => decisionFor(conflict, site))
  const ids: string[] = []
  for (let from = 0; from < decisions.length; from += AT_ONCE) {
    const batch = decisions.slice(from, from + AT_ONCE)
    const decided = await rpc.records.resolveMany({
      decisions: batch,
      reason,
      operation: ctx.operation(),
    })
    ids.push(...decided.ids)
  }
  const left = conflicts.length - ids.length
  const rest = left > 0 ? `还有 ${left} 处没有这台电脑的内容，或不由本机决定。` : ''
  return { json: { decided: ids.length, left, ids }, text: `已决定 ${ids.length} 处。${rest}` }
}

function decisionFor({ record, key, heads, mayDecide }: ConflictEntry, site: string): readonly Decision[] {
  const head = mayDecide ? heads.find((one) => one.site === site && one.mayKeep) : undefined
  return head ? [{ record, key, keep: head.change }] : []
}

/** The id of a computer named by id or name; one that wrote a version stands first. @throws AppError `site.unknown`, `usage` */
async function siteNamed(rpc: Rpc, named: string, conflicts: readonly ConflictEntry[]): Promise<string> {
  const wrote = conflicts.flatMap(({ heads }) => heads.map(({ site, siteName: name }) => ({ site, name })))
  const known = [...wrote, ...(await rpc.sites.list({})).sites]
  if (known.some(({ site }) => site === named)) return named
  const [site, ...others] = new Set(known.filter(({ name }) => name === named).map(({ site }) => site))
  if (site === undefined) throw new AppError('site.unknown', { site: named })
  if (others.length > 0) throw usage(`有几台电脑叫“${named}”，请写识别码（site list 列出全部）`)
  return site
}
