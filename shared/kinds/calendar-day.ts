import { defineKind } from '../definition/define-kind'
import { choice, date, longText, text } from '../definition/fields'

export const dayChanges = { rest: '放假', work: '上班' } as const

/**
 * 放假安排调整: one day of a known year that a later notice changed, without entering the year anew. New Year's notice moves days of
 * the December before (DOMAIN 3).
 */
export const calendarDay = defineKind({
  name: 'calendar-day',
  label: '放假安排调整',
  code: 'TZ',
  version: 1,
  owner: 'district',
  numbered: false,
  place: 'reference',
  title: (r) => `${r.day ?? ''} ${dayChanges[r.change as keyof typeof dayChanges] ?? ''}`.trim(),
  fields: {
    day: date({ label: '日期', required: true, index: true }),
    change: choice({ label: '改为', required: true, options: dayChanges, index: true }),
    notice: text({ label: '依据文件', max: 100, search: true, suggest: 'last', personal: false }),
    remarks: longText({ label: '备注' }),
  },
  form: [['day', 'change'], ['notice'], ['remarks']],
  list: ['day', 'change', 'notice'],
  filters: ['change'],
  sort: { field: 'day', descending: true },
  unique: [['day']],
})
