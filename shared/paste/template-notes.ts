import type { Field } from '../definition/fields'
import { optionsOf, type WordsOf } from '../definition/words'

/** Names listed in a drop-down: of more a person types the name. */
export const MOST_NAMES = 500

/** How a column of a template is filled in: a sentence, and two examples; names of other records come from outside. */
export interface TemplateNote {
  readonly how: string
  readonly examples: readonly string[]
}

/** Says how a field is filled in. @param names of records that a reference may name */
export function templateNote(field: Field, names: readonly string[], wordsOf: WordsOf): TemplateNote {
  const note = noteOf(field, names, wordsOf)
  const help = field.help === undefined ? '' : `${field.help}。`
  return { ...note, how: `${note.how}${help}` }
}

function noteOf(field: Field, names: readonly string[], wordsOf: WordsOf): TemplateNote {
  switch (field.type) {
    case 'date':
      return field.month
        ? { how: '月份，写明年份。', examples: ['2026-03', '2026年11月'] }
        : { how: '日期，写明年份。', examples: ['2026-03-05', '2026年11月3日'] }
    case 'time':
      return { how: '时间。', examples: ['15:00', '上午9点半'] }
    case 'count':
      return {
        how: `整数${field.unit === '' ? '' : `，单位是${field.unit}，不用写单位`}。`,
        examples: ['30', '1200'],
      }
    case 'money':
      return { how: '金额，单位是元；也可以写“1.2万”。', examples: ['1200.50', '1.2万'] }
    case 'decimal':
      return {
        how: `数字，最多 ${field.scale} 位小数${field.unit === '' ? '' : `，单位是${field.unit}`}。`,
        examples: ['66.6'],
      }
    case 'flag':
      return { how: '填“是”或“否”。', examples: ['是', '否'] }
    case 'choice': {
      const labels = optionsOf(field, wordsOf).map(({ label }) => label)
      return { how: '从下拉列表里选。', examples: labels.slice(0, 2) }
    }
    case 'choices': {
      const labels = optionsOf(field, wordsOf).map(({ label }) => label)
      return {
        how: `可以填几项，用顿号隔开：${labels.join('、')}。`,
        examples: [labels.slice(0, 2).join('、')],
      }
    }
    case 'ref':
      return { how: '已经登记的名称，同名的连同上级单位一起写。', examples: names.slice(0, 2) }
    case 'refs':
      return { how: '已经登记的名称，几个用顿号隔开。', examples: [names.slice(0, 2).join('、')] }
    case 'rows': {
      const cells = Object.values(field.of)
      const wanted = cells.filter(({ required }) => required)
      const shown = (wanted.length > 0 ? wanted : cells).map(({ label }) => `${label}：…`).join('，')
      return {
        how: `名单，一行一条，写成“${shown}”；可以写的有${cells.map(({ label }) => label).join('、')}。`,
        examples: [],
      }
    }
    case 'origin':
      return { how: '', examples: [] }
    default:
      return textNote(field)
  }
}

const formats = {
  phone: { how: '电话号码。', examples: ['13800001234'] },
  idNumber: { how: '18 位身份证号码，单元格已设为文本，不要改成数字。', examples: [] },
  bankCard: { how: '银行卡号，单元格已设为文本，不要改成数字。', examples: [] },
  creditCode: { how: '18 位统一社会信用代码。', examples: [] },
} as const

function textNote(field: Extract<Field, { type: 'text' | 'longText' }>): TemplateNote {
  if (field.type === 'text' && field.format) return formats[field.format]
  return { how: `文字，不超过 ${field.max} 字。`, examples: [] }
}
