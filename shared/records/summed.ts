import type { Kind } from '../definition/define'

/**
 * The columns of a kind's list that are added up under it: what figures count, and of nobody alone. A year is a number and no
 * amount; what is shortened on the screen is not told by the sum of one record.
 */
export function summedFields(kind: Kind): readonly string[] {
  return kind.list.filter((key) => {
    const field = kind.fields[key]
    const isNumber = field?.type === 'count' || field?.type === 'money'
    return isNumber && field.measured === true && field.mask === undefined
  })
}
