import { defineKind } from '../definition/define-kind'
import { choice, count, flag, longText, text } from '../definition/fields'
import { builtInWords, dictionaries, dictionaryNames, isDictionary } from '../dictionaries'

/** Codes stand in records, files and searches of every version: letters and digits only. */
const CODE = /^[A-Za-z0-9]+$/

/** 字典项: one word that the district adds to an enumeration. */
export const dictionaryEntry = defineKind({
  name: 'dictionary-entry',
  label: '字典项',
  code: 'ZD',
  version: 1,
  owner: 'district',
  numbered: false,
  place: 'reference',
  title: (r) => String(r.label ?? ''),
  fields: {
    dictionary: choice({
      label: '所属字典',
      required: true,
      options: Object.fromEntries(dictionaryNames.map((name) => [name, dictionaries[name].label])),
      index: true,
      suggest: 'last',
    }),
    value: text({
      label: '代码',
      required: true,
      max: 40,
      index: true,
      help: '英文字母或数字；记录中保存的是代码，确定后请勿更改',
      personal: false,
    }),
    label: text({ label: '名称', required: true, max: 40, search: true, index: true, personal: false }),
    order: count({ label: '排序', fact: true, unit: '' }),
    retired: flag({ label: '停用', help: '停用后不能再选，已用过的记录照常显示' }),
    remarks: longText({ label: '备注' }),
  },
  form: [['dictionary'], ['value', 'label'], ['order', 'retired'], ['remarks']],
  list: ['dictionary', 'label', 'value', 'order', 'retired'],
  filters: ['dictionary'],
  sort: { field: 'dictionary', descending: false },
  unique: [
    ['dictionary', 'value'],
    ['dictionary', 'label'],
  ],
  check: ({ dictionary, value, label }) => {
    if (typeof value === 'string' && !CODE.test(value)) return [{ field: 'value', reason: 'dictionary.code' }]
    const known = typeof dictionary === 'string' && isDictionary(dictionary) ? builtInWords(dictionary) : {}
    if (Object.hasOwn(known, String(value)))
      return [{ field: 'value', reason: 'dictionary.built-in', params: { word: known[String(value)] ?? '' } }]
    return Object.values(known).includes(String(label))
      ? [{ field: 'label', reason: 'dictionary.built-in', params: { word: String(label) } }]
      : []
  },
})
