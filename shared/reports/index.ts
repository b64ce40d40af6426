import { AppError } from '../errors'
import type { ReportDefinition } from './define'
import { monthly } from './monthly'

/** Every report, in the order the window shows them. */
export const reports: readonly ReportDefinition[] = [monthly]

const byName = new Map(reports.map((report) => [report.name, report]))

/** The report of this name. @throws AppError `report.unknown` */
export function reportOf(name: string): ReportDefinition {
  const report = byName.get(name)
  if (!report) throw new AppError('report.unknown', { report: name })
  return report
}
