import type { Category } from '../figures/measures/categories'
import { isDistinct, type Measure } from '../figures/measures/define'

/** Where a record can have several words of a choice: that 合计 counts it once. */
export function severalNotes(categories: readonly Pick<Category, 'of'>[]): readonly string[] {
  const several = categories.flatMap(({ of }) => (of.type === 'choices' ? [of.label] : []))
  if (several.length === 0) return []
  return [
    `注：一条记录可以有多项${several.join('、')}，各项分别计入；合计按记录计，一条只计一次，因此各项之和可能大于合计。`,
  ]
}

/** Where a measure counts different things: that 合计 counts each once. */
export function distinctNotes(measure: Measure): readonly string[] {
  if (!isDistinct(measure)) return []
  return [
    `注：${measure.label}中同一对象在多项中均有的，各项分别计入，合计只计一次，因此各项之和可能大于合计。`,
  ]
}
