import { choice, count, text } from '../../definition/fields'
import { sexes } from '../../dictionaries/people-options'

/**
 * What 司法部's forms of 2010 ask of each party beside name and number. `of` stands before the labels of one party's fields; the
 * cells of rows need none. An age is typed, because a form says how old somebody was on that day.
 */
export const sexOfParty = (of = '') => choice({ label: `${of}性别`, options: sexes })
export const ageOfParty = (of = '') => count({ label: `${of}年龄`, unit: '岁', adds: false, max: 120 })
export const ethnicityOfParty = (of = '') => text({ label: `${of}民族`, max: 20, personal: false })
export const occupationOfParty = (of = '') =>
  text({
    label: `${of}职业（职务）`,
    max: 60,
    personal: false,
    ...(of === '' && { aliases: ['职业', '职务'] }),
  })
export const addressOfParty = (of = '') =>
  text({
    label: `${of}住址`,
    max: 100,
    mask: 'address',
    ...(of === '' && { aliases: ['单位或住址', '地址'] }),
  })
