import { isTyped } from '../../../../shared/definition/define'
import type { Field } from '../../../../shared/definition/fields'
import { builtInOnly, isEnumerated, optionsOf, type WordsOf } from '../../../../shared/definition/words'
import { kinds as every } from '../../../../shared/kinds'
import { commonFields } from '../../../../shared/records/common-fields'
import { defineCommand } from '../command'
import type { CliContext } from '../context'
import { table } from '../table'

/** What a program that fills in records must know of a field. */
function describe(name: string, field: Field, wordsOf: WordsOf): Readonly<Record<string, unknown>> {
  const { type, label, required = false } = field
  return {
    name,
    type,
    label,
    required,
    indexed: field.index ?? false,
    ...(field.type === 'text' || field.type === 'longText' ? { max: field.max } : {}),
    ...(field.type === 'text' && field.format ? { format: field.format } : {}),
    ...(field.type === 'count' ? { unit: field.unit } : {}),
    ...(field.type === 'decimal' ? { unit: field.unit, scale: field.scale } : {}),
    ...(field.type === 'money' ? { unit: '分' } : {}),
    ...(field.mask ? { mask: field.mask } : {}),
    ...(isEnumerated(field) ? { options: optionsOf(field, wordsOf) } : {}),
    ...(isEnumerated(field) && field.dictionary ? { dictionary: field.dictionary } : {}),
    ...(field.type === 'ref' || field.type === 'refs'
      ? { to: field.to, ...(field.levels ? { levels: field.levels } : {}) }
      : {}),
    ...(field.type === 'rows'
      ? { fields: Object.entries(field.of).map(([cell, spec]) => describe(cell, spec, wordsOf)) }
      : {}),
  }
}

/** Without a profile to open: the words that every district has. */
async function wordsAsked(ctx: CliContext): Promise<WordsOf> {
  if (!ctx.maySignIn()) return builtInOnly
  const { words } = await (await ctx.signedIn()).records.words({})
  return (dictionary) => words[dictionary] ?? []
}

const kinds = defineCommand({
  name: 'kinds',
  summary: '列出每种记录和它的项目；给了资料文件夹和口令时，选项里有本区自己的字典项',
  options: {},
  run: async (ctx) => {
    const wordsOf = await wordsAsked(ctx)
    return {
      json: {
        kinds: every.map((kind) => ({
          name: kind.name,
          label: kind.label,
          code: kind.code,
          version: kind.version,
          owner: kind.owner,
          numbered: kind.numbered,
          common: commonFields(kind),
          fields: Object.entries(kind.fields).map(([key, field]) => ({
            ...describe(key, field, wordsOf),
            typed: isTyped(kind, key),
          })),
          flows: kind.flows ?? [],
          follow: kind.follow ?? {},
          totals: kind.totals ?? {},
          forms: kind.forms ?? [],
        })),
      },
      text: every
        .map(({ name, label, fields }) => {
          const rows = Object.entries(fields).map(([key, f]) => [
            key,
            f.label,
            f.type,
            f.required ? '必填' : '',
          ])
          return `${label}(${name})\n${table(['项目', '名称', '类型', ''], rows)}`
        })
        .join('\n\n'),
    }
  },
})

export const kindCommands = [kinds]
