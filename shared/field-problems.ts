import type { FieldProblem } from './errors'

/** Why a field is refused and what to write instead; `{label}` is the field's name, other braces parameters. */
const sentences = {
  required: '请填写{label}。',
  'input.invalid': '{label}的格式不对,请核对。',
  'operation.reused': '{label}:这一次操作的编号已经用过,请刷新后再试。',
  'cursor.invalid': '{label}:翻页的位置已经失效,请从第一页重新看。',
  'field.unknown': '没有「{label}」这一项,请核对名称。',
  'text.invalid': '{label}应当是文字。',
  'text.too-long': '{label}最多 {max} 个字,请缩短。',
  'text.masked': '{label}里有遮盖用的星号,请填写完整的内容。',
  'date.invalid': '{label}不是有效的日期,请写成 2026-11-03 这样。',
  'date.before-start': '{label}早于开始日期,请核对。',
  'time.invalid': '{label}不是有效的时间,请写成 14:30 这样。',
  'time.before-start': '{label}早于开始时间,请核对。',
  'count.invalid': '{label}应当是 0 或更大的整数。',
  'count.too-large': '{label}超过 {max},请核对是否多打了数字。',
  'choice.unknown': '{label}没有「{value}」这个选项,请从列表中选择。',
  'choices.invalid': '{label}应当是若干选项。',
  'ref.invalid': '{label}应当从列表中选择。',
  'ref.unknown': '{label}所选的内容不存在,请重新选择。',
  'ref.wrong-kind': '{label}所选的内容类型不对,请重新选择。',
  'ref.wrong-level': '{label}应当选择{levels}。',
  'phone.invalid': '{label}不是有效的电话号码:手机号为 11 位,座机请加区号,如 0832-1234567。',
  'rows.invalid': '{label}的行格式不对,请删去这一行重新填写。',
  'rows.unknown-row': '{label}里没有要修改的这一行,请刷新后再改。',
  'json.invalid': '{label}这一行不是一个 JSON 对象。',
  'unit.parent-required': '请选择{label},只有市、区(功能区)可以没有上级。',
  'unit.parent-level': '{label}的层级不对,请重新选择。',
} as const satisfies Record<string, string>

export type ProblemReason = keyof typeof sentences

/** Every reason a field can be refused for; a test holds that the engine uses no other. */
export const problemReasons = Object.keys(sentences) as readonly ProblemReason[]

/** The sentence beside a refused field. */
export function problemText(problem: FieldProblem, label: string): string {
  const known: Readonly<Record<string, string>> = sentences
  const sentence = known[problem.reason] ?? '{label}填写得不对,请核对。'
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) =>
    name === 'label' ? label : String(problem.params?.[name] ?? ''),
  )
}
