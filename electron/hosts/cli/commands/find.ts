import type { FoundRecord } from '../../../../shared/contract/find'
import { kindOf } from '../../../../shared/kinds'
import { defineCommand } from '../command'
import { table } from '../table'
import { usage, wholeNumber } from '../usage'

const groupLabels = { unit: '单位', person: '人员', record: '记录' } as const

interface Hit extends FoundRecord {
  readonly group: keyof typeof groupLabels
}

const find = defineCommand({
  name: 'find',
  summary: '查找各类记录、人员和单位：文字、拼音、首字母、编号、电话或身份证号末几位',
  operands: { value: 'TEXT', help: '要找的内容，从一个字起；几个词之间空一格', many: true },
  options: {
    kind: { value: 'K', help: '只找这一种，见 yuanba kinds' },
    limit: { value: 'N', help: '单位、人员、记录各最多多少条（1 到 50），默认 10' },
    whole: { help: '按完整的姓名、电话或身份证号查找；操作将留有记录，一小时内次数有限' },
  },
  run: async (ctx, { kind, limit, whole }, operands) => {
    const text = operands.join(' ')
    if (text.trim() === '') throw usage('要写明找什么，如 yuanba find 解某')
    if (whole && kind !== undefined) throw usage('--whole 不和 --kind 一起写')
    const most = limit === undefined ? 10 : wholeNumber('limit', limit, 1, 50)
    const rpc = await ctx.signedIn()
    const hits: readonly Hit[] = whole
      ? inGroup('person', (await rpc.find.whole({ text, operation: ctx.operation() })).records.slice(0, most))
      : await rpc.find
          .search({ text, limit: most, ...(kind !== undefined && { kind }) })
          .then(({ units, people, records }) => [
            ...inGroup('unit', units),
            ...inGroup('person', people),
            ...inGroup('record', records),
          ])
    return { json: { found: hits.map(asJson) }, text: asText(hits) }
  },
})

function inGroup(group: Hit['group'], found: readonly FoundRecord[]): readonly Hit[] {
  return found.map((one) => ({ ...one, group }))
}

function whyOf({ people }: Hit): string {
  return people.map(({ label, shown }) => `${label} ${shown}`).join('、')
}

function asJson(hit: Hit) {
  const { id, kind, title, number, unit, group } = hit
  return { id, kind, title, number, unit, group, why: whyOf(hit) }
}

function asText(hits: readonly Hit[]): string {
  if (hits.length === 0) return '没有找到。'
  const rows = hits.map((hit) => [
    groupLabels[hit.group],
    kindOf(hit.kind).label,
    hit.title,
    whyOf(hit),
    hit.unit,
    hit.number ?? '',
    hit.id,
  ])
  return table(['分组', '种类', '名称', '人员', '单位', '编号', 'ID'], rows)
}

export const findCommands = [find]
