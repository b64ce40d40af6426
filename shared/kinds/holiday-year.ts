import { defineKind } from '../definition/define-kind'
import { count, date, longText, rows, text } from '../definition/fields'
import type { FieldProblem } from '../errors'
import type { Json } from '../json'
import { asRows, type Body } from '../shapes'

/**
 * 年度放假安排: the working days of one year as the district has them from the State Council's notice; it takes the place of what the
 * program ships for that year, whole (DOMAIN 3).
 */
export const holidayYear = defineKind({
  name: 'holiday-year',
  label: '年度放假安排',
  code: 'FJ',
  version: 2,
  owner: 'district',
  numbered: false,
  place: 'reference',
  title: (r) => `${r.year ?? ''}年放假安排`,
  fields: {
    year: count({ label: '年度', unit: '年', adds: false, required: true, index: true }),
    issuedOn: date({ label: '通知日期' }),
    notice: text({ label: '通知文号', max: 100, search: true, personal: false }),
    holidays: rows({
      label: '放假',
      required: true,
      help: '填写首日和末日，连休中的周末也计算在内；通知涉及上年12月的日期，一并填写',
      of: {
        name: text({
          label: '节日',
          required: true,
          max: 20,
          personal: false,
          aliases: ['节假日', '假期', '名称'],
        }),
        from: date({ label: '从', required: true, aliases: ['开始', '开始日期', '起'] }),
        to: date({ label: '到', required: true, aliases: ['结束', '结束日期', '止'] }),
      },
    }),
    makeUp: rows({
      label: '调休上班',
      of: { day: date({ label: '上班日', required: true, aliases: ['日期', '上班日期', '调休上班'] }) },
    }),
    remarks: longText({ label: '备注' }),
  },
  form: [['year', 'issuedOn', 'notice'], ['holidays'], ['makeUp'], ['remarks']],
  list: ['year', 'issuedOn', 'notice'],
  filters: ['year'],
  sort: { field: 'year', descending: true },
  unique: [['year']],
  check: (r) => [...yearProblems(r), ...dayProblems(r)],
})

function yearProblems({ year }: Body): readonly FieldProblem[] {
  return typeof year === 'number' && year >= 2000 && year <= 2099
    ? []
    : [{ field: 'year', reason: 'year.invalid' }]
}

/**
 * Days of another year belong into that year's entry, but for the December before, which a notice may move; a day can not be
 * both.
 */
function dayProblems({ year, holidays, makeUp }: Body): readonly FieldProblem[] {
  const before = `${Number(year) - 1}-12`
  const isOther = (day: Json | undefined): boolean =>
    String(day).slice(0, 4) !== String(year) && !String(day).startsWith(before)
  const spans = asRows(holidays)
  const worked = asRows(makeUp).map(({ day }) => String(day))
  if (spans.some(({ from, to }) => isOther(from) || isOther(to)))
    return [{ field: 'holidays', reason: 'holiday.other-year' }]
  if (spans.some(({ from, to }) => String(to) < String(from)))
    return [{ field: 'holidays', reason: 'holiday.order' }]
  if (worked.some(isOther)) return [{ field: 'makeUp', reason: 'holiday.other-year' }]
  const isOff = (day: string): boolean =>
    spans.some(({ from, to }) => String(from) <= day && day <= String(to))
  return worked.some(isOff) ? [{ field: 'makeUp', reason: 'holiday.both' }] : []
}
