import type { Field } from '../../definition/fields'
import { type Enumerated, isEnumerated } from '../../definition/words'
import { REVIEW } from '../../definition/workflow'
import { AppError } from '../../errors'
import { kinds } from '../../kinds'
import { measures } from '.'
import type { Measure } from './define'

/** What a table can be divided by beside units: the words of one choice of one kind. */
export interface Category {
  /** `mediation.type`. */
  readonly name: string
  readonly kind: string
  readonly field: string
  /** 矛盾纠纷：纠纷类型. */
  readonly label: string
  readonly of: Enumerated
  /** The measures that count only records of the kind, and none of one word alone: their 合计 is of the same records. */
  readonly measures: readonly string[]
}

/** Every category, derived from the definitions: a measured choice by which a measure is not narrowed already. */
export const categories: readonly Category[] = kinds.flatMap((kind) =>
  Object.entries<Field>(kind.fields).flatMap(([field, of]): Category[] => {
    if (!isEnumerated(of) || !of.measured || field === REVIEW) return []
    const counted = measures.filter((measure) => counts(measure, kind.name, field)).map(({ name }) => name)
    if (counted.length === 0) return []
    const label = `${kind.label}：${of.label}`
    return [{ name: `${kind.name}.${field}`, kind: kind.name, field, label, of, measures: counted }]
  }),
)

function counts({ ratio, over }: Measure, kind: string, field: string): boolean {
  const isOf = over.every((source) => source.kind === kind && !Object.hasOwn(source.where ?? {}, field))
  return ratio === undefined && over.length > 0 && isOf
}

/** The category of this name, or of this label, whole or the field's alone. @throws AppError `call.invalid` */
export function categoryOf(text: string): Category {
  const found = categories.find(({ name, label, of }) => [name, label, of.label].includes(text))
  if (!found)
    throw new AppError('call.invalid', {
      problems: [{ field: 'by', reason: 'choice.unknown', params: { value: text.slice(0, 40) } }],
    })
  return found
}
