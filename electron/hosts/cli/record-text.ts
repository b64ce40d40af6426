import type { Rpc } from '../../../shared/contract/rpc'
import { fieldOf, type Kind, type NameOf } from '../../../shared/definition/define'
import type { Field } from '../../../shared/definition/fields'
import type { WordsOf } from '../../../shared/definition/words'
import type { Json } from '../../../shared/json'
import { kindOf } from '../../../shared/kinds'
import { displayValue } from '../../../shared/records/display'
import { receiptText } from '../../../shared/records/receipt'
import { idsIn } from '../../../shared/records/referred'
import type { RecordView } from '../../../shared/records/view'
import { table } from './table'

/** What turns values into words: names of records, the district's own words. */
interface Lookups {
  readonly nameOf: NameOf
  readonly wordsOf: WordsOf
}

/** One value as a person reads it at a terminal. */
function valueText(field: Field | undefined, value: Json | undefined, { nameOf, wordsOf }: Lookups): string {
  if (field?.type === 'rows' && Array.isArray(value)) return `${value.length} 行`
  return displayValue(field, value, nameOf, wordsOf)
}

async function lookupsFor(rpc: Rpc, kind: Kind, records: readonly RecordView[]): Promise<Lookups> {
  const ids = new Set<string>()
  for (const { body } of records)
    for (const [key, field] of Object.entries(kind.fields))
      for (const id of idsIn(field, body[key])) ids.add(id)
  const { names } = await rpc.records.names({ ids: [...ids].slice(0, 2000) })
  const { words } = await rpc.records.words({})
  return { nameOf: (id) => names[id] ?? id, wordsOf: (dictionary) => words[dictionary] ?? [] }
}

/** Records as a table with the columns that their kind shows in a list. */
export async function recordTable(rpc: Rpc, kind: Kind, records: readonly RecordView[]): Promise<string> {
  const lookups = await lookupsFor(rpc, kind, records)
  const head = kind.list.map((key) => fieldOf(kind, key)?.label ?? key)
  const rows = records.map(({ id, number, body }) => [
    number ?? id,
    ...kind.list.map((key) => valueText(fieldOf(kind, key), body[key], lookups)),
  ])
  return table(['编号', ...head], rows)
}

/** One record, a line a field. */
export async function recordText(rpc: Rpc, record: RecordView): Promise<string> {
  const kind = kindOf(record.kind)
  const lookups = await lookupsFor(rpc, kind, [record])
  const lines = Object.entries(record.body).flatMap(([key, value]) => {
    const field = fieldOf(kind, key)
    const text = valueText(field, value, lookups)
    return text === '' ? [] : [[field?.label ?? key, text]]
  })
  const state = record.deleted ? ['状态', '已删除'] : ['状态', '有效']
  const head = [['编号', record.number ?? record.id], ['种类', kind.label], state]
  const { made } = record
  const origin = [
    ['登记', `${record.createdBy} ${record.createdAt}`],
    ...(made ? [['录入设备', `${made.siteName}，表单第 ${made.version} 版`]] : []),
  ]
  const conflicts = record.conflicts > 0 ? [['内容不一致', `${record.conflicts} 项`]] : []
  const receipt = record.receipt ? [['回执', receiptText(record.receipt)]] : []
  const files = record.files.map(({ name, caption }) => [
    '附件',
    caption === '' ? name : `${name}（${caption}）`,
  ])
  return table(['', ''], [...head, ...origin, ...receipt, ...conflicts, ...lines, ...files]).trimStart()
}
