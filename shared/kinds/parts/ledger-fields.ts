import { choices, date, longText, ref, text } from '../../definition/fields'
import { applicantGroups } from '../../dictionaries/matter-options'

/** Fields that every kept record has (DOMAIN 2), said once so that lists, filters and figures of all kinds agree. */

/** The day a record is counted by. */
export const recordDate = <const L extends string>(label: L) =>
  date({ label, aliases: ['日期'], required: true, index: true, measured: true, suggest: 'today' })

/**
 * The street, village or community that a record belongs to; for what the district does itself, the district too: such a
 * record is the district's own.
 */
export const recordUnit = (...above: readonly 'district'[]) =>
  ref({
    label: '所属单位',
    aliases: ['单位', '街道', '村'],
    to: 'unit',
    levels: [...above, 'street', 'village', 'community'],
    required: true,
    index: true,
    measured: true,
    suggest: 'last',
  })

/** The village or community that something in the reference tables belongs to. */
export const village = () =>
  ref({
    label: '村（社区）',
    aliases: ['村名', '所在村'],
    to: 'unit',
    levels: ['village', 'community'],
    required: true,
    index: true,
    measured: true,
    suggest: 'last',
  })

export const remarks = () => longText({ label: '备注', search: true, merge: 'keepBoth' })

/** The name of somebody who asks, applies or is owed: shown as 张*. */
export const privateName = <
  const O extends { label: string; required?: true; help?: string; aliases?: readonly string[] },
>(
  options: O,
) => text({ ...options, max: 40, search: true, mask: 'name' })

/** A document other than the citizen's ID card; its number is masked like one. */
export const otherDocument = (label = '其他证件') =>
  text({
    label,
    max: 40,
    mask: 'id',
    help: '没有居民身份证的，写证件种类和号码',
    aliases: ['其他证件号', '其他证件号码', '护照', '护照号', '护照号码'],
  })

export const groups = () =>
  choices({ label: '人员类别', options: applicantGroups, dictionary: 'applicantGroup', measured: true })
