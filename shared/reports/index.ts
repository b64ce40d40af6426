import { AppError } from '../errors'
import { annual } from './annual'
import type { ReportDefinition } from './define'
import { monthly } from './monthly'
import type { Sentence } from './placeholders'
import { halfYear, quarterly } from './quarterly'

/** Every report, in the order the window shows them. */
export const reports: readonly ReportDefinition[] = [monthly, quarterly, halfYear, annual]

const byName = new Map(reports.map((report) => [report.name, report]))

/** The report of this name. @throws AppError `report.unknown` */
export function reportOf(name: string): ReportDefinition {
  const report = byName.get(name)
  if (!report) throw new AppError('report.unknown', { report: name })
  return report
}

/** The sentences of a report that a district may word; none for one that is not known. */
export function sentencesOf(name: string): readonly Sentence[] {
  return byName.get(name)?.sentences ?? []
}
