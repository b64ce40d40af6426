import { fieldOf, type Kind } from '../definition/define'
import { categories } from '../figures/measures/categories'
import { dossiers, forms } from '../forms'
import { knownKind } from '../kinds'
import { ledgers } from '../ledgers/ledger'
import { variantLabels } from '../privacy/variant'
import { reports } from '../reports'
import { type Role, roleLabels } from '../rights'
import type { SiteRole } from '../sync/manifest'

/** What a row of the audit log holds beside who, when and what: names and numbers, never a value. */
export type AuditFacts = Readonly<Record<string, string | number>>

/** Looks up what the facts only name; the answer is the text itself where it is not known here. */
export interface FactNames {
  /** The kind of the record that the row is about. */
  readonly kind: Kind | undefined
  unit(id: string): string
  site(id: string): string
}

interface Fact {
  readonly label: string
  readonly text: string
}

type Words = (text: string, names: FactNames, facts: AuditFacts) => string

const asIs: Words = (text) => text
const among =
  (labels: Readonly<Record<string, string>>): Words =>
  (text) =>
    labels[text] ?? text
const site: Words = (text, names) => names.site(text)
const hows = { print: '打印机', pdf: 'PDF', html: '网页文件' }
/** What a computer is, and what a person may: both are noted as `role`. */
const roles: Readonly<Record<Role | SiteRole, string>> = {
  ...roleLabels,
  province: '省级',
  city: '市级',
  district: '区级',
  street: '街道',
}
const reportLabels = Object.fromEntries(reports.map(({ name, label }) => [name, label]))
const categoryLabels = Object.fromEntries(categories.map(({ name, label }) => [name, label]))
const formTitles = Object.fromEntries([...forms, ...dossiers].map(({ name, title }) => [name, title]))
const ledgerLabels = Object.fromEntries(ledgers.map(({ name, label }) => [name, label]))

/** What stands in the log, in the order in which it is told. What only the program needs (ids, hashes) is left out. */
const told: Readonly<Record<string, readonly [label: string, words: Words]>> = {
  kind: ['类别', (text) => knownKind(text)?.label ?? text],
  field: ['项目', (text, { kind }) => fieldLabel(kind, text)],
  move: ['办理', moveLabel],
  report: ['报告', (text) => reportLabels[text] ?? (text.startsWith('statistics') ? '统计表' : text)],
  form: ['文书', among(formTitles)],
  ledger: ['台账', among(ledgerLabels)],
  list: ['名单', (text, { kind }) => fieldLabel(kind, text)],
  period: ['时期', asIs],
  by: ['分行', among(categoryLabels)],
  across: ['分列', among(categoryLabels)],
  year: ['年度', asIs],
  until: ['截至', asIs],
  clock: ['责任主体', asIs],
  unit: ['单位', (text, names) => (text === '*' ? '全部' : names.unit(text))],
  scope: ['所属', (text, names) => (text === '*' ? '区级' : names.unit(text))],
  variant: ['版本', among(variantLabels)],
  whole: ['个人信息', () => '完整'],
  how: ['方式', among(hows)],
  sensitive: ['含证件等敏感信息', (text) => (text === '1' ? '是' : '否')],
  format: ['格式', asIs],
  count: ['条数', asIs],
  rows: ['行数', asIs],
  added: ['新增', asIs],
  updated: ['修改', asIs],
  refused: ['没有导入', asIs],
  number: ['编号', (text) => text.padStart(6, '0')],
  user: ['用户', asIs],
  role: ['角色', among(roles)],
  request: ['申请', asIs],
  outside: ['记于', () => '登录之前'],
  from: ['由', site],
  to: ['到', site],
  failures: ['此前口令错误次数', asIs],
  peer: ['对方', site],
  site: ['电脑', site],
  city: ['市级', site],
  district: ['区级', site],
  letter: ['代号', asIs],
  serial: ['批次', asIs],
  changes: ['修改条数', asIs],
  records: ['记录条数', asIs],
  file: ['文件', asIs],
}

/** An id anywhere in a text: it tells nobody anything. */
const id = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/

/** Whether a text names something only by its id. */
export function holdsId(text: string): boolean {
  return id.test(text)
}

/** A row's facts in words: 「类别 矛盾纠纷」, 「版本 公示」. */
export function factsInWords(facts: AuditFacts, names: FactNames): Fact[] {
  return Object.entries(told).flatMap(([key, [label, words]]) => {
    const value = Object.hasOwn(facts, key) ? facts[key] : undefined
    if (value === undefined || value === '') return []
    const text = words(String(value), names, facts)
    return holdsId(text) ? [] : [{ label, text }]
  })
}

/** `phone`, or a cell as `workers/<row>/phone`. */
function fieldLabel(kind: Kind | undefined, path: string): string {
  const [key = '', , cell] = path.split('/')
  const field = kind && fieldOf(kind, key)
  if (!field) return path
  const of = field.type === 'rows' && cell !== undefined ? field.of[cell]?.label : undefined
  return of === undefined ? field.label : `${field.label} ${of}`
}

function moveLabel(name: string, { kind }: FactNames, { flow }: AuditFacts): string {
  const path = kind?.flows?.find(({ field }) => field === flow)
  return path?.moves.find((move) => move.name === name)?.label ?? name
}
