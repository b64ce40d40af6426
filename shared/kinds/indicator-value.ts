import { defineKind } from '../definition/define-kind'
import { date, decimal, longText, ref } from '../definition/fields'
import type { FieldProblem } from '../errors'
import type { Body } from '../shapes'
import { indicatorFillers } from './indicator'
import { recordUnit } from './parts/ledger-fields'

/** Decimal places that a value of an indicator may have. */
export const VALUE_SCALE = 4

/**
 * 指标数据: what one unit filled for one indicator and month. The three make its id, so that two laptops which fill one cell meet
 * in one record and its value becomes a conflict, never a sum.
 */
export const indicatorValue = defineKind({
  name: 'indicator-value',
  label: '指标数据',
  code: 'ZS',
  version: 1,
  owner: 'street',
  numbered: false,
  place: 'reference',
  identity: ['indicator', 'unit', 'date'],
  title: (r, nameOf) => `${String(r.date ?? '').slice(0, 7)} ${nameOf(String(r.indicator ?? ''))}`.trim(),
  fields: {
    indicator: ref({
      label: '指标',
      to: 'indicator',
      required: true,
      index: true,
      measured: true,
      suggest: 'last',
    }),
    unit: recordUnit('district'),
    date: date({
      label: '月份',
      required: true,
      index: true,
      measured: true,
      month: true,
      help: '如 2026-11；按季度、半年、年填报的，填最后一个月',
    }),
    value: decimal({ label: '数值', scale: VALUE_SCALE, unit: '', required: true, measured: true }),
    remarks: longText({ label: '说明', search: true }),
  },
  form: [['indicator'], ['unit', 'date', 'value'], ['remarks']],
  list: ['date', 'indicator', 'unit', 'value'],
  filters: ['indicator', 'unit'],
  sort: { field: 'date', descending: true },
  checkWith: (r, bodyOf, changes) =>
    changes(['indicator', 'unit', 'date']) ? fillerProblems(r, bodyOf) : [],
})

const levelsOf: Readonly<Record<string, readonly string[]>> = {
  village: ['village', 'community'],
  street: ['street'],
  district: ['district'],
}

/** Only units that the indicator is filled by: a street's own number beside its villages' would count twice. */
function fillerProblems(r: Body, bodyOf: (id: string) => Body | undefined): readonly FieldProblem[] {
  const filler = bodyOf(String(r.indicator ?? ''))
  const level = bodyOf(String(r.unit ?? ''))?.level
  if (filler?.adds === 'share') return [{ field: 'indicator', reason: 'indicator.computed' }]
  if (typeof filler?.filledBy !== 'string' || typeof level !== 'string') return []
  if (typeof filler.until === 'string' && typeof r.date === 'string' && r.date >= filler.until)
    return [{ field: 'indicator', reason: 'indicator.ended', params: { until: filler.until } }]
  if (levelsOf[filler.filledBy]?.includes(level)) return []
  const words: Readonly<Record<string, string>> = indicatorFillers
  return [{ field: 'unit', reason: 'indicator.filler', params: { filler: words[filler.filledBy] ?? '' } }]
}

/** The levels of the units that fill an indicator. */
export function fillerLevels(filledBy: string): readonly string[] {
  return levelsOf[filledBy] ?? []
}
