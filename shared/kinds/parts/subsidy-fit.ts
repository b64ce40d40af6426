import type { Body } from '../../definition/fields'
import { caseTypes, serviceForms } from '../../dictionaries/legal-aid-options'
import type { FieldProblem } from '../../errors'
import type { ProblemReason } from '../../field-problems'
import type { Json } from '../../json'

/** The fields of a case that say which rates may be chosen: only a change of these asks again. */
export const rateFields = [
  'subsidyRate',
  'caseType',
  'serviceForm',
  'appliedOn',
  'decidedOn',
  'assignedOn',
  'terminatedOn',
  'closedOn',
  'archivedOn',
  'subsidyPaidOn',
] as const

/**
 * Why a rate of the subsidy table can not be that of a case.
 * It is for another type of case or form of service, or it was not in force on any day of the case.
 * Districts differ in which day of a case decides (指派, 结案 or 发放).
 * So only a rate that none of them can mean is refused (DOMAIN 2d).
 */
export function rateProblems(record: Body, rate: Body): readonly FieldProblem[] {
  const problem = (reason: ProblemReason, params: Readonly<Record<string, string>>): FieldProblem => ({
    field: 'subsidyRate',
    reason,
    params,
  })
  const differs = (key: string): boolean =>
    typeof rate[key] === 'string' && typeof record[key] === 'string' && rate[key] !== record[key]
  if (differs('caseType'))
    return [
      problem('subsidy.case-type', {
        rate: wordOf(caseTypes, rate.caseType),
        own: wordOf(caseTypes, record.caseType),
      }),
    ]
  if (differs('serviceForm'))
    return [
      problem('subsidy.service-form', {
        rate: wordOf(serviceForms, rate.serviceForm),
        own: wordOf(serviceForms, record.serviceForm),
      }),
    ]
  const started = [record.assignedOn, record.decidedOn, record.appliedOn, record.date].find(isText)
  const ended = [record.subsidyPaidOn, record.archivedOn, record.closedOn, record.terminatedOn]
    .filter(isText)
    .sort()
    .at(-1)
  // A case may be registered when it is over.
  const begun = [started, ended].filter(isText).sort()[0]
  if (isText(rate.to) && begun !== undefined && rate.to < begun)
    return [problem('subsidy.ended', { day: rate.to, begun })]
  if (isText(rate.from) && ended !== undefined && rate.from > ended)
    return [problem('subsidy.not-yet', { day: rate.from, ended })]
  return []
}

function wordOf(words: Readonly<Record<string, string>>, value: Json | undefined): string {
  return words[String(value)] ?? String(value)
}

function isText(value: Json | undefined): value is string {
  return typeof value === 'string'
}
