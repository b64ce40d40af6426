import type { FieldProblem } from './errors'

/** Why a field is refused and what to write instead; `{label}` is the field's name, other braces parameters. */
const sentences = {
  required: '请填写{label}。',
  'input.invalid': '{label}的格式不对，请核对。',
  'operation.reused': '{label}：这一次操作的编号已经用过，请刷新后再试。',
  'cursor.invalid': '{label}：翻页的位置已经失效，请从第一页重新看。',
  'field.unknown': '没有「{label}」这一项，请核对名称。',
  'text.invalid': '{label}应当是文字。',
  'text.too-long': '{label}最多 {max} 个字，请缩短。',
  'text.masked': '{label}里有遮盖用的星号，请填写完整的内容。',
  'date.invalid': '{label}不是有效的日期，请写成 2026-11-03 这样。',
  'date.far': '{label}写成了 {year} 年，请核对年份；年份没有错的，请核对这台电脑的日期（现在是 {today}）。',
  'date.ahead': '{label}还没有到，请核对。',
  'people.fewer-than-households': '{label}比户数少，请核对：每户至少到 1 人。',
  'people.fewer-than-helped': '{label}比涉及人数多，请核对。',
  'money.more-than-owed': '{label}比涉及金额多，请核对。',
  'date.before-start': '{label}早于开始日期，请核对。',
  'time.invalid': '{label}不是有效的时间，请写成 14:30 这样。',
  'time.before-start': '{label}早于开始时间，请核对。',
  'count.invalid': '{label}应当是 0 或更大的整数。',
  'count.too-large': '{label}超过 {max}，请核对是否多打了数字。',
  'money.invalid': '{label}应当是金额（元），最多到分，请写成 31900.50 或 3.19万 这样。',
  'money.too-large': '{label}超过 {max} 元，请核对是否多打了数字。',
  'flag.invalid': '{label}应当是「是」或「否」。',
  'choice.unknown': '{label}没有「{value}」这个选项，请从列表中选择。',
  'choices.invalid': '{label}应当是若干选项。',
  'ref.invalid': '{label}应当从列表中选择。',
  'ref.unknown': '{label}所选的内容不存在，请重新选择。',
  'ref.wrong-kind': '{label}所选的内容类型不对，请重新选择。',
  'refs.invalid': '{label}应当从列表中选择，可以选多个。',
  'refs.too-many': '{label}最多选 {max} 个。',
  'refs.twice': '{label}里有重复的，请去掉。',
  'origin.invalid': '{label}不是有效的记录编号。',
  'ref.wrong-level': '{label}应当选择{levels}。',
  'phone.invalid': '{label}不是有效的电话号码：手机号为 11 位，座机请加区号，如 0832-1234567。',
  'id.old-form': '{label}是 15 位的旧号码，请改填 18 位的新号码。',
  'id.rounded':
    '{label}的后几位已被表格软件改成了 0，原号码丢失了，请对照证件重新填写；表格中请先把这一列设为「文本」。',
  'id.shape':
    '{label}应当是 18 位：17 位数字加最后一位数字或 X，请核对位数；没有居民身份证的请填「其他证件」。',
  'id.birth-date': '{label}里的出生日期（第 7 到 14 位）不是真实的日期，请核对。',
  'id.sequence': '{label}的顺序码（第 15 到 17 位）是 000，没有这样的号码，请对照证件核对。',
  'id.maybe-rounded': '{label}的最后三位都是 0，如是从表格里复制的，可能已被表格软件改过，请对照证件核对。',
  'id.check-code': '{label}的最后一位校验码不对，请核对是否有数字打错或颠倒。',
  'id.refused': '已填写了证件号码，请不要再选「{label}」。',
  'month.invalid': '{label}应当是 1 到 12。',
  'year.invalid': '{label}应当是四位的年份，如 2026。',
  'card.invalid': '{label}应当全是数字，8 到 23 位，请核对。',
  'card.rounded':
    '{label}的后几位已被表格软件改成了 0，原号码丢失了，请对照卡片重新填写；表格中请先把这一列设为「文本」。',
  'card.luhn': '{label}的校验位对不上，可能打错了一位；存折账号可以不理会。请再核对一遍。',
  'credit-code.invalid': '{label}应当是 18 位数字和大写字母，没有 I、O、S、V、Z，请核对是否把 0 写成了 O。',
  'credit-code.check': '{label}的最后一位校验码对不上，请对照证照再核对一遍；确实如此的可以照填。',
  'rows.invalid': '{label}的行格式不对，请删去这一行重新填写。',
  'paste.too-wide': '这一行的列数比{label}的项目多，请在第一行写上列名，或删去多余的列。',
  'paste.columns-left-out': '{label}：这几列没有粘贴：{columns}。要用的，请把列名改成表单里的名称再粘贴。',
  'paste.titles-left-out': '{label}：第 {lines} 行在列名上面，当作标题，没有粘贴。',
  'paste.totals-left-out': '{label}：第 {lines} 行是合计，没有粘贴。',
  'paste.total-differs': '合计的{label}是 {said}，各行相加是 {sum}，请核对有没有漏行或错行。',
  'paste.no-heading':
    '{label}：没有找到列名，各列是这样认的：{columns}。请核对；不对的，请连同列名一起粘贴。',
  'paste.unclear-columns': '{columns}都像{label}，分不清，没有粘贴；请连同列名一起粘贴。',
  'paste.maybe-rounded': '{label}的最后几位都是 0，可能被表格软件改过，请对照证件核对。',
  'paste.same-line': '和第 {other} 行的{label}相同，请核对是否重复。',
  'paste.same-row': '和名单里原有的第 {other} 条{label}相同，请核对是否重复。',
  'paste.maybe-same-row': '和名单里原有的第 {other} 条{label}可能相同（中间几位看不到），请核对是否重复。',
  'rows.unknown-row': '{label}里没有要修改的这一行，请刷新后再改。',
  'field.by-move': '{label}不能直接填写，请用「办理」里的操作来改变。',
  'move.unknown': '{label}：没有这一步操作，请刷新后再看。',
  'move.other-word': '走这一步，{label}应当是「{words}」，请核对。',
  'follow.not-allowed': '{label}：这条记录不能转为所选的种类。',
  'follow.new-only': '{label}只能在新建时指定。',
  'draft.new-only': '{label}只能在新建时指定；已经提交的记录不能变回草稿。',
  'draft.not-here': '{label}：这一种记录没有草稿，请填写完整后保存。',
  'json.invalid': '{label}这一行不是一个 JSON 对象。',
  'value.taken': '已有另一条{kind}填了相同的{label}，请改用那一条，或换一个。',
  'dictionary.code': '{label}只能用英文字母和数字，不要空格。',
  'dictionary.built-in': '程序里已经有「{word}」这一项，请换一个{label}，或直接选用它。',
  'deadline.length': '{label}应当是 1 到 {max}。',
  'count.more-than': '{label}不应多于{whole}，请核对。',
  'holiday.other-year': '{label}里有不属于这一年度的日期（上年12月的除外），请登记到那一年的安排里。',
  'holiday.order': '{label}里有一行结束日期早于开始日期，请核对。',
  'holiday.both': '{label}里有一天在放假日期之内，请核对。',
  'unit.parent-required': '请选择{label}，只有市、区（功能区）可以没有上级。',
  'unit.parent-level': '{label}的层级不对，请重新选择。',
  'wording.brace': '{label}里的大括号没有成对：「{name}」，请写成 {发放宣传资料} 这样。',
  'wording.placeholder': '{label}里的「{name}」不是统计项，请在「口径说明」里核对名称。',
  'wording.form': '{label}里的「：{name}」不认识，冒号后面只能写余、同比、环比或名单。',
  'subsidy.case-type': '{label}是{rate}案件的，这个案件是{own}案件，请重新选择，或核对案件类型。',
  'subsidy.service-form': '{label}是「{rate}」的，这个案件是「{own}」，请重新选择，或核对援助形式。',
  'subsidy.ended': '{label}到 {day} 已停止执行，本案从 {begun} 开始，请选当时执行的标准。',
  'subsidy.not-yet': '{label}从 {day} 起才执行，本案 {ended} 已经办完，请选当时执行的标准。',
  'form.brace': '{label}里的大括号没有成对：「{name}」，请写成 {申请人} 这样。',
  'form.placeholder': '{label}里的「{name}」不是{kind}的项目，请按登记表上的名称写。',
  'form.format':
    '{label}里的「：{name}」用不到这一项上：选项、大写、性别、出生日期各用于选择、金额和身份证号。',
  'form.rows': '{label}里「明细：」后面的「{name}」不是{kind}里的名单，或者名单里没有这一列。',
  'wording.sentence': '这种报表没有{label}所选的这一句，请重新选择。',
} as const satisfies Record<string, string>

export type ProblemReason = keyof typeof sentences

/** Every reason a field can be refused for; a test holds that the engine uses no other. */
export const problemReasons = Object.keys(sentences) as readonly ProblemReason[]

/** The sentence beside a refused field. */
export function problemText(problem: FieldProblem, label: string): string {
  const known: Readonly<Record<string, string>> = sentences
  const sentence = known[problem.reason] ?? '{label}填写得不对，请核对。'
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) =>
    name === 'label' ? label : String(problem.params?.[name] ?? ''),
  )
}
